# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole replies, the listing, and what the service refuses."""

from sandbox import CHAT, Sandbox, SandboxCase, main


class Chat(SandboxCase):
    def test_whole(self):
        status, headers, reply = self.sandbox.chat('mistral-large')
        self.assertEqual((status, headers['content-type']), (200, 'application/json'))
        self.assertEqual((reply['object'], reply['model']), ('chat.completion', 'mistral-large-2411'))
        choice, = reply['choices']
        self.assertEqual((choice['index'], choice['finish_reason']), (0, 'stop'))
        self.assertEqual(choice['message']['role'], 'assistant')
        self.assertIn('`mistral-large`', choice['message']['content'])
        self.assertEqual(choice['content_filter_results']['hate'], {'filtered': False, 'severity': 'safe'})
        self.assertIn('jailbreak', reply['prompt_filter_results'][0]['content_filter_results'])
        usage = reply['usage']
        self.assertEqual(usage['total_tokens'], usage['prompt_tokens'] + usage['completion_tokens'])

    def test_headers(self):
        _, headers, _ = self.sandbox.ask('POST', CHAT, {'model': 'gpt-4o', 'messages': [
            {'role': 'user', 'content': 'short'}]}, {'x-ms-client-request-id': 'my-own'})
        self.assertEqual(headers['x-ms-client-request-id'], 'my-own')
        self.assertEqual(headers['x-ratelimit-limit-tokens'], '1000000')
        self.assertEqual(headers['x-ratelimit-limit-requests'], '6000')
        self.assertLess(int(headers['x-ratelimit-remaining-requests']), 6000)
        for name in ('apim-request-id', 'x-request-id', 'x-ms-region', 'x-ratelimit-remaining-tokens'):
            self.assertTrue(headers[name], name)

    def test_reasoning(self):
        message = self.sandbox.chat('deepseek-r1')[2]['choices'][0]['message']
        self.assertIn('deepseek-r1', message['reasoning_content'])
        reply = self.sandbox.chat('gpt-5-mini', max_completion_tokens=2000)[2]
        self.assertNotIn('reasoning_content', reply['choices'][0]['message'])
        self.assertGreater(reply['usage']['completion_tokens_details']['reasoning_tokens'], 0)

    def test_limit(self):
        reply = self.sandbox.chat('mistral-large', max_tokens=5)[2]
        self.assertEqual(reply['choices'][0]['finish_reason'], 'length')
        self.assertEqual(reply['usage']['completion_tokens'], 5)

    def test_both_ways_to_send_the_key(self):
        for headers in ({'api-key': self.sandbox.key}, {'Authorization': f'Bearer {self.sandbox.key}'}):
            self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models', headers=headers, key=False)[0], 200)

    def test_wrong_key(self):
        for headers in ({}, {'api-key': 'wrong'}, {'Authorization': 'Bearer wrong'}, {'api-key': ''}):
            status, headers, reply = self.sandbox.ask('POST', CHAT, {}, headers, key=False)
            self.assertEqual((status, reply['error']['code']), (401, '401'))
            self.assertIn('Access denied due to invalid subscription key', reply['error']['message'])
            self.assertEqual(headers['x-ms-error-code'], '401')

    def test_errors(self):
        cases = [
            ('POST', CHAT, b'{', 400, None),
            ('POST', CHAT, {}, 400, 'missing_required_parameter'),
            ('POST', CHAT, {'model': 'gpt-4o'}, 400, 'missing_required_parameter'),
            ('POST', CHAT, {'model': 'gpt-4o', 'messages': []}, 400, 'empty_array'),
            ('POST', CHAT, {'model': 'GPT-4o', 'messages': []}, 404, 'DeploymentNotFound'),
            ('POST', CHAT, {'model': 'embed-v-4-0', 'messages': []}, 400, 'OperationNotSupported'),
            ('POST', CHAT + '?api-version=2024-10-21', {}, 400, 'BadRequest'),
            ('GET', '/openai/v1/models?api-version=2024-10-21', None, 400, 'BadRequest'),
            ('GET', CHAT, None, 405, '405'),
            ('POST', '/openai/v1/chat/completions/', {}, 404, '404'),
            ('POST', '//openai/v1/chat/completions', {}, 404, '404'),
            ('GET', '/openai', None, 404, '404'),
        ]
        for method, path, body, status, code in cases:
            with self.subTest(path=path, body=body):
                found, _, reply = self.sandbox.ask(method, path, body)
                self.assertEqual((found, reply['error']['code']), (status, code))
        for version in ('v1', 'preview'):
            self.assertEqual(self.sandbox.ask('GET', '/openai/v1/models?api-version=' + version)[0], 200)

    def test_reasoning_rules(self):
        status, _, reply = self.sandbox.chat('gpt-5-mini', max_tokens=5)
        self.assertEqual((status, reply), (400, {'error': {
            'message': "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
                       "'max_completion_tokens' instead.",
            'type': 'invalid_request_error', 'param': 'max_tokens', 'code': 'unsupported_parameter'}}))
        status, _, reply = self.sandbox.chat('gpt-5-mini', temperature=0.2)
        self.assertEqual((status, reply), (400, {'error': {
            'message': "Unsupported value: 'temperature' does not support 0.2 with this model. Only the "
                       'default (1) value is supported.',
            'type': 'invalid_request_error', 'param': 'temperature', 'code': 'unsupported_value'}}))
        self.assertEqual(self.sandbox.chat('gpt-5-mini', temperature=1)[0], 200)

    def test_models(self):
        _, _, listing = self.sandbox.ask('GET', '/openai/v1/models')
        models = {model['id']: model for model in listing['data']}
        self.assertEqual(len(models), len(listing['data']))
        self.assertIn('gpt-4o-2024-11-20', models)
        for name, model in models.items():
            self.assertIs(model['capabilities']['embeddings'], 'embed' in name.lower(), name)
            self.assertFalse(model['capabilities']['embeddings'] and model['capabilities']['chat_completion'])
            self.assertEqual((model['object'], type(model['created'])), ('model', int))
        _, _, listing = self.sandbox.ask('GET', '/openai/deployments?api-version=2023-03-15-preview')
        self.assertEqual([deployment['id'] for deployment in listing['data']], [
            'mistral-large', 'deepseek-v3-0324', 'deepseek-r1', 'gpt-4o', 'gpt-5-mini',
            'text-embedding-3-small', 'text-embedding-3-large', 'embed-v-4-0'])


