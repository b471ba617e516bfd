# SPDX-License-Identifier: GPL-3.0-or-later
"""Streamed replies: their chunks, their end, many at once, and deployments that misbehave."""

import http.client
from concurrent.futures import ThreadPoolExecutor

from sandbox import CHAT, SandboxCase, events, main, text_of


class Stream(SandboxCase):
    OPTIONS = ('--rate=100000', '--faults')

    def chunks(self, *arguments, **parameters):
        connection, response = self.sandbox.stream(*arguments, **parameters)
        found = events(response)
        connection.close()
        return found

    def test_chunks(self):
        connection, response = self.sandbox.stream('mistral-large', seed=1)
        self.assertEqual(response.headers['content-type'], 'text/event-stream; charset=utf-8')
        first, role, *middle, end, done = events(response)
        connection.close()
        self.assertEqual((first['choices'], first['id'], first['object'], first['created']), ([], '', '', 0))
        self.assertIn('jailbreak', first['prompt_filter_results'][0]['content_filter_results'])
        self.assertEqual(role['choices'][0]['delta'], {'role': 'assistant', 'content': '', 'refusal': None})
        self.assertEqual(end['choices'], [{'index': 0, 'delta': {}, 'finish_reason': 'stop', 'logprobs': None,
                                           'content_filter_results': {}}])
        self.assertIsNone(done)
        self.assertEqual(len({chunk['id'] for chunk in (role, *middle, end)}), 1)
        for chunk in middle:
            choice, = chunk['choices']
            self.assertEqual(chunk['object'], 'chat.completion.chunk')
            self.assertIsNone(choice['finish_reason'])
            self.assertEqual(choice['content_filter_results']['violence']['severity'], 'safe')
            self.assertIsNone(chunk['usage'])

    def test_same_text_as_whole(self):
        for name, parameters in (('mistral-large', {}), ('deepseek-r1', {}), ('gpt-5-mini', {}),
                                 ('gpt-4o', {'max_tokens': 7})):
            whole = self.sandbox.chat(name, seed=3, **parameters)[2]
            chunks = self.chunks(name, seed=3, stream_options={'include_usage': True}, **parameters)
            message = whole['choices'][0]['message']
            self.assertEqual(text_of(chunks), message['content'])
            self.assertEqual(text_of(chunks, 'reasoning_content'), message.get('reasoning_content', ''))
            self.assertEqual((chunks[-2]['choices'], chunks[-2]['usage']), ([], whole['usage']))
            self.assertEqual(chunks[-3]['choices'][0]['finish_reason'], whole['choices'][0]['finish_reason'])

    def test_reasoning_comes_first(self):
        deltas = [chunk['choices'][0]['delta'] for chunk in self.chunks('deepseek-r1')[2:-2]]
        kinds = [next(iter(delta)) for delta in deltas]
        self.assertEqual(kinds, sorted(kinds, reverse=True))
        self.assertEqual(set(kinds), {'reasoning_content', 'content'})

    def test_long(self):
        self.assertGreater(len(self.chunks('gpt-4o', 'A long one')), 3000)

    def test_other_paces(self):
        for rate in ('300', '2000'):
            sandbox = type(self.sandbox)(f'--rate={rate}')
            connection, response = sandbox.stream('mistral-large', 'short', seed=1)
            found = text_of(events(response))
            connection.close()
            self.assertEqual(found, text_of(self.chunks('mistral-large', 'short', seed=1)))
            self.assertEqual(sandbox.end(), (0, b''))

    def test_fifty_at_once(self):
        with ThreadPoolExecutor(50) as pool:
            prompts = [f'Question {number}' for number in range(50)]
            streams = list(pool.map(lambda prompt: self.chunks('mistral-large', prompt), prompts))
        for chunks in streams:
            self.assertIsNone(chunks[-1])
            self.assertEqual(chunks[-2]['choices'][0]['finish_reason'], 'stop')

    def test_fault_429(self):
        self.sandbox.ask('POST', '/sandbox/reset')
        for _ in range(2):
            status, headers, reply = self.sandbox.chat('fault-429')
            self.assertEqual((status, headers['retry-after-ms'], headers['retry-after']), (429, '2000', '2'))
            self.assertEqual(reply['error']['code'], '429')
            self.assertIn('Please retry after 2 seconds.', reply['error']['message'])
        self.assertEqual(self.sandbox.chat('fault-429')[0], 200)

    def test_reason_of_429(self):
        body = {'model': 'fault-retry-days', 'messages': [{'role': 'user', 'content': 'short'}]}
        connection, response = self.sandbox.begin('POST', CHAT, body)
        response.read()
        connection.close()
        self.assertEqual((response.status, response.reason), (429, 'Too Many Requests'))

    def test_fault_cut(self):
        connection, response = self.sandbox.stream('fault-cut')
        with self.assertRaises(http.client.IncompleteRead) as caught:
            response.read()
        connection.close()
        self.assertEqual(caught.exception.partial.count(b'data: '), 2 + 12)
        self.assertNotIn(b'DONE', caught.exception.partial)
        entry = self.sandbox.wait_for_log(lambda entry: entry['finished'])
        self.assertFalse(entry['client_closed_early'])
        with self.assertRaises(http.client.RemoteDisconnected):
            self.sandbox.chat('fault-cut')

    def test_fault_no_done(self):
        chunks = self.chunks('fault-no-done')
        self.assertEqual(chunks[-1]['choices'][0]['finish_reason'], 'stop')


class OwnSpeed(SandboxCase):
    OPTIONS = ('--faults',)

    def test_closing_stops_the_stream(self):
        for name in ('mistral-large', 'fault-slow'):
            connection, response = self.sandbox.stream(name, 'A long one')
            response.readline()
            response.close()
            connection.close()
            entry = self.sandbox.wait_for_log(lambda entry: entry['finished'])
            self.assertTrue(entry['client_closed_early'])
            self.assertEqual(entry['status'], 200)

    def test_closing_before_the_first_token(self):
        body = b'{"model":"fault-slow","stream":true,"messages":[{"role":"user","content":"x"}]}'
        connection = http.client.HTTPConnection(self.sandbox.host, timeout=60)
        connection.request('POST', '/openai/v1/chat/completions', body, {'api-key': self.sandbox.key})
        self.sandbox.wait_for_log(lambda entry: entry['body_length'] == len(body) and not entry['finished'])
        connection.close()
        entry = self.sandbox.wait_for_log(lambda entry: entry['finished'])
        self.assertTrue(entry['client_closed_early'])
        self.assertIsNone(entry['status'])


if __name__ == '__main__':
    main()
