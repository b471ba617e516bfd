# SPDX-License-Identifier: GPL-3.0-or-later
"""Several choices, probabilities, effort, pictures in messages, and members that nobody knows."""

import pictures
from sandbox import SandboxCase, events, main
from specification import validate

PATHS = (('inference', '/models/chat/completions?api-version=2024-05-01-preview'),
         ('deployment', '/openai/deployments/{}/chat/completions?api-version=2024-10-21'),
         ('v1', '/openai/v1/chat/completions'))
PASSING = {'extra-parameters': 'pass-through'}


class Parameters(SandboxCase):
    def ask(self, prompt='A short one', style='v1', path=PATHS[2][1], model='gpt-4o', **parameters):
        body = {'model': model, 'messages': [{'role': 'user', 'content': prompt}], **parameters}
        status, _, reply = self.sandbox.ask('POST', path.format(model), body, PASSING)
        self.assertEqual(validate(style, 'chat', 'reply' if status == 200 else 'error', reply), [])
        return status, reply

    def stream(self, style, path, prompt='A short one', **parameters):
        body = {'model': 'gpt-4o', 'stream': True, 'messages': [{'role': 'user', 'content': prompt}], **parameters}
        connection, response = self.sandbox.begin('POST', path.format('gpt-4o'), body, PASSING)
        *chunks, done = events(response)
        connection.close()
        self.assertIsNone(done)
        for chunk in chunks:
            self.assertEqual(validate(style, 'chat', 'chunk', chunk), [])
        return [choice for chunk in chunks for choice in chunk['choices']]

    def test_several_choices(self):
        for style, path in PATHS:
            status, reply = self.ask('Tell me more', style, path, n=3)
            self.assertEqual((status, [choice['index'] for choice in reply['choices']]), (200, [0, 1, 2]))
            self.assertEqual(len({choice['message']['content'] for choice in reply['choices']}), 3)
            texts, ends = {}, {}
            for choice in self.stream(style, path, 'Tell me more', n=2):
                text = choice['delta'].get('content') or ''
                texts[choice['index']] = texts.get(choice['index'], '') + text
                if choice['finish_reason']:
                    ends[choice['index']] = choice['finish_reason']
            self.assertEqual(ends, {0: 'stop', 1: 'stop'})
            self.assertNotEqual(texts[0], texts[1])
            self.assertTrue(all('simulated' in text for text in texts.values()))
        self.assertEqual(self.ask(n=129)[1]['error']['code'], 'integer_above_max_value')
        self.assertEqual(self.ask(n=0)[1]['error']['code'], 'integer_below_min_value')

    def test_one_of_several_is_blocked(self):
        choices = self.ask('Tell me more, filter-reply-hate-high', n=2)[1]['choices']
        self.assertEqual([choice['finish_reason'] for choice in choices], ['content_filter', 'stop'])
        self.assertEqual([choice['content_filter_results']['hate']['filtered'] for choice in choices], [True, False])

    def test_probabilities(self):
        for style, path in PATHS:
            choice = self.ask('A short one', style, path, logprobs=True, top_logprobs=2)[1]['choices'][0]
            tokens = choice['logprobs']['content']
            self.assertEqual(''.join(token['token'] for token in tokens), choice['message']['content'])
            for token in tokens:
                self.assertEqual(bytes(token['bytes']).decode(), token['token'])
                self.assertEqual(token['top_logprobs'][0]['logprob'], token['logprob'])
                self.assertEqual(len(token['top_logprobs']), 2)
                self.assertLessEqual(token['logprob'], 0)
            pieces = [choice for choice in self.stream(style, path, logprobs=True) if choice['delta'].get('content')]
            for piece in pieces:
                self.assertEqual([token['token'] for token in piece['logprobs']['content']], [piece['delta']['content']])
        self.assertIn("only allowed when 'logprobs'", self.ask(top_logprobs=2)[1]['error']['message'])
        self.assertEqual(self.ask(logprobs=True, top_logprobs=21)[0], 400)
        self.assertIsNone(self.ask(model='deepseek-v3-0324', logprobs=True)[1]['choices'][0]['logprobs'])
        self.assertEqual(self.ask(model='gpt-5-mini', logprobs=True)[1]['error']['code'], 'unsupported_parameter')

    def test_effort(self):
        def reasoning(**parameters):
            reply = self.ask('Tell me more', model='gpt-5-mini', **parameters)[1]
            return reply['usage']['completion_tokens_details']['reasoning_tokens']
        self.assertEqual(reasoning(reasoning_effort='minimal'), 0)
        self.assertLess(0, reasoning(reasoning_effort='low'))
        self.assertLess(reasoning(reasoning_effort='low'), reasoning(reasoning_effort='high'))
        self.assertEqual(self.ask(model='gpt-5-mini', reasoning_effort='much')[1]['error']['param'], 'reasoning_effort')
        self.assertEqual(self.ask(model='gpt-5-mini', verbosity='low')[0], 200)
        self.assertIn('reasoning_effort', self.ask(reasoning_effort='low')[1]['error']['message'])

    def test_unknown_members(self):
        status, reply = self.ask(temprature=1)
        self.assertEqual((status, reply['error']), (400, {
            'message': "Unknown parameter: 'temprature'.", 'type': 'invalid_request_error', 'param': 'temprature',
            'code': 'unknown_parameter'}))
        for style, path in PATHS[:2]:
            self.assertEqual(self.ask('x', style, path, temprature=1)[1]['error']['message'],
                             'Unrecognized request argument supplied: temprature')

    def picture(self, url, **image):
        return [{'type': 'text', 'text': 'A short word about it'}, {'type': 'image_url', 'image_url': {'url': url, **image}}]

    def test_pictures(self):
        url = pictures.url(pictures.png(1200, 800, lambda x, y: (9, 9, 9)))
        for style, path in PATHS:
            status, reply = self.ask(self.picture(url), style, path)
            self.assertEqual(status, 200)
            self.assertIn('(PNG, 1200 × 800)', reply['choices'][0]['message']['content'])
        none = self.ask('A short word about it')[1]['usage']['prompt_tokens']
        for detail, tokens in (('low', 85), ('high', 85 + 170 * 6), ('auto', 85 + 170 * 6)):
            usage = self.ask(self.picture(url, detail=detail))[1]['usage']
            self.assertEqual(usage['prompt_tokens'] - none, tokens)
        reply = self.ask(self.picture('https://example.invalid/cat.png'))[1]
        self.assertIn('fetches nothing', reply['choices'][0]['message']['content'])

    def test_no_pictures(self):
        for url, text in (('ftp://example.org/x.png', 'Invalid image URL'), ('cat.png', 'Invalid image URL'),
                          ('file:///etc/passwd', 'Invalid image URL'), ('data:image/png;base64,####', 'Invalid base64'),
                          ('data:image/png;base64,AAAA', 'Invalid image data'), ('https:///x', 'Invalid image URL')):
            status, reply = self.ask(self.picture(url))
            self.assertEqual(status, 400, url)
            self.assertIn(text, reply['error']['message'])
        self.assertEqual(self.ask([{'type': 'image_url'}])[0], 400)
        self.assertEqual(self.ask([{'type': 'input_audio', 'input_audio': {}}])[1]['error']['code'], 'invalid_value')


if __name__ == '__main__':
    main()
