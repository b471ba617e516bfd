# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of signing in share: a client's and a person's part of it."""

import base64
import json
from urllib.parse import urlencode

from sandbox import CHAT, SandboxCase

CLIENT = '11111111-2222-3333-4444-555555555555'
DATA_PLANE = 'https://cognitiveservices.azure.com/.default'
OPENID = ' openid profile offline_access'
DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'


def claims_of(token):
    part = token.split('.')[1]
    return json.loads(base64.urlsafe_b64decode(part + '=' * (-len(part) % 4)))


class Entra(SandboxCase):
    def post(self, path, **fields):
        return self.sandbox.ask('POST', path, urlencode(fields).encode(), key=False,
                                headers={'Content-Type': 'application/x-www-form-urlencoded'})

    def page(self, **fields):
        """What the page for codes says to a form; status and text."""
        connection, response = self.sandbox.begin(
            'POST', '/devicelogin', urlencode(fields).encode(), key=False,
            headers={'Content-Type': 'application/x-www-form-urlencoded'})
        text = response.read().decode()
        connection.close()
        return response.status, text

    def start(self, tenant='organizations', client_id=CLIENT, scope=DATA_PLANE + OPENID, **fields):
        return self.post(f'/{tenant}/oauth2/v2.0/devicecode', client_id=client_id, scope=scope, **fields)

    def poll(self, device_code, tenant='organizations', client_id=CLIENT):
        return self.post(f'/{tenant}/oauth2/v2.0/token', grant_type=DEVICE_CODE, client_id=client_id,
                         device_code=device_code)

    def sign_in(self, account='fine', **fields):
        """What a client hears when a person has approved its code."""
        code = self.start(**fields)[2]
        self.assertEqual(self.page(user_code=code['user_code'], action='approve', account=account)[0], 200)
        status, _, reply = self.poll(code['device_code'], client_id=fields.get('client_id', CLIENT))
        return status, reply

    def refresh(self, token, scope=DATA_PLANE, client_id=CLIENT, tenant='organizations'):
        status, _, reply = self.post(f'/{tenant}/oauth2/v2.0/token', grant_type='refresh_token', client_id=client_id,
                                     refresh_token=token, scope=scope)
        return status, reply

    def ask_with(self, token):
        return self.sandbox.ask('POST', CHAT, {'model': 'mistral-large',
                                               'messages': [{'role': 'user', 'content': 'short'}]},
                                {'Authorization': 'Bearer ' + token}, key=False)

    def assert_refused(self, answer, error, code):
        status, reply = answer[0], answer[-1]
        self.assertEqual((status, reply['error'], reply['error_codes']), (400, error, [code]), reply)
        self.assertTrue(reply['error_description'].startswith(f'AADSTS{code}: '))
        for member in ('timestamp', 'trace_id', 'correlation_id', 'error_uri'):
            self.assertIn(member, reply)
        return reply
