# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the sandbox program share: starting it, talking to it, and TAP output."""

import http.client
import json
import ssl
import subprocess
import sys
import traceback
import unittest

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else None
CHAT = '/openai/v1/chat/completions'


class Sandbox:
    """The running program. Its standard input is a pipe, so that it ends with us whatever happens."""

    def __init__(self, *options, limit=None):
        """@limit: how many files and sockets it may have open."""
        command = [PROGRAM, *options] if limit is None else ['prlimit', f'--nofile={limit}', PROGRAM, *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())
        self.scheme, _, self.host = self.ready['origin'].partition('://')
        self.key = self.ready['api_key']

    def end(self):
        """Closes its input; the exit status and what it wrote to stderr."""
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors

    def connect(self):
        """A connection that trusts nobody but this sandbox, as strictly as Python does by default."""
        context = self.context()
        if context is None:
            return http.client.HTTPConnection(self.host, timeout=60)
        return http.client.HTTPSConnection(self.host, timeout=60, context=context)

    def context(self):
        """What connections trust; None without TLS."""
        return ssl.create_default_context(cafile=self.ready['ca_file']) if self.scheme == 'https' else None

    def begin(self, method, path, body=None, headers=None, key=True):
        """Sends a request; the connection and the response, whose body is still to be read."""
        connection = self.connect()
        if not isinstance(body, (bytes, type(None))):
            body = json.dumps(body).encode()
        sent = {'Content-Type': 'application/json'}
        if key:
            sent['api-key'] = self.key
        connection.request(method, path, body, {**sent, **(headers or {})})
        return connection, connection.getresponse()

    def ask(self, method, path, body=None, headers=None, key=True):
        """Status, headers and JSON of a whole reply."""
        connection, response = self.begin(method, path, body, headers, key)
        text = response.read()
        connection.close()
        return response.status, response.headers, json.loads(text) if text else None

    def chat(self, model, prompt='Tell me more', **parameters):
        body = {'model': model, 'messages': [{'role': 'user', 'content': prompt}], **parameters}
        return self.ask('POST', CHAT, body)

    def stream(self, model, prompt='Tell me more', **parameters):
        body = {'model': model, 'messages': [{'role': 'user', 'content': prompt}], **parameters}
        return self.begin('POST', CHAT, {**body, 'stream': True})

    def log(self):
        return self.ask('GET', '/sandbox/requests')[2]['requests']

    def wait_for_log(self, wanted):
        """The last request once it fulfils a condition; every look is a round trip, not a guess at a time."""
        while True:
            entries = self.log()
            if entries and wanted(entries[-1]):
                return entries[-1]


def events(response):
    """The data of all server-sent events; None stands for [DONE]."""
    found = []
    for block in response.read().decode().split('\n\n')[:-1]:
        assert block.startswith('data: '), block
        found.append(None if block == 'data: [DONE]' else json.loads(block[6:]))
    return found


def text_of(chunks, member='content'):
    deltas = [chunk['choices'][0]['delta'] for chunk in chunks if chunk and chunk['choices']]
    return ''.join(delta.get(member) or '' for delta in deltas)


class TapResult(unittest.TestResult):
    def show(self, word, test, error=None):
        if error:
            for line in ''.join(traceback.format_exception(*error)).splitlines():
                print(f'# {line}')
        print(f'{word} {self.testsRun} - {test.id()}', flush=True)

    def addSuccess(self, test):
        self.show('ok', test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.show('not ok', test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.show('not ok', test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.show('not ok', subtest, err)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    print(f'1..{suite.countTestCases()}')
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)


class SandboxCase(unittest.TestCase):
    """One sandbox for all tests of a class; the class says with which options."""

    OPTIONS = ('--rate=100000',)

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(*cls.OPTIONS)

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.sandbox.end()
        assert (status, errors) == (0, b''), (status, errors)
