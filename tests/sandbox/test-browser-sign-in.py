# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with the browser (authorization code and PKCE), and managed identities, as seen on the wire."""

import base64
import hashlib
import html
import http.client
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

from entra import CLIENT, DATA_PLANE, OPENID, Entra, claims_of
from sandbox import main

BACK = 'http://localhost:8400/done'
VERIFIER = 'v' * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip('=')
FORM = {'Content-Type': 'application/x-www-form-urlencoded'}


class Browser(Entra):
    def open(self, tenant='organizations', **changes):
        """Status, headers and text of the page that a client sends a person to."""
        fields = {'client_id': CLIENT, 'response_type': 'code', 'redirect_uri': BACK, 'scope': DATA_PLANE + OPENID,
                  'state': 'a&b', 'nonce': 'n1', 'code_challenge': CHALLENGE, 'code_challenge_method': 'S256', **changes}
        query = urlencode({name: value for name, value in fields.items() if value is not None})
        return self.fetch('GET', f'/{tenant}/oauth2/v2.0/authorize?{query}')

    def fetch(self, method, path, fields=None, **headers):
        connection, response = self.sandbox.begin(method, path, urlencode(fields).encode() if fields else None, key=False,
                                                  headers={**FORM, **headers})
        text = response.read().decode()
        connection.close()
        return response.status, response.headers, text

    def choose(self, page, account='fine', action='continue', **headers):
        flow = re.search('name="flow" value="([^"]*)"', page)[1]
        return self.fetch('POST', '/signin', {'flow': flow, 'account': account, 'action': action}, **headers)

    def answer_of(self, answer):
        """What the client hears; where it should hear it."""
        status, headers, _ = answer
        self.assertEqual(status, 302)
        location = urlsplit(headers['Location'])
        self.assertEqual(f'{location.scheme}://{location.netloc}{location.path}', BACK)
        return {name: values[0] for name, values in parse_qs(location.query or location.fragment).items()}

    def redeem(self, code, **changes):
        fields = {'grant_type': 'authorization_code', 'client_id': CLIENT, 'code': code, 'redirect_uri': BACK,
                  'code_verifier': VERIFIER, 'scope': DATA_PLANE + OPENID, **changes}
        status, _, reply = self.post('/organizations/oauth2/v2.0/token',
                                     **{name: value for name, value in fields.items() if value is not None})
        return status, reply

    def test_the_whole_way(self):
        for account in ('fine', 'blocked', 'no-role'):
            answer = self.answer_of(self.choose(self.open()[2], account))
            self.assertEqual(answer['state'], 'a&b')
            status, reply = self.redeem(answer['code'])
            self.assertEqual(status, 200)
            person = claims_of(reply['id_token'])
            self.assertEqual((person['nonce'], person['preferred_username']), ('n1', account + '@sandbox.example'))
            self.assertEqual(self.ask_with(reply['access_token'])[0], 401 if account == 'no-role' else 200)
            self.assertEqual(self.refresh(reply['refresh_token'])[0], 200)
            self.assert_refused(self.redeem(answer['code']), 'invalid_grant', 54005)

    def test_second_factor(self):
        _, headers, page = self.choose(self.open()[2], 'mfa')
        self.assertNotIn('Location', headers)
        answer = self.answer_of(self.choose(page, 'mfa', 'confirm'))
        self.assertEqual(claims_of(self.redeem(answer['code'])[1]['access_token'])['amr'], ['pwd', 'mfa'])

    def test_ways_back(self):
        for mode in ('query', 'fragment'):
            answer = self.choose(self.open(response_mode=mode)[2])
            self.assertIn({'query': '?', 'fragment': '#'}[mode], answer[1]['Location'])
            self.assertEqual(self.redeem(self.answer_of(answer)['code'])[0], 200)
        status, headers, page = self.choose(self.open(response_mode='form_post', state='"><script>')[2])
        self.assertEqual((status, 'Location' in headers, '<script' in page), (200, False, False))
        fields = {name: html.unescape(value)
                  for name, value in re.findall('type="hidden" name="([^"]*)" value="([^"]*)"', page)}
        self.assertEqual(fields['state'], '"><script>')
        self.assertEqual(self.redeem(fields['code'])[0], 200)
        answer = self.choose(self.open(redirect_uri=BACK + '?x=1')[2])
        self.assertIn('?x=1&', answer[1]['Location'])

    def test_loopback_only(self):
        for address in ('http://localhost', 'http://127.0.0.1:1/', 'http://[::1]:65535/x'):
            self.assertEqual(self.open(redirect_uri=address)[0], 200, address)
        for address in ('https://localhost/', 'http://evil.example/', 'http://localhost.evil.example/', 'x:y', '//localhost/',
                        'http://a@localhost/', 'http://localhost/#x', 'http://localhost\r\nX: y/', 'javascript:1', None):
            status, headers, text = self.open(redirect_uri=address)
            self.assertEqual((status, 'Location' in headers), (400, False), address)
            self.assertIn('AADSTS50011' if address else 'AADSTS900971', text)

    def test_refusals_on_pages(self):
        for changes, number in (({'client_id': None}, 900144), ({'client_id': 'x'}, 700016), ({'tenant': 'x.example'}, 90002)):
            status, _, text = self.open(**changes)
            self.assertEqual((status, f'AADSTS{number}' in text), (400, True), text)
        client = '00000000-0000-0000-0000-000000050105'
        status, _, text = self.choose(self.open(client_id=client)[2])
        self.assertEqual((status, 'AADSTS50105' in text), (400, True))

    def test_refusals_on_the_way_back(self):
        for changes, error in (({'response_type': 'token'}, 'unsupported_response_type'), ({'response_type': None}, 'invalid_request'),
                               ({'scope': None}, 'invalid_request'), ({'scope': 'https://nothing.example/x'}, 'invalid_resource'),
                               ({'code_challenge_method': 'plain'}, 'invalid_request'), ({'prompt': 'none'}, 'login_required')):
            answer = self.answer_of(self.open(**changes))
            self.assertEqual((answer['error'], answer['state']), (error, 'a&b'))
            self.assertTrue(answer['error_description'].startswith('AADSTS'))
        page = self.open()[2]
        self.assertEqual(self.answer_of(self.choose(page, action='cancel'))['error'], 'access_denied')
        self.assertEqual(self.choose(page)[0], 400)

    def test_forms_of_others(self):
        page = self.open()[2]
        self.assertEqual(self.choose(page, **{'Sec-Fetch-Site': 'cross-site'})[0], 403)
        self.assertEqual(self.fetch('POST', '/devicelogin', {'user_code': 'x'}, **{'Sec-Fetch-Site': 'cross-site'})[0], 403)
        self.assertEqual(self.choose(page, 'nobody')[0], 400)
        self.assertEqual(self.choose(page, **{'Sec-Fetch-Site': 'same-origin'})[0], 302)
        self.assertEqual(self.choose(page)[0], 400)

    def test_codes(self):
        code = self.answer_of(self.choose(self.open()[2]))['code']
        for changes, number in (({'code_verifier': 'w' * 43}, 501481), ({'code_verifier': None}, 501481),
                                ({'redirect_uri': BACK + '/'}, 500112), ({'code': 'x'}, 70000),
                                ({'client_id': CLIENT.replace('1', '9')}, 70000)):
            self.assert_refused(self.redeem(changes.pop('code', code), **changes), 'invalid_grant', number)
        flow = re.search('name="flow" value="([^"]*)"', self.open()[2])[1]
        self.assert_refused(self.redeem(flow), 'invalid_grant', 70000)
        self.assert_refused(self.redeem(code, scope='https://nothing.example/x'), 'invalid_resource', 500011)
        self.assertEqual(self.redeem(code, scope=None)[0], 200)
        without = self.answer_of(self.choose(self.open(code_challenge=None, code_challenge_method=None)[2]))['code']
        self.assert_refused(self.redeem(without), 'invalid_grant', 501481)
        self.assertEqual(self.redeem(without, code_verifier=None)[0], 200)


