# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure Resource Manager and what can be staged, as seen on the wire."""

import base64
import json
import re
from urllib.parse import urlsplit

from entra import Entra, claims_of
from sandbox import main
from specification import validate

MANAGEMENT = 'https://management.azure.com/.default'
PLATFORM = '2022-12-01'
PROVIDER = '2025-09-01'
ACCOUNTS = 'providers/Microsoft.CognitiveServices/accounts'


# Where a path leads; what is not here is not described.
OPERATIONS = (
    (r'/accounts$', 'accounts'),
    (r'/accounts/[^/]+$', 'account'),
    (r'/accounts/[^/]+/listKeys$', 'keys'),
    (r'/deployments$', 'deployments'),
    (r'/deployments/[^/]+$', 'deployment'),
    (r'/skus$', 'deployment-skus'),
    (r'/accounts/[^/]+/models$', 'account-models'),
    (r'/locations/[^/]+/models$', 'models'),
    (r'/usages$', 'usages'),
)


def operation_of(path):
    path = path.partition('?')[0]
    return next((name for pattern, name in OPERATIONS if re.search(pattern, path, re.IGNORECASE)), None)


class Management(Entra):
    def setUp(self):
        self.reset()
        self.tokens = self.sign_in()[1]
        self.token = self.token_for()

    def tearDown(self):
        self.reset()

    def reset(self):
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/reset')[0], 200)

    def stage(self, **members):
        status, _, reply = self.sandbox.ask('POST', '/sandbox/stage', members)
        self.assertEqual(status, 200, reply)

    def token_for(self, tenant='organizations', account=None):
        tokens = self.sign_in(account)[1] if account else self.tokens
        return self.refresh(tokens['refresh_token'], MANAGEMENT, tenant=tenant)[1]['access_token']

    def get(self, path, version=PROVIDER, token=None, method='GET'):
        """Status and reply, which is compared with the official description."""
        query = f'?api-version={version}' if version else ''
        status, headers, reply = self.sandbox.ask(method, path + query, key=False,
                                                  headers={'Authorization': 'Bearer ' + (token or self.token)})
        self.headers = headers
        if status != 200:
            self.assertEqual([], validate('management', None, 'error', reply))
        elif operation_of(path):
            self.assertEqual([], validate('management', operation_of(path), 'reply', reply))
        return status, reply

    def all(self, path, version=PROVIDER, token=None):
        """The elements of all pages, and how many pages they took."""
        found, pages = [], 0
        while path:
            status, reply = self.get(path, version, token)
            self.assertEqual(status, 200, reply)
            found += reply['value']
            pages += 1
            link = urlsplit(reply.get('nextLink') or '')
            path, version = (f'{link.path}?{link.query}', None) if link.query else ('', None)
        return found, pages

    def assert_fails(self, answer, status, code):
        self.assertEqual((answer[0], answer[1]['error']['code']), (status, code), answer)

    def base(self):
        return '/subscriptions/' + self.sandbox.ready['subscription_id']

    def account(self):
        return f'{self.base()}/resourceGroups/rg-sandbox-1/{ACCOUNTS}/ingot-sandbox'


