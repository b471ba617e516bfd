# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with a device code, what tokens are good for, and every refusal on the way, as seen on the wire."""

import base64
import json
import tempfile

from entra import CLIENT, DATA_PLANE, Entra, claims_of
from sandbox import CHAT, Sandbox, main


class DeviceCode(Entra):
    def test_the_whole_way(self):
        status, headers, code = self.start()
        self.assertEqual(status, 200)
        self.assertIn('no-store', headers['Cache-Control'])
        self.assertEqual((code['expires_in'], code['interval']), (900, 5))
        self.assertRegex(code['user_code'], '^[A-Z2-9]{9}$')
        self.assertIn(code['user_code'], code['message'])
        self.assertIn(code['verification_uri'], code['message'])
        self.assert_refused(self.poll(code['device_code']), 'authorization_pending', 70016)
        status, text = self.page(user_code=' ' + code['user_code'].lower(), action='approve')
        self.assertEqual((status, 'You have signed in' in text), (200, True))
        status, _, reply = self.poll(code['device_code'])
        self.assertEqual((status, reply['token_type'], reply['expires_in']), (200, 'Bearer', 3599))
        self.assertIn('https://cognitiveservices.azure.com/user_impersonation', reply['scope'])
        claims = claims_of(reply['access_token'])
        self.assertEqual((claims['aud'], claims['tid'], claims['appid'], claims['scp'], claims['ver']),
                         ('https://cognitiveservices.azure.com', self.sandbox.ready['tenant_id'], CLIENT,
                          'user_impersonation', '1.0'))
        self.assertLess(claims['nbf'], claims['exp'])
        person = claims_of(reply['id_token'])
        self.assertEqual((person['aud'], person['name'], person['preferred_username'], person['oid'], person['ver']),
                         (CLIENT, 'Ada Fine', 'fine@sandbox.example', claims['oid'], '2.0'))
        self.assertEqual(self.ask_with(reply['access_token'])[0], 200)
        self.assert_refused(self.poll(code['device_code']), 'bad_verification_code', 70018)

    def test_korean(self):
        reply = self.post('/organizations/oauth2/v2.0/devicecode?mkt=ko-KR', client_id=CLIENT, scope=DATA_PLANE)[2]
        self.assertIn('로그인하려면', reply['message'])

    def test_what_was_not_asked_for_is_not_given(self):
        reply = self.sign_in(scope=DATA_PLANE)[1]
        self.assertNotIn('refresh_token', reply)
        self.assertNotIn('id_token', reply)

    def test_refusals(self):
        for account, error, number in (('blocked', 'invalid_grant', 53003), ('mfa', 'invalid_grant', 50076)):
            reply = self.assert_refused(self.sign_in(account), error, number)
            self.assertIn('access_token', json.loads(reply['claims']))
        claims = reply['claims']
        self.assertEqual(reply['suberror'], 'basic_action')
        able = '{"access_token":{"xms_cc":{"values":["CP1"]}}}'
        self.assert_refused(self.sign_in('mfa', claims=able), 'invalid_grant', 50076)
        status, reply = self.sign_in('mfa', claims=claims)
        self.assertEqual((status, claims_of(reply['access_token'])['amr']), (200, ['pwd', 'mfa']))
        code = self.start()[2]
        self.assertEqual(self.page(user_code=code['user_code'], action='deny')[0], 200)
        self.assert_refused(self.poll(code['device_code']), 'authorization_declined', 65004)

    def test_bad_requests(self):
        start = '/organizations/oauth2/v2.0/devicecode'
        self.assert_refused(self.post(start), 'invalid_request', 900144)
        self.assert_refused(self.post(start, client_id=CLIENT), 'invalid_request', 900144)
        self.assert_refused(self.start(client_id='nobody'), 'unauthorized_client', 700016)
        self.assert_refused(self.start(tenant='nowhere.example'), 'invalid_request', 90002)
        self.assert_refused(self.start(scope='https://nothing.example/.default'), 'invalid_resource', 500011)
        self.assert_refused(self.start(scope=DATA_PLANE + ' https://management.azure.com/.default'), 'invalid_scope',
                            28000)
        self.assert_refused(self.start(scope='https://ai.azure.com/.default,openid'), 'invalid_scope', 70011)
        token = '/organizations/oauth2/v2.0/token'
        self.assert_refused(self.post(token, client_id=CLIENT), 'invalid_request', 900144)
        self.assert_refused(self.post(token, client_id=CLIENT, grant_type='magic'), 'unsupported_grant_type', 70003)
        code = self.start()[2]
        self.assert_refused(self.poll('x'), 'bad_verification_code', 70018)
        other = CLIENT.replace('1', '9')
        self.assert_refused(self.poll(code['device_code'], client_id=other), 'bad_verification_code', 70018)
        self.assertEqual(self.page(user_code='', action='approve')[0], 400)
        self.assertEqual(self.page(user_code=code['user_code'], action='maybe')[0], 400)
        status, text = self.page(user_code=code['user_code'], action='approve', account='<b>"\'&')
        self.assertEqual((status, '&lt;b&gt;' in text, '<b>"' in text), (400, True, False))
        self.assert_refused(self.poll(code['device_code']), 'authorization_pending', 70016)

    def test_applications_that_stage_refusals(self):
        for number, error in ((65001, 'invalid_grant'), (65002, 'invalid_request'), (50105, 'invalid_grant')):
            client = f'00000000-0000-0000-0000-{number:012}'
            self.assert_refused(self.sign_in(client_id=client), error, number)
        for number in (700016, 70001):
            self.assert_refused(self.start(client_id=f'00000000-0000-0000-0000-{number:012}'), 'unauthorized_client',
                                number)

    def fetch(self, path):
        connection, response = self.sandbox.begin('GET', path, key=False)
        text = response.read().decode()
        connection.close()
        return response.status, text

    def test_small_pages(self):
        address = self.assert_refused(self.poll('x'), 'bad_verification_code', 70018)['error_uri']
        status, text = self.fetch(address.removeprefix(self.sandbox.ready['origin']))
        self.assertEqual((status, 'AADSTS70018' in text), (200, True))
        for path in ('/error', '/error?code=1', '/error?code=x', '/error?code=99999999999999999999'):
            self.assertEqual(self.fetch(path)[0], 404)
        self.assertEqual(self.fetch('/common/oauth2/v2.0/logout')[0], 200)

    def test_log(self):
        code = self.start()[2]
        self.page(user_code=code['user_code'], action='approve')
        tokens = self.poll(code['device_code'])[2]
        self.refresh(tokens['refresh_token'])
        self.post('/organizations/oauth2/v2.0/token', grant_type='client_credentials', client_secret='hush-hush', client_id=CLIENT)
        log = json.dumps(self.sandbox.log())
        for secret in (code['device_code'], tokens['refresh_token'], tokens['access_token'], 'hush-hush'):
            self.assertNotIn(secret, log)
        self.assertIn('refresh_token=***', log)
        self.assertIn('grant_type=client_credentials&client_secret=***&client_id=' + CLIENT, log)

    def test_page(self):
        connection, response = self.sandbox.begin('GET', '/devicelogin', key=False)
        text = response.read().decode()
        connection.close()
        self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])
        for account in ('fine', 'no-role', 'mfa', 'blocked'):
            self.assertIn(f'value="{account}"', text)
        self.assertNotIn('<script', text)


