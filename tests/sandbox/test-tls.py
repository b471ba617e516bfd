# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTPS with certificates of the sandbox's own making, and the folder in which they and its identity are kept."""

import http.client
import os
import socket
import ssl
import stat
import subprocess
import tempfile
import unittest

from sandbox import CHAT, PROGRAM, Sandbox, SandboxCase, events, main, text_of


def permissions(path):
    return stat.S_IMODE(os.stat(path).st_mode)


class Tls(SandboxCase):
    OPTIONS = ('--tls', '--rate=100000')

    def test_all_names(self):
        context = ssl.create_default_context(cafile=self.sandbox.ready['ca_file'])
        self.assertTrue(context.verify_flags & ssl.VERIFY_X509_STRICT)
        names = ['localhost', '127.0.0.1'] + (['[::1]'] if socket.has_dualstack_ipv6() else [])
        port = self.sandbox.host.rpartition(':')[2]
        for name in names:
            connection = http.client.HTTPSConnection(f'{name}:{port}', timeout=60, context=context)
            connection.request('GET', '/openai/v1/models', headers={'api-key': self.sandbox.key})
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()

    def test_strangers_are_not_trusted(self):
        host, _, port = self.sandbox.host.partition(':')
        with socket.create_connection((host, int(port))) as plain, self.assertRaises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_certificates(self):
        folder = os.path.dirname(self.sandbox.ready['ca_file'])
        for file, wanted in (('ca.pem', ('critical\n                CA:TRUE', 'Subject Key Identifier')),
                             ('server.pem', ('CA:FALSE', 'Subject Key Identifier', 'Authority Key Identifier',
                                             'DNS:localhost', 'IP Address:127.0.0.1'))):
            shown = subprocess.run(['openssl', 'x509', '-noout', '-text', '-in', os.path.join(folder, file)],
                                   check=True, capture_output=True, text=True).stdout
            for words in wanted:
                self.assertIn(words, shown)

    def test_stream(self):
        connection, response = self.sandbox.stream('mistral-large', 'short')
        chunks = events(response)
        connection.close()
        self.assertIsNone(chunks[-1])
        self.assertIn('simulated', text_of(chunks))

    def test_client_leaves(self):
        connection, response = self.sandbox.stream('mistral-large', 'long')
        response.readline()
        response.close()
        connection.close()
        entry = self.sandbox.wait_for_log(lambda last: last['path'] == CHAT and last['finished'])
        self.assertTrue(entry['client_closed_early'])

    def test_large_body(self):
        status, _, reply = self.sandbox.ask('POST', CHAT, b' ' * (16 * 1024 * 1024 + 1))
        self.assertEqual((status, reply['error']['code']), (413, '413'))

    def test_foreign_host(self):
        for path in ('/openai/v1/models', '/', '/devicelogin', '/sandbox/requests', '/nowhere'):
            self.assertEqual(self.sandbox.ask('GET', path, headers={'Host': 'evil.example'})[0], 403)
        endpoint = self.sandbox.ready['identity_endpoint']
        connection = http.client.HTTPConnection(endpoint.split('/')[2], timeout=60)
        connection.request('GET', '/msi/token', headers={'Host': 'evil.example'})
        self.assertEqual(connection.getresponse().status, 403)
        connection.close()

    def test_plain_http_is_hung_up_on(self):
        host, _, port = self.sandbox.host.partition(':')
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            connection.sendall(b'GET /openai/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n')
            with self.assertRaises(ConnectionError):
                while connection.recv(4096):
                    pass
                raise ConnectionResetError
        self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models')[0], 200)

    def test_plain_port_has_the_managed_identity_only(self):
        endpoint = self.sandbox.ready['identity_endpoint']
        self.assertRegex(endpoint, r'^http://127\.0\.0\.1:\d+/msi/token$')
        connection = http.client.HTTPConnection(endpoint.split('/')[2], timeout=60)
        connection.request('GET', '/openai/v1/models', headers={'api-key': self.sandbox.key})
        self.assertEqual(connection.getresponse().status, 404)
        connection.close()


class State(unittest.TestCase):
    def test_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            state = os.path.join(folder, 'a', 'state')
            lines = []
            for _ in range(2):
                sandbox = Sandbox('--tls', '--state-dir=' + state)
                with open(sandbox.ready['ca_file'], encoding='ascii') as file:
                    lines.append((file.read(), *(value for name, value in sandbox.ready.items()
                                                 if name in ('api_key', 'tenant_id', 'subscription_id', 'identity_header',
                                                             'ca_file'))))
                self.assertEqual(sandbox.ask('GET', '/openai/v1/models')[0], 200)
                self.assertEqual(sandbox.end(), (0, b''))
            self.assertEqual(lines[0], lines[1])
            self.assertEqual(permissions(state), 0o700)
            for name in os.listdir(state):
                self.assertEqual(permissions(os.path.join(state, name)), 0o600, name)

    def test_seed_is_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            texts = []
            for options in (('--seed=7', '--state-dir=' + folder), ('--state-dir=' + folder,), ('--seed=7',), ()):
                sandbox = Sandbox('--rate=100000', *options)
                texts.append(sandbox.chat('gpt-4o')[2]['choices'][0]['message']['content'])
                self.assertEqual(sandbox.end(), (0, b''))
        self.assertEqual(texts[0], texts[1])
        self.assertEqual(texts[0], texts[2])
        self.assertNotEqual(texts[0], texts[3])

    def test_given_key_is_not_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            sandbox = Sandbox('--api-key=mine', '--state-dir=' + folder)
            self.assertEqual(sandbox.end(), (0, b''))
            sandbox = Sandbox('--state-dir=' + folder)
            self.assertRegex(sandbox.key, '^[0-9a-f]{64}$')
            self.assertEqual(sandbox.end(), (0, b''))

    def test_temporary_folder_is_removed(self):
        sandbox = Sandbox('--tls')
        folder = os.path.dirname(sandbox.ready['ca_file'])
        self.assertEqual(permissions(folder), 0o700)
        self.assertEqual(sandbox.end(), (0, b''))
        self.assertFalse(os.path.exists(folder))

    def test_spoilt_certificates_are_made_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            Sandbox('--tls', '--state-dir=' + folder).end()
            with open(os.path.join(folder, 'ca.pem'), 'w', encoding='ascii') as file:
                file.write('nonsense')
            sandbox = Sandbox('--tls', '--state-dir=' + folder)
            self.assertEqual(sandbox.ask('GET', '/openai/v1/models')[0], 200)
            self.assertEqual(sandbox.end(), (0, b''))

    def test_unusable_folder(self):
        answer = subprocess.run([PROGRAM, '--state-dir=/dev/null/x'], stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, timeout=20)
        self.assertEqual((answer.returncode, answer.stdout), (1, ''))
        self.assertIn('/dev/null/x', answer.stderr)


if __name__ == '__main__':
    main()
