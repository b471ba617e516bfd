# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests with spoilt bytes: whatever comes gets an answer or a closed connection, and the sandbox lives on. The seed
is fixed, so that a failure can be had again; the sanitizers see it in the check."""

import base64
import json
import random
import socket
import ssl

from sandbox import SandboxCase, main

ROUNDS = 1000
RUBBISH = 1 << 20
CLIENT = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
SCOPE = 'https://cognitiveservices.azure.com/.default%20offline_access'
DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
PIXEL = bytes.fromhex('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55'
                      '0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082')
VALUES = (None, True, 0, -1, 2 ** 63, 1e300, '', 'x', '\0', 'x' * 5000, '\U0001f600', [], {}, [[]], [None],
          {'type': 'text'}, 'json_schema', 'data:image/png;base64,AAAA')
BYTES = (b'\r\n', b'\n', b'\0', b'"', b'{', b']', b'%', b'%00', b'../', b'\xff\xfe', b'\\u0000', b': ', b' ',
         b'99999999999999999999', b'-1', b'null', b'1e999')


def request(method, target, body, headers):
    """Its bytes. A form is a string, JSON is anything else; bytes are what they are."""
    form = isinstance(body, str) or body is None
    if not isinstance(body, bytes):
        body = ((body or '') if form else json.dumps(body)).encode()
    kind = 'application/x-www-form-urlencoded' if form or b'=' in body[:20] else 'application/json'
    return (f'{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n'
            f'Content-Length: {len(body)}\r\n{headers}\r\n').encode() + body


def corpus(key):
    """Method, target, body and headers of good requests."""
    whole = {'model': 'gpt-4o', 'messages': [{'role': 'system', 'content': 'Be brief'},
                                             {'role': 'user', 'content': [{'type': 'text', 'text': 'short 안녕'}]}],
             'max_tokens': 5, 'temperature': 0, 'stop': ['x'], 'response_format': {'type': 'text'}}
    streamed = {**whole, 'stream': True, 'stream_options': {'include_usage': True}}
    pixel = 'data:image/png;base64,' + base64.b64encode(PIXEL).decode()
    named = f'api-key: {key}\r\n'
    inference = '?api-version=2024-05-01-preview'
    organizations = '/organizations/oauth2/v2.0/'
    return [
        ('POST', '/openai/v1/chat/completions', streamed, named),
        ('POST', '/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21', whole, named),
        ('POST', '/models/chat/completions' + inference, streamed,
         f'Authorization: Bearer {key}\r\nextra-parameters: drop\r\n'),
        ('POST', '/models/images/embeddings' + inference, {'model': 'embed-v-4-0', 'input': [{'image': pixel}]},
         named),
        ('POST', '/openai/v1/embeddings', {'model': 'text-embedding-3-small', 'input': ['a', 'b'], 'dimensions': 8,
                                           'encoding_format': 'base64'}, named),
        ('GET', '/openai/v1/models', None, named),
        ('GET', '/', None, ''),
        ('GET', '/sandbox/requests', None, named),
        ('POST', '/sandbox/reset', None, named),
        ('POST', '/sandbox/stage', {'tenants': 2, 'subscriptions': 3, 'failing_subscriptions': [0, 403], 'page_size': 5,
                                    'network': 'open', 'audiences': ['https://ai.azure.com'], 'slow_down': True},
         named),
        ('POST', organizations + 'devicecode', f'client_id={CLIENT}&scope={SCOPE}', ''),
        ('POST', organizations + 'token', f'grant_type={DEVICE_GRANT}&client_id={CLIENT}&device_code=b', ''),
        ('POST', organizations + 'token', f'grant_type=refresh_token&client_id={CLIENT}&refresh_token=b', ''),
        ('POST', '/devicelogin', 'user_code=ABCDEFGHI&action=approve&account=a', ''),
        ('GET', organizations + f'authorize?client_id={CLIENT}&response_type=code&redirect_uri=http://localhost:1'
                                f'&scope={SCOPE}&code_challenge=c&code_challenge_method=S256', None, ''),
        ('GET', '/organizations/v2.0/.well-known/openid-configuration', None, ''),
        ('GET', '/subscriptions?api-version=2022-12-01', None, 'Authorization: Bearer a.b.c\r\n'),
        ('GET', '/msi/token?resource=https://cognitiveservices.azure.com&api-version=2019-08-01', None,
         'X-IDENTITY-HEADER: a\r\n'),
    ]


def chunked(key):
    body = '{"model":"text-embedding-3-small","input":["a","b"]'
    return (f'POST /openai/v1/embeddings HTTP/1.1\r\nHost: localhost\r\napi-key: {key}\r\n'
            f'Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n{body}\r\n1\r\n}}\r\n0\r\n\r\n').encode()


def spoil_value(chance, value):
    """A JSON value with one thing in it, near or far, replaced, lost or doubled."""
    if isinstance(value, dict) and value and chance.random() < .85:
        name = chance.choice(sorted(value))
        what = chance.randrange(8)
        if what == 0:
            return {other: kept for other, kept in value.items() if other != name}
        if what == 1:
            return {**value, name + 's': value[name]}
        return {**value, name: spoil_value(chance, value[name])}
    if isinstance(value, list) and value and chance.random() < .7:
        at = chance.randrange(len(value))
        if chance.random() < .2:
            return value[:at] + value[at + 1:]
        return value[:at] + [spoil_value(chance, value[at])] * chance.choice((1, 1, 2, 50)) + value[at + 1:]
    return chance.choice(VALUES)


def spoil_body(chance, sample):
    """A whole request with a body that is not as it should be."""
    method, target, body, headers = sample
    if isinstance(body, dict) and chance.random() < .8:
        body = spoil_value(chance, body)
    elif body is not None:
        body = spoil(chance, [(body if isinstance(body, str) else json.dumps(body)).encode()])
    return request(method, target, body, headers + 'Connection: close\r\n')


def spoil(chance, samples):
    data = bytearray(chance.choice(samples))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(6)
        if what == 0:
            del data[at:]
        elif what == 1:
            del data[at:at + chance.randint(1, 20)]
        elif what == 2:
            data[at:at] = chance.randbytes(chance.randint(1, 20))
        elif what == 3:
            data[at:at] = chance.choice(BYTES) * chance.randint(1, 3)
        elif what == 4 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        else:
            other = chance.choice(samples)
            data[at:] = other[chance.randrange(len(other)):]
    return bytes(data)


class Fuzz(SandboxCase):
    OPTIONS = ('--rate=100000', '--faults')

    def talk(self, data, whole=False):
        """Sends bytes and, unless they are a whole request, says that there are no more; all that comes back."""
        host, _, port = self.sandbox.host.partition(':')
        answer = b''
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            try:
                connection.sendall(data)
                if not whole:
                    connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    answer += part
            except OSError:
                pass
        return answer

    def test_spoilt_requests(self):
        chance = random.Random(7)
        samples = [request(*sample) for sample in corpus(self.sandbox.key)] + [chunked(self.sandbox.key)]
        for number in range(ROUNDS):
            data = spoil(chance, samples)
            answer = self.talk(data)
            self.assertRegex(answer or b'HTTP/1.1 400', rb'^HTTP/1\.[01] [1-5]', (number, data))
            self.assertNotRegex(answer, rb'^HTTP/1\.[01] 500', (number, data))
        self.sandbox.ask('POST', '/sandbox/reset')
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_spoilt_bodies(self):
        chance = random.Random(8)
        samples = [sample for sample in corpus(self.sandbox.key) if sample[2] is not None]
        for number in range(ROUNDS):
            data = spoil_body(chance, chance.choice(samples))
            answer = self.talk(data, whole=True)
            self.assertRegex(answer, rb'^HTTP/1\.1 [234]', (number, data))
        self.sandbox.ask('POST', '/sandbox/reset')
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_endless_line(self):
        for data in (b'GET /' + b'a' * (64 << 20), b'GET / HTTP/1.1\r\nx: ' + b'a' * (64 << 20)):
            self.assertRegex(self.talk(data) or b'HTTP/1.1 4', rb'^HTTP/1\.[01] 4')
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)
        with open(f'/proc/{self.sandbox.process.pid}/status', encoding='ascii') as status:
            peak = next(int(line.split()[1]) for line in status if line.startswith('VmHWM:'))
        self.assertLess(peak, 1 << 20)


class FuzzOverTls(SandboxCase):
    OPTIONS = ('--tls', '--rate=100000')
    talk = Fuzz.talk

    def test_rubbish_instead_of_tls(self):
        chance = random.Random(8)
        hello = bytes.fromhex('16030100f8010000f40303')
        for data in (chance.randbytes(RUBBISH), hello, hello + chance.randbytes(400), b'\x16',
                     b'GET / HTTP/1.1\r\n\r\n'):
            self.assertNotRegex(self.talk(data), b'^HTTP')
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_rubbish_within_tls(self):
        chance = random.Random(9)
        host, _, port = self.sandbox.host.partition(':')
        for _ in range(20):
            with socket.create_connection((host, int(port)), timeout=60) as plain:
                with self.sandbox.context().wrap_socket(plain, server_hostname=host) as connection:
                    try:
                        connection.sendall(chance.randbytes(chance.randint(1, 100000)))
                        connection.settimeout(60)
                        connection.unwrap()
                    except (ssl.SSLError, OSError):
                        pass
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)


if __name__ == '__main__':
    main()