class Seeds(SandboxCase):
    def bodies(self, *options):
        sandbox = Sandbox('--rate=100000', *options)
        found = []
        for name in ('mistral-large', 'mistral-large', 'deepseek-r1'):
            reply = sandbox.chat(name)[2]
            del reply['id'], reply['created']
            found.append(reply)
        self.assertEqual(sandbox.end(), (0, b''))
        return found

    def test_same_seed(self):
        first = self.bodies('--seed=5')
        self.assertEqual(first, self.bodies('--seed=5'))
        self.assertNotEqual(first, self.bodies('--seed=6'))
        self.assertNotEqual(first[0]['choices'], first[1]['choices'])

    def test_repeatable_requests(self):
        for parameters in ({'seed': 4}, {'temperature': 0}):
            texts = {self.sandbox.chat('gpt-4o', **parameters)[2]['choices'][0]['message']['content']
                     for _ in range(3)}
            self.assertEqual(len(texts), 1)

    def test_reset(self):
        first = self.sandbox.chat('mistral-large')[2]['choices']
        self.assertEqual(self.sandbox.ask('POST', '/sandbox/reset')[0], 200)
        self.assertEqual(self.sandbox.log(), [])
        again = [self.sandbox.chat('mistral-large')[2]['choices'] for _ in range(2)]
        self.assertEqual(first, again[0])
        self.assertNotEqual(first, again[1])


if __name__ == '__main__':
    main()