class Tokens(Entra):
    def test_one_refresh_token_for_all(self):
        first = self.sign_in()[1]['refresh_token']
        tokens = {first}
        for scope in (DATA_PLANE, 'https://ai.azure.com/.default', 'https://management.azure.com/.default'):
            status, reply = self.refresh(first, scope)
            self.assertEqual((status, claims_of(reply['access_token'])['aud']), (200, scope.removesuffix('/.default')))
            tokens.add(reply['refresh_token'])
        self.assertEqual(len(tokens), 4)
        seal = first[-64:]
        for forged in ('1.x', '1.AXEA', '1.AXEA.', '1.AXEA.' + seal, first[:-1], first + '0', first[:10] + first[11:], '.' + seal,
                       first.replace('.AXEA', '.AXEB')):
            self.assert_refused(self.refresh(forged), 'invalid_grant', 70000)
        self.assert_refused(self.refresh(first, client_id=CLIENT.replace('1', '9')), 'invalid_grant', 70000)

    def test_applications_that_stage_refusals(self):
        for number, suberror in ((50173, 'bad_token'), (65001, 'consent_required'), (700082, 'bad_token')):
            client = f'00000000-0000-0000-0001-{number:012}'
            status, reply = self.sign_in(client_id=client)
            self.assertEqual(status, 200)
            reply = self.assert_refused(self.refresh(reply['refresh_token'], client_id=client), 'invalid_grant',
                                        number)
            self.assertEqual(reply['suberror'], suberror)

    def test_audiences_and_roles(self):
        refresh = self.sign_in()[1]['refresh_token']
        for scope, wanted in (('https://cognitiveservices.azure.com/.default', 200), ('https://ai.azure.com/.default', 200),
                              ('https://cognitiveservices.azure.com//.default', 200),
                              ('https://management.azure.com/.default', 401), ('https://ml.azure.com/.default', 401)):
            status, _, reply = self.ask_with(self.refresh(refresh, scope)[1]['access_token'])
            self.assertEqual(status, wanted, scope)
        self.assertEqual((reply['statusCode'], 'audience is incorrect' in reply['message']), (401, True))
        token = self.sign_in('no-role')[1]['access_token']
        for path, words in ((CHAT, 'OpenAI/deployments/chat/completions/action` to perform `POST ' + CHAT + '`'),
                            ('/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21', 'chat/completions/action`'),
                            ('/models/chat/completions?api-version=2024-05-01-preview', 'does not have access to API')):
            status, _, reply = self.sandbox.ask('POST', path, {}, {'Authorization': 'Bearer ' + token}, key=False)
            self.assertEqual((status, reply['error']['code']), (401, 'PermissionDenied'))
            self.assertIn(words, reply['error']['message'])

    def test_forged_tokens(self):
        token = self.sign_in()[1]['access_token']
        header, claims, signature = token.split('.')
        none = base64.urlsafe_b64encode(b'{"typ":"JWT","alg":"none"}').decode().rstrip('=')
        later = base64.urlsafe_b64encode(json.dumps({**claims_of(token), 'exp': 1 << 40}).encode()).decode().rstrip('=')
        for forged in (f'{none}.{claims}.', f'{none}.{claims}.{signature}', f'{header}.{later}.{signature}', f'{header}.{claims}.',
                       f'{header}.{claims}', f'{header}.{claims}.{signature}.', '', '..', 'a.b.c', token + 'A', token + '!'):
            self.assertEqual(self.ask_with(forged)[0], 401, forged)
        self.assertEqual(self.ask_with(token)[0], 200)

    def test_client_credentials(self):
        fields = {'grant_type': 'client_credentials', 'client_id': CLIENT, 'scope': DATA_PLANE}
        path = f'/{self.sandbox.ready["tenant_id"]}/oauth2/v2.0/token'
        status, _, reply = self.post(path, client_secret=self.sandbox.key, **fields)
        self.assertEqual((status, sorted(reply)), (200, ['access_token', 'expires_in', 'ext_expires_in', 'token_type']))
        self.assertEqual(self.ask_with(reply['access_token'])[0], 200)
        for secret, number in (({}, 7000218), ({'client_secret': 'x'}, 7000215), ({'client_assertion': 'x'}, 700027)):
            status, _, reply = self.post(path, **fields, **secret)
            self.assertEqual((status, reply['error'], reply['error_codes']), (401, 'invalid_client', [number]))

    def test_discovery(self):
        for tenant in ('common', 'organizations', 'sandbox.example', self.sandbox.ready['tenant_id']):
            path = f'/{tenant}/v2.0/.well-known/openid-configuration'
            status, _, reply = self.sandbox.ask('GET', path, key=False)
            self.assertEqual(status, 200)
            base = self.sandbox.ready['authority'] + '/' + tenant
            self.assertEqual(reply['token_endpoint'], base + '/oauth2/v2.0/token')
            self.assertEqual(reply['device_authorization_endpoint'], base + '/oauth2/v2.0/devicecode')
            keys = self.sandbox.ask('GET', reply['jwks_uri'].removeprefix(self.sandbox.ready['origin']), key=False)[2]
            self.assertEqual([key['kty'] for key in keys['keys']], ['RSA'])
        self.assertIn('{tenantid}', self.sandbox.ask('GET', '/common/v2.0/.well-known/openid-configuration')[2]['issuer'])
        self.assert_refused(self.sandbox.ask('GET', '/nowhere.example/v2.0/.well-known/openid-configuration'),
                            'invalid_request', 90002)


class Restart(Entra):
    def test_sign_in_survives(self):
        with tempfile.TemporaryDirectory() as folder:
            mine = type(self).sandbox
            token = None
            for _ in range(2):
                self.sandbox = Sandbox('--rate=100000', '--state-dir=' + folder)
                token = token or self.sign_in()[1]['refresh_token']
                status, reply = self.refresh(token)
                self.assertEqual((status, self.ask_with(reply['access_token'])[0]), (200, 200))
                self.assertEqual(self.sandbox.end(), (0, b''))
            self.sandbox = mine
        self.assert_refused(self.refresh(token), 'invalid_grant', 70000)


if __name__ == '__main__':
    main()