class ManagedIdentity(Entra):
    OPTIONS = ('--tls', '--rate=100000')

    def get(self, path, **headers):
        host = urlsplit(self.sandbox.ready['identity_endpoint']).netloc
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request('GET', path, headers=headers)
        response = connection.getresponse()
        status, text = response.status, response.read()
        connection.close()
        return status, json.loads(text)

    def test_app_service(self):
        path = '/msi/token?api-version=2019-08-01&resource=https://cognitiveservices.azure.com'
        secret = self.sandbox.ready['identity_header']
        status, reply = self.get(path, **{'X-IDENTITY-HEADER': secret})
        self.assertEqual((status, reply['token_type'], reply['resource']),
                         (200, 'Bearer', 'https://cognitiveservices.azure.com'))
        self.assertEqual(int(reply['expires_on']), claims_of(reply['access_token'])['exp'])
        self.assertEqual(self.ask_with(reply['access_token'])[0], 200)
        for headers in ({}, {'X-IDENTITY-HEADER': 'x'}, {'api-key': self.sandbox.key}):
            self.assertEqual(self.get(path, **headers)[0], 401)
        for wrong, status in (('2017-09-01&resource=x', 400), ('2019-08-01', 500), ('2019-08-01&resource=https://x.example', 500)):
            self.assertEqual(self.get('/msi/token?api-version=' + wrong, **{'X-IDENTITY-HEADER': secret})[0], status)

    def test_virtual_machine(self):
        path = '/metadata/identity/oauth2/token?api-version=2018-02-01&resource='
        status, reply = self.get(path + 'https%3A%2F%2Fai.azure.com&client_id=' + CLIENT, Metadata='true')
        self.assertEqual((status, reply['client_id'], reply['expires_in']), (200, CLIENT, '86399'))
        self.assertEqual(self.ask_with(reply['access_token'])[0], 200)
        self.assertEqual(self.get(path + 'https%3A%2F%2Fai.azure.com')[0], 400)
        self.assertEqual(self.get(path + 'https%3A%2F%2Fx.example', Metadata='true')[1]['error'], 'invalid_resource')

    def test_nothing_else_without_tls(self):
        for path in ('/devicelogin', '/openai/v1/models', '/sandbox/requests', '/common/discovery/instance'):
            self.assertEqual(self.get(path, **{'api-key': self.sandbox.key})[0], 404)


if __name__ == '__main__':
    main()
