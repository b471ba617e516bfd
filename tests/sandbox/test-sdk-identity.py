# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft's libraries for signing in and for the management of resources, azure-identity, MSAL, azure-mgmt-*,
unmodified."""

import os
import re
import threading
import webbrowser
from unittest import mock
from urllib.parse import urlsplit

import msal
import requests
from azure.ai.inference import ChatCompletionsClient
from azure.ai.inference.models import UserMessage
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.identity import (ClientSecretCredential, DefaultAzureCredential, DeviceCodeCredential,
                            InteractiveBrowserCredential, ManagedIdentityCredential)
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient
from azure.mgmt.resource import ResourceManagementClient
from azure.mgmt.subscription import SubscriptionClient
from sandbox import SandboxCase, main

CLIENT = '11111111-2222-3333-4444-555555555555'
COGNITIVE = 'https://cognitiveservices.azure.com/.default'
FOUNDRY = 'https://ai.azure.com/.default'
MANAGEMENT = 'https://management.azure.com/.default'


class Libraries(SandboxCase):
    OPTIONS = ('--tls', '--rate=100000')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ready = cls.sandbox.ready
        cls.ca_file = cls.ready['ca_file']
        cls.own = {'authority': cls.ready['authority'], 'tenant_id': cls.ready['tenant_id'],
                   'disable_instance_discovery': True, 'connection_verify': cls.ca_file}

    def setUp(self):
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/reset')[0], 200)

    def stage(self, **members):
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/stage', members)[0], 200)

    def send(self, address, **fields):
        """What a person's browser does with a form; the last page."""
        answer = requests.post(address, data=fields, verify=self.ca_file, timeout=60)
        answer.raise_for_status()
        return answer.text

    def device(self, account='fine', action='approve', **options):
        def show(address, code, _):
            self.send(address, user_code=code, action=action, account=account)

        return DeviceCodeCredential(prompt_callback=show, **self.own, **options)

    def chat(self, credential, scope=COGNITIVE):
        client = ChatCompletionsClient(endpoint=self.ready['origin'] + '/models', credential=credential,
                                       credential_scopes=[scope], connection_verify=self.ca_file, retry_total=0)
        with client:
            return client.complete(model='mistral-large', messages=[UserMessage('short')]).choices[0].message.content

    def manage(self, kind, credential, *arguments):
        return kind(credential, *arguments, base_url=self.ready['management'], credential_scopes=[MANAGEMENT],
                    connection_verify=self.ca_file, retry_total=0)


class SignIn(Libraries):
    def test_device_code(self):
        credential = self.device()
        for scope in (COGNITIVE, FOUNDRY):
            self.assertIn('`mistral-large`', self.chat(credential, scope))
        record = credential.authenticate(scopes=[MANAGEMENT])
        self.assertEqual((record.username, record.tenant_id), ('fine@sandbox.example', self.ready['tenant_id']))

    def test_refresh(self):
        self.stage(access_token_lifetime=1)
        credential = self.device()
        first = credential.get_token(COGNITIVE).token
        self.assertNotEqual(credential.get_token(COGNITIVE).token, first)
        grants = [entry['body'] for entry in self.sandbox.log() if entry['path'].endswith('/token')]
        self.assertIn('grant_type=refresh_token', grants[-1])
        self.assertEqual(sum('/devicecode' in entry['path'] for entry in self.sandbox.log()), 1)

    def test_wrong_audience(self):
        credential = self.device()
        with self.assertRaisesRegex(ClientAuthenticationError, 'audience is incorrect'):
            self.chat(credential, 'https://ml.azure.com/.default')
        self.stage(audiences=['https://ai.azure.com'])
        with self.assertRaisesRegex(ClientAuthenticationError, 'audience is incorrect'):
            self.chat(credential)
        self.assertIn('simulated', self.chat(credential, FOUNDRY))

    def test_people(self):
        with self.assertRaisesRegex(ClientAuthenticationError, 'PermissionDenied'):
            self.chat(self.device('no-role'))
        for account, words in (('mfa', 'AADSTS50076'), ('blocked', 'AADSTS53003')):
            with self.assertRaisesRegex(ClientAuthenticationError, words):
                self.device(account).get_token(COGNITIVE)
        with self.assertRaisesRegex(ClientAuthenticationError, 'declined'):
            self.device(action='deny').get_token(COGNITIVE)
        with self.assertRaisesRegex(ClientAuthenticationError, 'AADSTS700016'):
            self.device(client_id='00000000-0000-0000-0000-000000700016').get_token(COGNITIVE)

    def test_claims_challenge(self):
        """azure-core answers the challenge by itself: it signs in again with the claims."""
        self.stage(claims_challenge=True)
        client = self.manage(SubscriptionClient, self.device())
        self.assertEqual(len(list(client.subscriptions.list())), 1)
        self.assertEqual(sum('/devicecode' in entry['path'] for entry in self.sandbox.log()), 2)

    def test_browser(self):
        case = self

        class Person(webbrowser.BaseBrowser):
            def open(self, url, *_):
                threading.Thread(target=case.browse, args=[url], daemon=True).start()
                return True

        with mock.patch.object(webbrowser, 'open', Person().open):
            credential = InteractiveBrowserCredential(timeout=60, **self.own)
            self.assertIn('simulated', self.chat(credential))

    def browse(self, url):
        page = requests.get(url, verify=self.ca_file, timeout=60).text
        parts = urlsplit(url)
        self.send(f'{parts.scheme}://{parts.netloc}/signin', action='continue', account='blocked',
                  flow=re.search('name="flow" value="([^"]*)"', page)[1])

    def test_msal(self):
        """MSAL alone, with a refresh token that was revoked meanwhile."""
        session = requests.Session()
        session.verify, session.trust_env = self.ca_file, False
        app = msal.PublicClientApplication(CLIENT, authority=f'{self.ready["authority"]}/{self.ready["tenant_id"]}',
                                           instance_discovery=False, http_client=session)
        flow = app.initiate_device_flow([COGNITIVE])
        self.send(flow['verification_uri'], user_code=flow['user_code'], action='approve')
        reply = app.acquire_token_by_device_flow(flow)
        self.assertEqual(reply['id_token_claims']['name'], 'Ada Fine')
        account, = app.get_accounts()
        self.assertEqual(account['username'], 'fine@sandbox.example')
        self.assertEqual(app.acquire_token_silent([COGNITIVE], account)['access_token'], reply['access_token'])
        self.stage(revoke=True)
        refused = app.acquire_token_silent_with_error([FOUNDRY], account)
        self.assertEqual((refused['error'], refused['error_codes'], refused['suberror']),
                         ('invalid_grant', [50173], 'bad_token'))
        session.close()

    def test_programs(self):
        secret = ClientSecretCredential(client_id=CLIENT, client_secret=self.ready['api_key'], **self.own)
        self.assertIn('simulated', self.chat(secret))
        wrong = ClientSecretCredential(client_id=CLIENT, client_secret='x', **self.own)
        with self.assertRaisesRegex(ClientAuthenticationError, 'AADSTS7000215'):
            wrong.get_token(COGNITIVE)

    def test_managed_identity(self):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(('AZURE_', 'IDENTITY_', 'MSI_'))}
        endpoint = self.ready['identity_endpoint']
        host = endpoint.removesuffix('/msi/token')
        for variables in ({'IDENTITY_ENDPOINT': endpoint, 'IDENTITY_HEADER': self.ready['identity_header']},
                          {'AZURE_POD_IDENTITY_AUTHORITY_HOST': host}):
            with mock.patch.dict(os.environ, {**clean, **variables}, clear=True):
                self.assertIn('simulated', self.chat(ManagedIdentityCredential()))
                self.assertIn('simulated', self.chat(DefaultAzureCredential()))


