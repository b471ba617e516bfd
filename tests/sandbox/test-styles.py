# SPDX-License-Identifier: GPL-3.0-or-later
"""The three endpoint styles: addresses, versions, what is refused, and JSON as the descriptions have it."""

from sandbox import SandboxCase, events, main, text_of
from specification import validate

OLD = '/models/chat/completions?api-version=2024-05-01-preview'
NEW = '/models/chat/completions?api-version=2025-05-15-preview'
DATED = '/openai/deployments/{}/chat/completions?api-version=2024-10-21'
V1 = '/openai/v1/chat/completions'
STYLES = (('inference', OLD), ('inference', NEW), ('deployment', DATED), ('v1', V1))
MODELS = ('mistral-large', 'deepseek-v3-0324', 'deepseek-r1', 'gpt-4o', 'gpt-5-mini')
LISTING = '/openai/deployments?api-version=2023-03-15-preview'
HELLO = {'messages': [{'role': 'user', 'content': 'A short one'}]}


class Styles(SandboxCase):
    def post(self, path, model, body=None, headers=None):
        sent = {**HELLO, **(body or {})}
        if '{}' in path:
            path = path.format(model)
        elif model:
            sent['model'] = model
        return self.sandbox.ask('POST', path, sent, headers)

    def stream(self, path, model, body=None, headers=None):
        sent = {**HELLO, 'model': model, 'stream': True, **(body or {})}
        connection, response = self.sandbox.begin('POST', path.format(model), sent, headers)
        found = events(response)
        connection.close()
        return found

    def check(self, style, direction, value, path):
        version = path.partition('api-version=')[2]
        self.assertEqual(validate(style, 'chat', direction, value, version), [], (style, value))

    def test_replies(self):
        for style, path in STYLES:
            for model in MODELS:
                status, _, reply = self.post(path, model)
                self.assertEqual(status, 200, (path, model, reply))
                self.check(style, 'reply', reply, path)
                self.assertIn('violence', reply['choices'][0]['content_filter_results'])
                self.assertIn('jailbreak', reply['prompt_filter_results'][0]['content_filter_results'])

    def test_chunks(self):
        for style, path in STYLES:
            for model in MODELS:
                *chunks, done = self.stream(path, model)
                self.assertIsNone(done)
                for chunk in chunks:
                    self.check(style, 'chunk', chunk, path)
                self.assertEqual(chunks[-1]['choices'][0]['finish_reason'], 'stop')
                self.assertIn('simulated', text_of(chunks))

    def test_usage(self):
        for path in (OLD, NEW):
            *chunks, last, _ = self.stream(path, 'gpt-4o')
            self.assertEqual(last['usage']['completion_tokens'] + last['usage']['prompt_tokens'],
                             last['usage']['total_tokens'])
            self.assertTrue(all(chunk['choices'] and 'usage' not in chunk for chunk in chunks))
        for path in (DATED, V1):
            *_, usage, _ = self.stream(path, 'gpt-4o', {'stream_options': {'include_usage': True}})
            self.assertEqual(usage['choices'], [])
            self.assertGreater(usage['usage']['total_tokens'], 0)
            self.assertTrue(all(not chunk.get('usage') for chunk in self.stream(path, 'gpt-4o')[:-1]))

    def test_where_reasoning_is(self):
        for path in (NEW, DATED, V1):
            message = self.post(path, 'deepseek-r1')[2]['choices'][0]['message']
            self.assertTrue(message['reasoning_content'])
            self.assertNotIn('<think>', message['content'])
            self.assertTrue(text_of(self.stream(path, 'deepseek-r1')[:-1], 'reasoning_content'))
        reply = self.post(OLD, 'deepseek-r1')[2]
        message = reply['choices'][0]['message']
        self.assertNotIn('reasoning_content', message)
        self.assertRegex(message['content'], r'(?s)^<think>\n.+</think>\n\n.')
        self.assertGreater(reply['usage']['completion_tokens_details']['reasoning_tokens'], 0)
        self.assertRegex(text_of(self.stream(OLD, 'deepseek-r1')[:-1]), r'(?s)^<think>\n.+</think>\n\n.')

    def test_versions(self):
        cases = [
            ('/models/chat/completions', 404, '404'),
            ('/models/chat/completions?api-version=2024-10-21', 400, 'BadRequest'),
            ('/openai/deployments/gpt-4o/chat/completions', 404, '404'),
            ('/openai/deployments/gpt-4o/chat/completions?api-version=2031-01-01', 400, 'BadRequest'),
            ('/openai/v1/chat/completions?api-version=2024-10-21', 400, 'BadRequest'),
            ('/openai/deployments/gpt-4o/v1/chat/completions?api-version=2024-10-21', 404, '404'),
            ('/openai/deployments//chat/completions?api-version=2024-10-21', 404, '404'),
            ('/chat/completions', 404, '404'),
        ]
        for path, status, code in cases:
            found, _, reply = self.post(path, 'gpt-4o')
            self.assertEqual((found, reply['error']['code']), (status, code), path)
        for version in ('2024-04-01-preview', '2025-02-01-preview', '2025-04-01', '2025-05-01', '2025-05-01-preview'):
            self.assertEqual(self.post('/models/chat/completions?api-version=' + version, 'gpt-4o')[0], 200)
        self.assertEqual(self.post('/openai/deployments/gpt%2D4o/chat/completions?api-version=2024-02-01', None)[0], 200)

    def test_unknown_deployments(self):
        for style, path in STYLES:
            status, headers, reply = self.post(path, 'mistral-larg')
            self.check(style, 'error', reply, path)
            self.assertEqual(status, 404)
            if style == 'inference':
                self.assertEqual(headers['content-type'].partition(';')[0], 'text/plain')
                self.assertEqual(reply['error'], {'code': 'unknown_model', 'message': 'Unknown model: mistral-larg',
                                                  'details': 'Unknown model: mistral-larg'})
            else:
                self.assertEqual(reply['error']['code'], 'DeploymentNotFound')
        status, headers, reply = self.post(OLD, None)
        self.assertEqual((status, reply['error']['code'], headers['x-ms-error-code']),
                         (400, 'no_model_name', 'no_model_name'))
        self.assertEqual(self.post(OLD, None, headers={'x-ms-model-mesh-model-name': 'gpt-4o'})[0], 200)

    def test_extra_parameters(self):
        status, _, reply = self.post(OLD, 'gpt-4o', {'n': 1, 'user': 'x'})
        self.assertEqual((status, reply), (400, {'detail':
            "Extra parameters ['n', 'user'] are not allowed when extra-parameters is not set or set to be 'error'. "
            "Set extra-parameters to 'pass-through' to pass to the model."}))
        for value, model, expected in (('error', 'gpt-4o', 400), ('allow', 'gpt-4o', 400), ('drop', 'gpt-4o', 200),
                                       ('drop', 'mistral-large', 200), ('pass-through', 'gpt-4o', 400),
                                       ('pass-through', 'deepseek-v3-0324', 200), ('pass-through', 'mistral-large', 422)):
            found = self.post(OLD, model, {'top_k': 1}, {'extra-parameters': value})[0]
            self.assertEqual(found, expected, (value, model))
        body = {'user_security_context': {'application_name': 'x'}}
        self.assertEqual((self.post(OLD, 'gpt-4o', body)[0], self.post(NEW, 'gpt-4o', body)[0]), (400, 200))

    def test_mistral(self):
        history = [{'role': 'user', 'content': 'x'},
                   {'role': 'assistant', 'content': 'y', 'reasoning_content': 'z'}, *HELLO['messages']]
        passing = {'extra-parameters': 'pass-through'}
        for style, path in STYLES:
            for body, where in (({'max_completion_tokens': 5}, '["body","max_completion_tokens"]'),
                                ({'messages': history}, '["body","messages",1,"assistant","reasoning_content"]')):
                status, _, reply = self.post(path, 'mistral-large', body, passing)
                self.assertEqual((status, reply['error']['code'], reply['error']['status']), (422, 'Invalid input', 422))
                self.assertIn('"type":"extra_forbidden","loc":' + where, reply['error']['message'])
                self.check(style, 'error', reply, path)
                self.assertEqual(self.post(path, 'gpt-4o', body, passing)[0], 200)
        body = {'stream': True, 'stream_options': {'include_usage': True}}
        status, _, reply = self.post(OLD, 'mistral-large', body, passing)
        self.assertEqual(status, 422)
        self.assertIn('["body","stream_options","include_usage"]', reply['error']['message'])
        path = '/openai/deployments/gpt-4o/chat/completions?api-version=2024-05-01-preview'
        status, _, reply = self.post(path, None, body)
        self.assertEqual((status, reply['error']['message']),
                         (400, 'Unrecognized request argument supplied: stream_options'))

    def test_reasoning_rules(self):
        for style, path in STYLES:
            for name, code in (('max_tokens', 'unsupported_parameter'), ('temperature', 'unsupported_value'),
                               ('top_p', 'unsupported_value'), ('presence_penalty', 'unsupported_parameter'),
                               ('frequency_penalty', 'unsupported_parameter')):
                value = 5 if name == 'max_tokens' else 0.5
                status, _, reply = self.post(path, 'gpt-5-mini', {name: value})
                self.assertEqual((status, reply['error']['code'], reply['error']['param']), (400, code, name))
                self.check(style, 'error', reply, path)

    def test_catalogue(self):
        """What could be deployed, and nothing that is: each id gets the answer for names that are not there."""
        _, _, v1 = self.sandbox.ask('GET', '/openai/v1/models')
        self.assertEqual(validate('v1', 'models', 'reply', v1), [])
        _, _, dated = self.sandbox.ask('GET', '/openai/models?api-version=2024-10-21')
        self.assertEqual([set(listing) for listing in (v1, dated)], [{'object', 'data'}] * 2)
        self.assertEqual([model['id'] for model in v1['data']], [model['id'] for model in dated['data']])
        deployed = {entry['id'] for entry in self.sandbox.ask('GET', LISTING)[2]['data']}
        self.assertGreater(len(v1['data']), 3 * len(deployed))
        self.assertEqual(deployed & {model['id'] for model in v1['data']}, set())
        for model in v1['data']:
            for style, path in STYLES:
                status, _, reply = self.post(path, model['id'])
                self.assertEqual((status, reply['error']['code']),
                                 (404, 'unknown_model' if style == 'inference' else 'DeploymentNotFound'), path)

    def test_members_of_models(self):
        _, _, v1 = self.sandbox.ask('GET', '/openai/v1/models')
        _, _, dated = self.sandbox.ask('GET', '/openai/models?api-version=2024-10-21')
        for one, other in zip(v1['data'], dated['data']):
            self.assertEqual(set(one) - {'created', 'owned_by'}, set(other) - {'created_at', 'updated_at'})
            self.assertEqual(one['created'], other['created_at'])
            self.assertEqual(set(one['capabilities']),
                             {'fine_tune', 'inference', 'completion', 'chat_completion', 'embeddings'})
            self.assertIn(one['lifecycle_status'], ('generally-available', 'preview'))
            self.assertGreater(one.get('deprecation', {}).get('inference', 2 ** 31), one['created'])
        model = next(model for model in dated['data'] if model['id'] == 'gpt-4o-2024-08-06')
        self.assertEqual(set(model['deprecation']), {'fine_tune', 'inference'})
        tuned = [model for model in v1['data'] if 'model' in model]
        self.assertEqual([(model['model'], model['owned_by']) for model in tuned],
                         [('gpt-4o-mini-2024-07-18', 'organization-owner')])

    def test_listings(self):
        status, _, listing = self.sandbox.ask('GET', LISTING)
        self.assertEqual((status, listing['object']), (200, 'list'))
        self.assertEqual({entry['status'] for entry in listing['data']}, {'succeeded'})
        self.assertEqual(listing['data'][0]['model'], 'Mistral-Large-2411')
        _, _, project = self.sandbox.ask('GET', '/api/projects/any/deployments?api-version=v1')
        self.assertEqual([entry['name'] for entry in project['value']], [entry['id'] for entry in listing['data']])
        for path in ('/openai/deployments?api-version=2024-10-21', '/openai/deployments', '/openai/models',
                     '/openai/deployments/gpt-4o/models?api-version=2024-10-21'):
            self.assertEqual(self.sandbox.ask('GET', path)[0], 404)

    def test_info(self):
        path = '/models/info?api-version=2025-05-01'
        status, _, info = self.sandbox.ask('GET', path + '&model=mistral-large')
        self.assertEqual((status, info), (200, {'model_name': 'Mistral-Large-2411', 'model_type': 'chat-completion',
                                                'model_provider_name': 'Mistral AI'}))
        self.assertEqual(validate('inference', 'info', 'reply', info), [])
        for end in ('', '&model=gpt-4o', '&model=none'):
            self.assertEqual(self.sandbox.ask('GET', path + end)[0], 404)


if __name__ == '__main__':
    main()
