# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox as a process: its ready line, its options and its end."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import unittest

from sandbox import PROGRAM, Sandbox, main


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=20)


class Program(unittest.TestCase):
    def test_ready_line(self):
        sandbox = Sandbox()
        self.assertEqual(list(sandbox.ready), ['origin', 'api_key', 'authority', 'tenant_id', 'management',
                                               'subscription_id', 'identity_endpoint', 'identity_header',
                                               'chat_deployment', 'embedding_deployment',
                                               'image_embedding_deployment'])
        self.assertRegex(sandbox.ready['origin'], r'^http://127\.0\.0\.1:\d+$')
        self.assertRegex(sandbox.key, r'^[0-9a-f]{64}$')
        self.assertEqual(sandbox.end(), (0, b''))

    def test_own_key(self):
        sandbox = Sandbox('--api-key=mine')
        self.assertEqual(sandbox.key, 'mine')
        self.assertEqual(sandbox.ask('GET', '/openai/v1/models')[0], 200)
        self.assertEqual(sandbox.end(), (0, b''))

    def test_same_seed_same_bodies(self):
        hello = {'messages': [{'role': 'user', 'content': 'Tell me more'}], 'max_tokens': 60}
        inference = '?api-version=2024-05-01-preview'
        requests = [('POST', path, body) for path, body in (
            ('/openai/v1/chat/completions', {**hello, 'model': 'mistral-large'}),
            ('/openai/v1/chat/completions', {**hello, 'model': 'mistral-large', 'stream': True}),
            ('/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21', hello),
            ('/models/chat/completions' + inference, {**hello, 'model': 'deepseek-r1'}),
            ('/openai/v1/embeddings', {'model': 'text-embedding-3-large', 'input': ['a', 'b']}),
            ('/models/embeddings' + inference, {'model': 'embed-v-4-0', 'input': ['a']}),
            ('/openai/v1/chat/completions', {**hello, 'model': 'fault-cut', 'stream': True}),
            ('/openai/v1/chat/completions', {**hello, 'model': 'none'}))]
        requests += [('GET', '/openai/v1/models', None), ('GET', '/openai/deployments?api-version=2022-12-01', None)]
        runs = []
        for _ in range(2):
            sandbox = Sandbox('--rate=100000', '--faults', '--seed=9')
            runs.append([])
            for method, path, body in requests:
                connection, response = sandbox.begin(method, path, body)
                try:
                    text = response.read()
                except http.client.IncompleteRead as short:
                    text = short.partial
                connection.close()
                runs[-1].append(re.sub(rb'"(id|created)":("[^"]*"|\d+)', b'', text))
            self.assertEqual(sandbox.end(), (0, b''))
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(len(set(runs[0])), len(requests))

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            sandbox = Sandbox()
            sandbox.process.send_signal(number)
            self.assertEqual(sandbox.process.wait(timeout=20), 0)
            sandbox.end()

    def test_ends_in_the_middle_of_a_stream(self):
        for end in (subprocess.Popen.terminate, lambda process: process.stdin.close()):
            sandbox = Sandbox()
            connection, response = sandbox.stream('mistral-large', 'long')
            response.readline()
            end(sandbox.process)
            self.assertEqual(sandbox.process.wait(timeout=20), 0)
            connection.close()
            sandbox.process.stdout.close()
            sandbox.process.stderr.close()
            sandbox.process.stdin.close()

    def test_ends_when_a_socket_on_stdin_closes(self):
        ours, theirs = socket.socketpair()
        process = subprocess.Popen([PROGRAM], stdin=theirs, stdout=subprocess.PIPE)
        theirs.close()
        self.assertIn(b'origin', process.stdout.readline())
        ours.close()
        self.assertEqual(process.wait(timeout=20), 0)
        process.stdout.close()

    def test_lives_on_without_a_pipe(self):
        process = subprocess.Popen([PROGRAM, '--port=0'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.assertIn(b'origin', process.stdout.readline())
        self.assertIsNone(process.poll())
        process.terminate()
        self.assertEqual(process.wait(timeout=20), 0)
        process.stdout.close()

    def test_same_port_twice(self):
        sandbox = Sandbox()
        port = sandbox.host.rpartition(':')[2]
        second = run(f'--port={port}')
        self.assertEqual((second.returncode, second.stdout), (1, ''))
        self.assertIn(f'Port {port} is in use.', second.stderr)
        sandbox.end()

    def test_both_loopback_addresses(self):
        sandbox = Sandbox()
        port = int(sandbox.host.rpartition(':')[2])
        with open('/proc/net/tcp', encoding='ascii') as table:
            listening = [line.split()[1] for line in table if line.split()[3] == '0A']
        self.assertIn(f'0100007F:{port:04X}', listening)
        self.assertNotIn(f'00000000:{port:04X}', listening)
        if os.path.exists('/proc/net/if_inet6'):
            with open('/proc/net/if_inet6', encoding='ascii') as table:
                if any(line.split()[-1] == 'lo' for line in table):
                    socket.create_connection(('::1', port)).close()
        sandbox.end()

    def test_config(self):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            json.dump({'deployments': [{'name': 'vectors', 'kind': 'embeddings'},
                                       {'name': 'tiny', 'like': 'mistral-large', 'requests_per_minute': 2,
                                        'tokens_per_minute': 500, 'tokens_per_second': 100000}]}, file)
            file.flush()
            sandbox = Sandbox('--config=' + file.name)
        self.assertEqual((sandbox.ready['chat_deployment'], sandbox.ready['embedding_deployment']), ('tiny', 'vectors'))
        self.assertNotIn('image_embedding_deployment', sandbox.ready)
        listing = sandbox.ask('GET', '/openai/deployments?api-version=2023-03-15-preview')[2]
        names = [deployment['id'] for deployment in listing['data']]
        self.assertEqual(names, ['vectors', 'tiny'])
        self.assertEqual([sandbox.chat('tiny', 'short')[0] for _ in range(3)], [200, 200, 429])
        self.assertEqual(sandbox.chat('mistral-large')[0], 404)
        self.assertEqual(sandbox.end(), (0, b''))

    def test_bad_config(self):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            file.write('{"deployments": [\n{"name": "a",\n"speed": 5}]}')
            file.flush()
            answer = run('--config=' + file.name)
        self.assertEqual((answer.returncode, answer.stdout), (2, ''))
        self.assertIn(f'{file.name}:3: ', answer.stderr)
        self.assertIn('"speed"', answer.stderr)
        self.assertEqual(run('--config=/nowhere').returncode, 2)

    def test_usage(self):
        for wrong in ('--tsl', '--port=x', '--rate=-1', 'surplus'):
            answer = run(wrong)
            self.assertEqual((answer.returncode, answer.stdout), (2, ''))
            self.assertIn('ingot-sandbox --help', answer.stderr)

    def test_help_and_version(self):
        shown = run('--help')
        self.assertEqual(shown.returncode, 0)
        for word in ('--port', '--rate', 'READY LINE', 'curl', 'api-key', 'mistral-large', 'fault-429', '--cacert', 'tokens_per_minute'):
            self.assertIn(word, shown.stdout)
        self.assertRegex(run('--version').stdout, r'^ingot-sandbox \d+\.\d+')


if __name__ == '__main__':
    main()
