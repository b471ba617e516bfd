# SPDX-License-Identifier: GPL-3.0-or-later
"""Every deployment of --faults misbehaves in its way, and in no other."""

import http.client
import json
import re
import subprocess

from sandbox import CHAT, PROGRAM, SandboxCase, main

INFERENCE = '/models/chat/completions?api-version=2024-05-01-preview'
LISTING = '/openai/deployments?api-version=2023-03-15-preview'
PROMPT = 'Tell me more'


def parse(body):
    """The chunks of a body, [DONE] left out; lenient about framing."""
    found = []
    for line in body.replace('\r\n', '\n').split('\n'):
        if line.startswith('data:') and 'DONE' not in line:
            found.append(json.loads(line[5:]))
    return found


def choices(chunks):
    return [chunk['choices'][0] for chunk in chunks if chunk.get('choices')]


def finish(chunks):
    return [choice['finish_reason'] for choice in choices(chunks) if choice.get('finish_reason')]


def text(chunks):
    return ''.join((choice.get('delta') or {}).get('content') or '' for choice in choices(chunks))


def empty_choices(body, chunks):
    return (chunks[0]['choices'] == [] and chunks[0]['object'] == '' and chunks[0]['created'] == 0
            and any('choices' in chunk and chunk['choices'] is None for chunk in chunks)
            and any('choices' not in chunk for chunk in chunks) and finish(chunks) == ['stop'])


def null_delta(body, chunks):
    found = choices(chunks)
    return (any('delta' not in choice for choice in found) and finish(chunks) == ['stop']
            and any('delta' in choice and choice['delta'] is None for choice in found))


def after_stop(body, chunks):
    return finish(chunks) == ['stop'] and all('delta' not in choice for choice in choices(chunks)[-2:])


def no_blank_line(body, chunks):
    last = choices(chunks)[-1]
    return not body.endswith('\n') and last['delta']['content'] and last['finish_reason'] == 'stop'


def proxy(body, chunks):
    return (': keep-alive\r\n\r\n' in body and 'data: ' not in body and '\n' not in body.replace('\r\n', '')
            and finish(chunks) == ['stop'])


def tool_calls(body, chunks):
    calls = [choice['delta']['tool_calls'][0] for choice in choices(chunks) if 'tool_calls' in choice['delta']]
    if not calls:
        return False
    arguments = ''.join(call['function'].get('arguments') or '' for call in calls)
    return (json.loads(arguments) == {'city': 'Busan'} and 'arguments' not in calls[0]['function']
            and calls[1]['id'] is None and finish(chunks) == ['tool_calls'])


# What must be true of the body of a stream.
STREAMS = {
    'fault-empty-choices': empty_choices,
    'fault-prompt-annotations-old': lambda body, chunks: (
        'prompt_annotations' in chunks[0] and 'prompt_filter_results' not in chunks[0]),
    'fault-null-delta': null_delta,
    'fault-annotations-after-stop': after_stop,
    'fault-usage-late': lambda body, chunks: (
        chunks[-1]['choices'] == [] and finish(chunks[:-1]) and chunks[-1]['usage']['total_tokens'] > 0),
    'fault-no-usage': lambda body, chunks: not any(chunk.get('usage') for chunk in chunks),
    'fault-filter-no-done': lambda body, chunks: finish(chunks) == ['content_filter'] and 'DONE' not in body,
    'fault-no-done': lambda body, chunks: finish(chunks) == ['stop'] and 'DONE' not in body,
    'fault-no-finish': lambda body, chunks: finish(chunks) == [] and 'DONE' not in body and text(chunks),
    'fault-no-blank-line': no_blank_line,
    'fault-error-in-stream': lambda body, chunks: (
        chunks[-1].get('error', {}).get('code') == 'server_error' and finish(chunks) == []),
    'fault-error-in-stream-flat': lambda body, chunks: (
        '\nevent: error\ndata: {"code"' in body and finish(chunks) == []),
    'fault-error-in-stream-filter': lambda body, chunks: (
        chunks[-1].get('error', {}).get('code') == 'content_filter' and text(chunks)),
    'fault-proxy': proxy,
    'fault-tool-calls': tool_calls,
    'fault-null-content': lambda body, chunks: choices(chunks)[-1] == {
        'index': 0, 'delta': {'content': None}, 'finish_reason': 'stop'},
    'fault-reasoning-null': lambda body, chunks: all('reasoning_content' in choice['delta']
                                                     for choice in choices(chunks)[1:-1]),
    'fault-bursts': lambda body, chunks: finish(chunks) == ['stop'],
    'fault-other-model': lambda body, chunks: chunks[-1]['model'] == 'gpt-4o-mini-2024-07-18',
    'fault-rate-headers': lambda body, chunks: finish(chunks) == ['stop'],
    'fault-small': lambda body, chunks: finish(chunks) == ['stop'],
    'fault-temperature': lambda body, chunks: finish(chunks) == ['stop'],
    'fault-stream-options': lambda body, chunks: finish(chunks) == ['stop'],
    'fault-async-filter': lambda body, chunks: 'delta' not in choices(chunks)[-1],
}
# Tests of their own, below or elsewhere.
OTHERS = {'fault-429', 'fault-capacity', 'fault-retry-days', 'fault-retry-reset', 'fault-html', 'fault-filter-no-inner',
          'fault-filter-unwrapped', 'fault-cut', 'fault-reset', 'fault-silent', 'fault-slow', 'fault-embeddings-empty'}