class Reading(Management):
    def test_what_there_is(self):
        tenant, = self.all('/tenants', PLATFORM)[0]
        self.assertEqual((tenant['tenantId'], tenant['defaultDomain']),
                         (self.sandbox.ready['tenant_id'], 'sandbox.example'))
        subscription, = self.all('/subscriptions', PLATFORM)[0]
        self.assertEqual((subscription['subscriptionId'], subscription['tenantId'], subscription['state']),
                         (self.sandbox.ready['subscription_id'], tenant['tenantId'], 'Enabled'))
        self.assertEqual(self.get(self.base(), PLATFORM)[1], subscription)
        account, = self.all(f'{self.base()}/{ACCOUNTS}')[0]
        self.assertEqual((account['id'], account['kind']), (self.account(), 'AIServices'))
        self.assertEqual(set(account['properties']['endpoints'].values()), {self.sandbox.ready['origin'] + '/'})
        self.assertEqual(self.all(f'{self.base()}/resourcegroups/RG-sandbox-1/{ACCOUNTS.lower()}')[0], [account])
        self.assertEqual(self.get(self.account())[1], account)

    def test_deployments(self):
        deployments, pages = self.all(self.account() + '/deployments')
        listed = self.sandbox.ask('GET', '/openai/deployments?api-version=2023-03-15-preview')[2]['data']
        self.assertEqual(([entry['name'] for entry in deployments], pages), ([entry['id'] for entry in listed], 1))
        first = deployments[0]
        self.assertEqual(first['sku'], {'name': 'GlobalStandard', 'capacity': 1000})
        self.assertEqual(first['properties']['model'],
                         {'format': 'Mistral AI', 'name': 'Mistral-Large-2411', 'version': '2'})
        self.assertEqual(first['properties']['capabilities']['chatCompletion'], 'true')
        self.assertEqual({limit['key']: limit['count'] for limit in first['properties']['rateLimits']},
                         {'request': 6000, 'token': 1000000})
        self.assertEqual(self.get(self.account() + '/deployments/MISTRAL-large')[1], first)
        self.assertEqual(self.all(self.account() + '/deployments/gpt-4o/skus')[1], 1)
        usages = {entry['name']['value'] for entry in
                  self.all(f'{self.base()}/providers/Microsoft.CognitiveServices/locations/eastus2/usages')[0]}
        for model in self.all(self.account() + '/models')[0]:
            self.assertLessEqual({sku['usageName'] for sku in model['skus']}, usages)
        self.assertEqual(len(self.all(f'{self.base()}/providers/Microsoft.CognitiveServices/locations/eastus2/models')[0]),
                         len(usages))

    def test_keys(self):
        path = self.account() + '/listKeys'
        self.assertEqual(self.get(path, method='POST')[1]['key1'], self.sandbox.key)
        self.assert_fails(self.get(path, method='POST', token=self.token_for(account='no-role')), 403, 'AuthorizationFailed')
        self.stage(key_disabled=True)
        self.assert_fails(self.get(path, method='POST'), 400, 'BadRequest')
        self.assertTrue(self.get(self.account())[1]['properties']['disableLocalAuth'])
        self.assert_fails(self.get(path), 404, 'InvalidResourceType')

    def test_refusals(self):
        self.assert_fails(self.get('/tenants', None), 400, 'MissingApiVersionParameter')
        self.assert_fails(self.get('/tenants', '1999-01-01'), 400, 'InvalidApiVersionParameter')
        self.assert_fails(self.get(self.account(), '2022-12-99'), 400, 'NoRegisteredProviderFound')
        self.assert_fails(self.get('/subscriptions/x', PLATFORM), 400, 'InvalidSubscriptionId')
        self.assert_fails(self.get('/subscriptions/%FF', PLATFORM), 400, 'InvalidSubscriptionId')
        self.assert_fails(self.get(self.account() + '/%FF'), 404, 'InvalidResourceType')
        unknown = '/subscriptions/00000000-0000-0000-0000-000000000000'
        self.assert_fails(self.get(unknown, PLATFORM), 404, 'SubscriptionNotFound')
        self.assert_fails(self.get(f'{self.base()}/resourceGroups/none/{ACCOUNTS}'), 404, 'ResourceGroupNotFound')
        self.assert_fails(self.get(self.account() + 'x'), 404, 'ResourceNotFound')
        self.assert_fails(self.get(self.account() + '/deployments/none'), 404, 'ResourceNotFound')
        self.assert_fails(self.get(self.account() + '/nothing'), 404, 'InvalidResourceType')
        for token in ('x', 'a.b.c', self.tokens['access_token']):
            self.assert_fails(self.get('/tenants', PLATFORM, token), 401, 'InvalidAuthenticationToken')
        status, headers, reply = self.sandbox.ask('GET', '/tenants?api-version=' + PLATFORM, key=False)
        self.assert_fails((status, reply), 401, 'AuthenticationFailed')
        self.assertIn(self.sandbox.ready['tenant_id'], headers['WWW-Authenticate'])
        self.stage(clock_offset=7200)
        self.assert_fails(self.get('/tenants', PLATFORM), 401, 'ExpiredAuthenticationToken')

    def test_roles(self):
        path = f'{self.base()}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&%24filter='
        for account, expected in ('fine', ['Reader', 'Cognitive Services User']), ('no-role', ['Reader']):
            token = self.token_for(account=account)
            person = claims_of(token)['oid']
            status, reply = self.get(f"{path}assignedTo('{person}')", None, token)
            self.assertEqual(status, 200, reply)
            self.assertEqual({item['properties']['principalId'] for item in reply['value']}, {person})
            names = [self.get(item['properties']['roleDefinitionId'], '2022-04-01', token)[1]['properties']['roleName']
                     for item in reply['value']]
            self.assertEqual(names, expected)
        self.assert_fails(self.get(f'{path}atScope()', None), 400, 'UnsupportedQuery')
        unknown = f'{self.base()}/providers/Microsoft.Authorization/roleDefinitions/{self.sandbox.ready["tenant_id"]}'
        self.assert_fails(self.get(unknown, '2022-04-01'), 404, 'RoleDefinitionDoesNotExist')

    def test_skip_token(self):
        path = self.account() + f'/deployments?api-version={PROVIDER}&%24skiptoken='
        self.assert_fails(self.get(path + 'x', None), 400, 'InvalidSkipToken')
        self.assertEqual(self.get(path + '1000', None)[1]['value'], [])