class Management(Libraries):
    def test_listing(self):
        credential = self.device()
        subscriptions = self.manage(SubscriptionClient, credential)
        self.assertEqual([tenant.tenant_id for tenant in subscriptions.tenants.list()], [self.ready['tenant_id']])
        self.assertEqual([found.subscription_id for found in subscriptions.subscriptions.list()],
                         [self.ready['subscription_id']])
        groups = self.manage(ResourceManagementClient, credential, self.ready['subscription_id']).resource_groups
        group, = [found.name for found in groups.list()]
        client = self.manage(CognitiveServicesManagementClient, credential, self.ready['subscription_id'])
        account, = client.accounts.list()
        self.assertEqual((account.kind, account.properties.provisioning_state), ('AIServices', 'Succeeded'))
        self.assertEqual([found.name for found in client.accounts.list_by_resource_group(group)], [account.name])
        deployments = {found.name: found for found in client.deployments.list(group, account.name)}
        large = deployments['mistral-large']
        self.assertEqual((large.properties.model.format, large.sku.name, large.sku.capacity,
                          large.properties.rai_policy_name), ('Mistral AI', 'GlobalStandard', 1000, 'Microsoft.DefaultV2'))
        self.assertEqual(client.deployments.get(group, account.name, 'gpt-4o').name, 'gpt-4o')
        self.assertEqual(client.accounts.list_keys(group, account.name).key1, self.ready['api_key'])
        self.assertTrue(list(client.accounts.list_models(group, account.name)))
        self.assertTrue(list(client.models.list('swedencentral')))
        self.assertTrue(list(client.usages.list('swedencentral')))
        with self.assertRaises(ResourceNotFoundError):
            client.accounts.get(group, 'none')

    def test_pages_and_failures(self):
        self.stage(subscriptions=2, resources=30, page_size=4, failing_subscriptions=[0, 403])
        credential = self.device()
        found = list(self.manage(SubscriptionClient, credential).subscriptions.list())
        first, second = (self.manage(CognitiveServicesManagementClient, credential, entry.subscription_id)
                         for entry in found)
        self.assertEqual(len(list(first.accounts.list())), 15)
        with self.assertRaisesRegex(HttpResponseError, 'AuthorizationFailed'):
            list(second.accounts.list())

    def test_reader_and_disabled_keys(self):
        client = self.manage(CognitiveServicesManagementClient, self.device('no-role'), self.ready['subscription_id'])
        account, = client.accounts.list()
        group = account.id.split('/')[4]
        with self.assertRaisesRegex(HttpResponseError, 'AuthorizationFailed'):
            client.accounts.list_keys(group, account.name)
        self.stage(key_disabled=True)
        client = self.manage(CognitiveServicesManagementClient, self.device(), self.ready['subscription_id'])
        self.assertTrue(client.accounts.get(group, account.name).properties.disable_local_auth)
        with self.assertRaisesRegex(HttpResponseError, 'disableLocalAuth'):
            client.accounts.list_keys(group, account.name)


if __name__ == '__main__':
    main()
