# SPDX-License-Identifier: GPL-3.0-or-later
"""The content filter: blocked prompts, withheld replies, annotations, and the filter that looks later."""

from sandbox import SandboxCase, events, main, text_of
from specification import validate

PATHS = (('inference', '/models/chat/completions?api-version=2024-05-01-preview', 'Microsoft'),
         ('deployment', '/openai/deployments/{}/chat/completions?api-version=2024-10-21', 'Azure OpenAI'),
         ('v1', '/openai/v1/chat/completions', 'Azure OpenAI'))
CATEGORIES = (('hate', 'hate'), ('sexual', 'sexual'), ('violence', 'violence'), ('self-harm', 'self_harm'))


class Filter(SandboxCase):
    OPTIONS = ('--rate=100000', '--faults')

    def body(self, prompt, model='gpt-4o', **parameters):
        return {'model': model, 'messages': [{'role': 'user', 'content': prompt}], **parameters}

    def ask(self, prompt, path=PATHS[2][1], **parameters):
        return self.sandbox.ask('POST', path.format('gpt-4o'), self.body(prompt, **parameters))

    def stream(self, prompt, model='gpt-4o', path=PATHS[2][1]):
        connection, response = self.sandbox.begin('POST', path.format(model), self.body(prompt, model, stream=True))
        found = events(response)
        connection.close()
        return found

    def test_blocked_prompts(self):
        for style, path, product in PATHS:
            for word, name in CATEGORIES:
                for severity in ('medium', 'high'):
                    status, headers, reply = self.ask(f'Say filter-prompt-{word}-{severity}, please.', path)
                    self.assertEqual((status, headers['x-ms-error-code']), (400, 'content_filter'))
                    error = reply['error']
                    self.assertEqual((error['code'], error['status'], error['param']), ('content_filter', 400, 'prompt'))
                    self.assertIn(f"triggering {product}'s content management policy", error['message'])
                    self.assertEqual(error['innererror']['code'], 'ResponsibleAIPolicyViolation')
                    results = error['innererror']['content_filter_result']
                    self.assertEqual(results[name], {'filtered': True, 'severity': severity})
                    self.assertEqual(sum(result['filtered'] for result in results.values()), 1)
                    self.assertEqual(validate(style, 'chat', 'error', reply), [])

    def test_other_reasons(self):
        for word, name in (('jailbreak', 'jailbreak'), ('indirect-attack', 'indirect_attack'),
                           ('blocklist', 'custom_blocklists')):
            reply = self.ask(f'filter-prompt-{word}')[2]
            self.assertIs(reply['error']['innererror']['content_filter_result'][name]['filtered'], True)
        body = self.body('Hello')
        body['messages'].insert(0, {'role': 'system', 'content': 'filter-prompt-jailbreak'})
        self.assertEqual(self.sandbox.ask('POST', PATHS[2][1], body)[0], 400)

    def test_only_the_last_message_counts(self):
        body = self.body('filter-prompt-hate-high')
        body['messages'] += [{'role': 'assistant', 'content': 'No.'}, {'role': 'user', 'content': 'short'}]
        self.assertEqual(self.sandbox.ask('POST', PATHS[2][1], body)[0], 200)

    def test_noted(self):
        for style, path, _ in PATHS:
            status, _, reply = self.ask('filter-prompt-hate-low filter-reply-violence-low filter-reply-code', path)
            self.assertEqual((status, reply['choices'][0]['finish_reason']), (200, 'stop'))
            noted = reply['prompt_filter_results'][0]['content_filter_results']
            self.assertEqual(noted['hate'], {'filtered': False, 'severity': 'low'})
            results = reply['choices'][0]['content_filter_results']
            self.assertEqual(results['violence'], {'filtered': False, 'severity': 'low'})
            self.assertEqual(results['protected_material_code'], {
                'filtered': False, 'detected': True,
                'citation': {'URL': 'https://github.com/example/project', 'license': 'MIT'}})
            self.assertEqual(validate(style, 'chat', 'reply', reply), [])

    def test_withheld_replies(self):
        for style, path, _ in PATHS:
            for word, name in (*CATEGORIES, ('text', 'protected_material_text')):
                prompt = f'filter-reply-{word}' + ('' if word == 'text' else '-high')
                reply = self.ask(prompt, path)[2]
                choice, = reply['choices']
                self.assertEqual((choice['finish_reason'], choice['message']['content']), ('content_filter', ''))
                self.assertIs(choice['content_filter_results'][name]['filtered'], True)
                *chunks, last, done = self.stream(prompt, path=path)
                self.assertIsNone(done)
                self.assertTrue(text_of(chunks))
                self.assertEqual(last['choices'][0]['finish_reason'], 'content_filter')
                self.assertIs(last['choices'][0]['content_filter_results'][name]['filtered'], True)
                for chunk in (*chunks, last):
                    self.assertEqual(validate(style, 'chat', 'chunk', chunk), [])

    def test_filter_that_fails(self):
        reply = self.ask('filter-prompt-error filter-prompt-hate-high filter-reply-error filter-reply-hate-high')[2]
        for results in (reply['prompt_filter_results'][0]['content_filter_results'],
                        reply['choices'][0]['content_filter_results']):
            self.assertEqual(results, {'error': {'code': 'content_filter_error',
                                                 'message': 'The contents are not filtered'}})
        self.assertEqual(reply['choices'][0]['finish_reason'], 'stop')

    def test_asynchronous(self):
        for style, path, _ in PATHS:
            chunks = self.stream('Tell me more', 'fault-async-filter', path)[:-1]
            for chunk in chunks:
                self.assertEqual(validate(style, 'chat', 'chunk', chunk), [])
            notes = [chunk['choices'][0] for chunk in chunks if chunk['choices'] and 'delta' not in chunk['choices'][0]]
            offsets = [note['content_filter_offsets'] for note in notes]
            self.assertGreater(len(offsets), 3)
            checked = [offset['check_offset'] for offset in offsets]
            self.assertEqual(checked, sorted(checked))
            self.assertEqual(offsets[0]['start_offset'], len('Tell me more'))
            text = text_of([chunk for chunk in chunks if chunk['choices'] and 'delta' in chunk['choices'][0]])
            self.assertEqual(offsets[-1]['end_offset'], len('Tell me more') + len(text))
            self.assertEqual(chunks[-2]['choices'][0]['finish_reason'], 'stop')
            self.assertIs(chunks[-1]['choices'][0], notes[-1])

    def test_asynchronous_violation(self):
        *chunks, last, done = self.stream('filter-reply-text', 'fault-async-filter')
        choice, = last['choices']
        self.assertNotIn('delta', choice)
        self.assertEqual(choice['finish_reason'], 'content_filter')
        self.assertEqual(choice['content_filter_results']['protected_material_text'], {'filtered': True, 'detected': True})
        self.assertNotIn('stop', [c['choices'][0]['finish_reason'] for c in chunks if c['choices']])


if __name__ == '__main__':
    main()