class Staging(Management):
    def test_scale_and_pages(self):
        self.stage(subscriptions=5, resources=40, total_deployments=1000, page_size=7)
        kinds, names, states = [], set(), set()
        for subscription in self.all('/subscriptions', PLATFORM)[0]:
            accounts, pages = self.all(f'{subscription["id"]}/{ACCOUNTS}')
            self.assertEqual((len(accounts), pages), (8, 2))
            for account in accounts:
                kinds.append(account['kind'])
                for deployment in self.all(account['id'] + '/deployments')[0]:
                    names.add(deployment['id'])
                    states.add(deployment['properties']['provisioningState'])
                    self.assertIn(account['kind'], ('AIServices', 'OpenAI'))
                    if account['kind'] == 'OpenAI':
                        self.assertEqual(deployment['properties']['model']['format'], 'OpenAI')
        self.assertEqual((len(kinds), set(kinds)), (40, {'AIServices', 'OpenAI', 'SpeechServices'}))
        self.assertEqual(len(names), 1000)
        self.assertGreater(len(states), 2)
        self.reset()
        self.assertEqual(len(self.all('/subscriptions', PLATFORM)[0]), 1)

    def test_tenants(self):
        self.stage(tenants=2, subscriptions=3)
        tenants = self.all('/tenants', PLATFORM)[0]
        self.assertEqual(len(tenants), 2)
        self.assertNotIn('displayName', tenants[1])
        here = self.all('/subscriptions', PLATFORM)[0]
        other = self.token_for(tenants[1]['tenantId'])
        there = self.all('/subscriptions', PLATFORM, other)[0]
        self.assertEqual((len(here), len(there)), (2, 1))
        self.assert_fails(self.get(there[0]['id'], PLATFORM), 401, 'InvalidAuthenticationTokenTenant')
        self.assertIn(tenants[1]['tenantId'], self.headers['WWW-Authenticate'])

    def test_partial_failure(self):
        self.stage(subscriptions=5, resources=5, failing_subscriptions=[0, 403, 500, 429, 404])
        subscriptions = self.all('/subscriptions', PLATFORM)[0]
        answers = [self.get(f'{subscription["id"]}/{ACCOUNTS}') for subscription in subscriptions]
        self.assertEqual([status for status, _ in answers], [200, 403, 500, 429, 404])
        self.assert_fails(answers[1], 403, 'AuthorizationFailed')
        self.assertIn('fine@sandbox.example', answers[1][1]['error']['message'])

    def test_claims_challenge(self):
        self.stage(claims_challenge=True)
        self.assert_fails(self.get('/subscriptions', PLATFORM), 401, 'InvalidAuthenticationToken')
        header = self.headers['WWW-Authenticate']
        self.assertIn('error="insufficient_claims"', header)
        claims = base64.b64decode(header.partition('claims="')[2].partition('"')[0]).decode()
        self.assertIn('access_token', json.loads(claims))
        self.tokens = self.sign_in(claims=claims)[1]
        self.assertEqual(self.get('/subscriptions', PLATFORM, self.token_for())[0], 200)

    def test_lifetimes(self):
        self.stage(access_token_lifetime=60, device_code_lifetime=30, device_code_interval=1)
        code = self.start()[2]
        self.assertEqual((code['expires_in'], code['interval']), (30, 1))
        tokens = self.sign_in()[1]
        self.assertEqual(tokens['expires_in'], 60)
        self.assertEqual(self.ask_with(tokens['access_token'])[0], 200)
        self.stage(clock_offset=61)
        self.assertEqual(self.ask_with(tokens['access_token'])[0], 401)
        self.assert_refused(self.poll(code['device_code']), 'expired_token', 70019)
        self.assertEqual(self.page(user_code=code['user_code'], action='approve')[0], 400)
        fresh = self.refresh(tokens['refresh_token'])[1]
        self.assertEqual(self.ask_with(fresh['access_token'])[0], 200)
        self.stage(refresh_token_lifetime=0)
        tokens = self.sign_in()[1]
        self.assert_refused(self.refresh(tokens['refresh_token']), 'invalid_grant', 700082)

    def test_revocation(self):
        token = self.tokens['refresh_token']
        self.stage(revoke=True)
        reply = self.assert_refused(self.refresh(token), 'invalid_grant', 50173)
        self.assertEqual(reply['suberror'], 'bad_token')
        self.stage(single_use_refresh=True)
        first = self.sign_in()[1]['refresh_token']
        second = self.refresh(first)[1]['refresh_token']
        self.assert_refused(self.refresh(first), 'invalid_grant', 50173)
        self.assertEqual(self.refresh(second)[0], 200)

    def test_slow_down(self):
        code = self.start()[2]['device_code']
        self.stage(slow_down=True, device_code_interval=3600)
        self.assert_refused(self.poll(code), 'authorization_pending', 70016)
        self.assertEqual(self.poll(code)[2]['error'], 'slow_down')

    def test_data_plane(self):
        token = self.tokens['access_token']
        for members, with_key, with_token in (({'key_disabled': True}, (403, 'AuthenticationTypeDisabled'), 200),
                                              ({'key_disabled': False, 'regional': True}, 200, (400, 'BadRequest')),
                                              ({'regional': False, 'network': 'firewall'}, (403, '403'), (403, '403')),
                                              ({'network': 'private'}, (403, '403'), (403, '403')),
                                              ({'network': 'virtual-network'}, (403, '403'), (403, '403')),
                                              ({'network': 'open', 'audiences': ['https://ai.azure.com']}, 200, 401),
                                              ({'audiences': ['https://cognitiveservices.azure.com/']}, 200, 200)):
            self.stage(**members)
            for wanted, (status, _, reply) in ((with_key, self.sandbox.chat('gpt-4o', 'short')),
                                               (with_token, self.ask_with(token))):
                found = (status, reply['error']['code']) if isinstance(wanted, tuple) else status
                self.assertEqual(found, wanted, members)

    def test_bad_staging(self):
        for members in ([], 5, {'nothing': 1}, {'tenants': 0}, {'tenants': '1'}, {'slow_down': 1}, {'network': 'x'},
                        {'audiences': 'x'}, {'audiences': [1]}, {'failing_subscriptions': [200]},
                        {'failing_subscriptions': [0] * 51}, {'page_size': 0}, {'key_disabled': True, 'tenants': 9}):
            status, _, reply = self.sandbox.ask('POST', '/sandbox/stage', members)
            self.assertEqual((status, bool(reply['error']['message'])), (400, True), members)
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/stage', b'{')[0], 400)
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/stage', {}, key=False)[0], 401)
        self.assertEqual(self.sandbox.chat('gpt-4o', 'short')[0], 200)


if __name__ == '__main__':
    main()