class Faults(SandboxCase):
    OPTIONS = ('--rate=100000', '--faults')

    def setUp(self):
        self.sandbox.ask('POST', '/sandbox/reset')

    def stream(self, name, path=CHAT):
        return self.sandbox.begin('POST', path, {'model': name, 'stream': True,
                                                 'messages': [{'role': 'user', 'content': PROMPT}]})

    def read(self, name, path=CHAT):
        connection, response = self.stream(name, path)
        body = response.read().decode()
        connection.close()
        return body, parse(body)

    def test_streams(self):
        for name, is_right in STREAMS.items():
            for path in (CHAT, INFERENCE):
                self.assertTrue(is_right(*self.read(name, path)), (name, path))

    def test_other_deployments_do_not(self):
        proper = self.read('gpt-4o')
        wrong = [name for name, is_right in STREAMS.items() if is_right(*proper)]
        # These misbehave elsewhere, or by leaving out what was not asked for.
        self.assertEqual(wrong, ['fault-no-usage', 'fault-bursts', 'fault-rate-headers', 'fault-small',
                                 'fault-temperature', 'fault-stream-options'])

    def test_all_are_tested_and_described(self):
        listed = {model['id'] for model in self.sandbox.ask('GET', LISTING)[2]['data']}
        faults = {name for name in listed if name.startswith('fault-')}
        self.assertEqual(faults, set(STREAMS) | OTHERS)
        shown = subprocess.run([PROGRAM, '--help'], capture_output=True, text=True, check=True).stdout
        for name in faults:
            self.assertRegex(shown, rf'(?m)^  {name} +\S')

    def test_usage_where_it_was_asked_for(self):
        body = {'model': 'fault-no-usage', 'stream': True, 'stream_options': {'include_usage': True},
                'messages': [{'role': 'user', 'content': PROMPT}]}
        connection, response = self.sandbox.begin('POST', CHAT, body)
        self.assertFalse(any(chunk.get('usage') for chunk in parse(response.read().decode())))
        connection.close()

    def test_reset(self):
        connection, response = self.stream('fault-reset')
        with self.assertRaises((ConnectionResetError, http.client.IncompleteRead)):
            response.read()
        connection.close()

    def test_silent(self):
        connection, response = self.stream('fault-silent')
        for _ in range(2 + 12):
            self.assertTrue(response.readline().startswith(b'data: '))
            response.readline()
        response.close()
        connection.close()
        self.assertTrue(self.sandbox.wait_for_log(lambda entry: entry['finished'])['client_closed_early'])

    def test_429(self):
        for name, count, phrase, headers in (
                ('fault-capacity', 2, 'exceeds the maximum usage size allowed during peak load. Please retry after 2 ',
                 {'retry-after': '2', 'retry-after-ms': '2000', 'policy-id': None}),
                ('fault-retry-days', 4, 'Please retry after 86400 seconds',
                 {'retry-after': '86400', 'policy-id': 'DeploymentRatelimit-Token'}),
                ('fault-retry-reset', 1, 'Please retry after 2 seconds',
                 {'retry-after': None, 'retry-after-ms': None, 'x-rate-limit-reset-tokens': '2'})):
            for _ in range(count):
                status, found, reply = self.sandbox.chat(name)
                self.assertEqual((status, reply['error']['code']), (429, '429'))
                self.assertIn(phrase, reply['error']['message'])
                self.assertEqual({key: found[key] for key in headers}, headers)
            self.assertEqual(self.sandbox.chat(name)[0], 429 if name == 'fault-retry-days' else 200)

    def test_stages(self):
        text = subprocess.run([PROGRAM, '--help'], capture_output=True, text=True, check=True).stdout
        stages = re.findall(r'^    (\S+) +(\d{3}) (.+)$', text.partition('/stage/NAME')[2], re.M)
        self.assertEqual(len(stages), 3)
        for name, wanted, message in stages:
            for method, path in (('GET', '/openai/v1/models'), ('POST', '/models/chat/completions?api-version=x')):
                status, headers, reply = self.sandbox.ask(method, '/stage/' + name + path, {})
                self.assertEqual((status, reply['error']['message']), (int(wanted), message))
                self.assertEqual(headers['x-ms-error-code'], reply['error']['code'])
            self.assertEqual(headers['retry-after'], '2' if status == 503 else None)
        for path in ('/stage/none/x', '/stage/busy', '/stage/busy/'):
            self.assertEqual(self.sandbox.ask('GET', path)[0], 404)

    def test_real_limits(self):
        dated = '/openai/deployments/fault-small/chat/completions?api-version=2024-10-21'
        body = {'model': 'fault-small', 'messages': [{'role': 'user', 'content': 'short'}]}
        status, headers, _ = self.sandbox.ask('POST', CHAT, {**body, 'max_tokens': 900})
        self.assertEqual((status, headers['x-ratelimit-limit-tokens'], headers['x-ratelimit-remaining-requests']),
                         (200, '1000', '5'))
        self.assertLess(int(headers['x-ratelimit-remaining-tokens']), 100)
        self.assertGreater(int(headers['x-ratelimit-reset-tokens']), 0)
        status, headers, reply = self.sandbox.ask('POST', CHAT, {**body, 'max_tokens': 900})
        self.assertEqual((status, headers['policy-id']), (429, 'DeploymentRatelimit-Token'))
        self.assertEqual(int(headers['retry-after-ms']), int(headers['retry-after']) * 1000)
        self.assertIn('Your requests to fault-small for gpt-4o in Sandbox have exceeded the token rate limit',
                      reply['error']['message'])
        reply = self.sandbox.ask('POST', dated, {**body, 'max_tokens': 900})[2]
        self.assertIn('under Azure OpenAI API version 2024-10-21 have exceeded token rate', reply['error']['message'])
        self.assertEqual(self.sandbox.ask('POST', CHAT, {**body, 'max_tokens': 1001})[1]['retry-after'], '86400')
        for _ in range(2):
            self.sandbox.ask('POST', CHAT, {**body, 'max_tokens': 1})
        self.assertEqual(self.sandbox.ask('POST', CHAT, body)[1]['policy-id'], 'DeploymentRatelimit-Call')

    def test_rate_headers(self):
        headers = self.sandbox.chat('fault-rate-headers', 'short')[1]
        self.assertEqual([headers['x-ratelimit-' + name] for name in ('limit-tokens', 'remaining-tokens')], ['0', '-1'])

    def test_refused_parameters(self):
        status, _, reply = self.sandbox.chat('fault-temperature', temperature=0.2)
        self.assertEqual((status, reply['error']['code']), (400, 'unsupported_parameter'))
        self.assertIn("Unsupported parameter: 'temperature'", reply['error']['message'])
        body = {'model': 'fault-stream-options', 'stream': True, 'stream_options': {'include_usage': True},
                'messages': [{'role': 'user', 'content': 'short'}]}
        status, _, reply = self.sandbox.ask('POST', CHAT, body)
        self.assertEqual((status, reply['error']['code']), (422, 'Invalid input'))

    def test_whole_answers(self):
        reply = self.sandbox.chat('fault-filter-no-inner')[2]
        self.assertEqual((reply['error']['code'], 'innererror' in reply['error']), ('content_filter', False))
        status, _, reply = self.sandbox.chat('fault-filter-unwrapped')
        self.assertEqual((status, reply['code']), (400, 'content_filter'))
        connection, response = self.sandbox.begin('POST', CHAT, {'model': 'fault-html', 'messages': []})
        self.assertEqual((response.status, response.headers['content-type']), (403, 'text/html'))
        self.assertIn(b'<center>nginx</center>', response.read())
        connection.close()
        status, _, reply = self.sandbox.ask('POST', '/openai/v1/embeddings',
                                            {'model': 'fault-embeddings-empty', 'input': 'x'})
        self.assertEqual((status, reply), (200, None))


if __name__ == '__main__':
    main()
