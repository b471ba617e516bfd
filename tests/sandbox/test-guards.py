# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox keeps out, and what its log shows."""

import http.client
import os
import random
import socket

from sandbox import CHAT, Sandbox, SandboxCase, main

MAX_BODY = 16 * 1024 * 1024


class Guards(SandboxCase):
    def raw(self, data):
        """Sends bytes and ends sending; everything that comes back."""
        host, _, port = self.sandbox.host.partition(':')
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            answer = b''
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    answer += part
            except OSError:
                pass
            return answer

    def test_foreign_host(self):
        for host in ('evil.example', 'localhost.evil.example', '10.0.0.1', 'evil.example:80', '0.0.0.0'):
            status, _, reply = self.sandbox.ask('GET', '/openai/v1/models', headers={'Host': host})
            self.assertEqual((status, reply['error']['code']), (403, '403'))
        for host in ('localhost', 'LOCALHOST:1', '[::1]:80', '127.0.0.1'):
            self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models', headers={'Host': host})[0], 200)
        answer = self.raw(b'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n')
        self.assertIn(b' 403 ', answer.splitlines()[0])

    def test_own_paths_need_the_key(self):
        self.assertEqual(self.sandbox.ask('GET', '/sandbox/requests', key=False)[0], 401)
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/reset', key=False)[0], 401)

    def test_large_bodies(self):
        status, _, reply = self.sandbox.ask('POST', CHAT, b' ' * MAX_BODY)
        self.assertEqual((status, reply['error']['type']), (400, 'invalid_request_error'))
        status, _, reply = self.sandbox.ask('POST', CHAT, b' ' * (MAX_BODY + 1))
        self.assertEqual((status, reply['error']['code']), (413, '413'))

    def test_large_chunked_body(self):
        connection = self.sandbox.begin('GET', '/openai/v1/models')[0]
        connection.close()
        connection.request('POST', CHAT, (b' ' * 65536 for _ in range(MAX_BODY // 65536 + 1)),
                           {'api-key': self.sandbox.key}, encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()

    def test_announced_large_body(self):
        head = (f'POST {CHAT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {MAX_BODY + 1}\r\n'
                'Expect: 100-continue\r\n\r\n')
        self.assertIn(b' 413 ', self.raw(head.encode()).splitlines()[0])

    def test_rubbish(self):
        chance = random.Random(1)
        samples = [chance.randbytes(1 << 20), b'GET / HTTP/1.1\r\n' + b'x: y\r\n' * 100000, b'\0' * 5000,
                   b'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
                   b'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n']
        whole = f'POST {CHAT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{{}}'.encode()
        samples += [whole[:cut] for cut in range(0, len(whole), 3)]
        for sample in samples:
            answer = self.raw(sample)
            self.assertRegex(answer or b'HTTP/1.1 4', rb'^HTTP/1\.[01] [45]')
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_deep_and_odd_json(self):
        for body in (b'[' * 100000, b'{"a":' * 100000, rb'{"model":"gpt-4o\u0000x","messages":[]}', b'{"model":1e999}',
                     rb'{"model":"gpt-4o","messages":[{"role":"user","content":"\ud800"}]}'):
            self.assertIn(self.sandbox.ask('POST', CHAT, body)[0], (200, 400, 404))

    def test_odd_bodies_in_all_styles(self):
        chance = random.Random(2)
        values = [None, True, 0, -1, 1e300, '', 'x', [], {}, [None], [[]], [{}], [[1, 'x']], {'role': 7}, ['x'] * 3]
        paths = [base + end for end in ('chat/completions', 'embeddings')
                 for base in ('/openai/v1/', '/models/', '/openai/deployments/gpt-4o/', '/openai/deployments/%00/',
                              '/openai/deployments/text-embedding-3-small/', '/openai/deployments/%FF/')]
        for _ in range(600):
            path = chance.choice(paths)
            version = '' if 'v1' in path else '2024-10-21' if 'openai' in path else '2024-05-01-preview'
            body = {'model': chance.choice(('gpt-4o', 'mistral-large', 'gpt-5-mini', 'text-embedding-3-small')),
                    'messages': [{'role': 'user', 'content': 'short'}], 'input': 'x'}
            for name in chance.sample(('model', 'messages', 'input', 'stream', 'stop', 'dimensions', 'encoding_format',
                                       'stream_options', 'temperature', 'input_type', 'max_completion_tokens'), 2):
                body[name] = chance.choice(values)
            headers = {'extra-parameters': chance.choice(('drop', 'pass-through', 'error'))}
            status = self.sandbox.ask('POST', path + ('?api-version=' + version if version else ''), body, headers)[0]
            self.assertIn(status, (200, 400, 404, 422), (path, body))
            if '%' in path:
                self.assertEqual(status, 404)

    def test_log(self):
        self.sandbox.ask('POST', '/sandbox/reset')
        secret = self.sandbox.key
        self.sandbox.ask('POST', CHAT + '?key=' + secret, {'model': 'none', 'note': secret},
                         {'Authorization': 'Bearer ' + secret})
        entry, = self.sandbox.log()
        self.assertNotIn(secret, str(entry))
        self.assertEqual((entry['method'], entry['path'], entry['query']), ('POST', CHAT, 'key=***'))
        self.assertEqual(entry['headers']['api-key'], '***')
        self.assertEqual(entry['headers']['Authorization'], 'Bearer ***')
        self.assertEqual(entry['body'], '{"model": "none", "note": "***"}')
        self.assertEqual(entry['status'], 404)
        self.assertTrue(entry['finished'])
        self.assertFalse(entry['client_closed_early'])
        self.assertRegex(entry['time'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$')

    def test_log_is_bounded(self):
        for number in range(103):
            self.sandbox.ask('GET', f'/nothing/{number}')
        paths = [entry['path'] for entry in self.sandbox.log()]
        self.assertEqual(paths, [f'/nothing/{number}' for number in range(3, 103)])

    def test_silent_connections_make_room(self):
        sandbox = Sandbox(limit=64)
        host, _, port = sandbox.host.partition(':')
        silent = [socket.create_connection((host, int(port))) for _ in range(200)]
        # Long before the silent ones are closed for their silence.
        asking = http.client.HTTPConnection(sandbox.host, timeout=20)
        asking.request('GET', '/openai/v1/models', headers={'api-key': sandbox.key})
        self.assertEqual(asking.getresponse().status, 200)
        asking.close()
        for connection in silent:
            connection.close()
        self.assertEqual(sandbox.end(), (0, b''))

    def test_descriptors_are_given_back(self):
        folder = f'/proc/{self.sandbox.process.pid}/fd'
        self.sandbox.ask('GET', '/openai/v1/models')
        before = len(os.listdir(folder))
        for _ in range(20):
            self.sandbox.chat('gpt-4o', 'short')
        self.sandbox.wait_for_log(lambda entry: entry['finished'])
        self.assertLessEqual(len(os.listdir(folder)), before + 2)


if __name__ == '__main__':
    main()
