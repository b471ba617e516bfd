# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses beside chat and embeddings: projects, single models, and what the sandbox does not have."""

from sandbox import SandboxCase, main

HELLO = {'messages': [{'role': 'user', 'content': 'A short one'}]}
PROJECT = '/api/projects/any'
DATED = '?api-version=2024-10-21'


class Addresses(SandboxCase):
    def get(self, path):
        return self.sandbox.ask('GET', path)

    def test_project(self):
        status, _, listing = self.get(PROJECT + '/deployments?api-version=v1')
        self.assertEqual((status, set(listing), listing['nextLink']), (200, {'value', 'nextLink'}, None))
        first = listing['value'][0]
        self.assertEqual(first, {
            'name': 'mistral-large', 'type': 'ModelDeployment', 'modelName': 'Mistral-Large-2411', 'modelVersion': '2',
            'modelPublisher': 'Mistral AI', 'capabilities': {'chat_completion': 'true'},
            'sku': {'name': 'GlobalStandard', 'capacity': 1000, 'family': '', 'size': '', 'tier': ''},
            'connectionName': None})
        self.assertEqual(self.get(PROJECT + '/deployments/mistral-large?api-version=v1')[2], first)
        for query, names in (('modelPublisher=DeepSeek', ['deepseek-v3-0324', 'deepseek-r1']),
                             ('modelName=gpt-4o', ['gpt-4o']), ('deploymentType=Other', [])):
            found = self.get(f'{PROJECT}/deployments?api-version=v1&{query}')[2]['value']
            self.assertEqual([entry['name'] for entry in found], names)
        for path, status in (('/deployments', 404), ('/deployments?api-version=1999', 400),
                             ('/deployments/none?api-version=v1', 404)):
            self.assertEqual(self.get(PROJECT + path)[0], status)

    def test_v1_below_a_project(self):
        body = {'model': 'gpt-4o', **HELLO}
        path = PROJECT + '/openai/v1/'
        self.assertEqual(self.sandbox.ask('POST', path + 'chat/completions', body)[2]['object'], 'chat.completion')
        self.assertEqual(self.sandbox.ask('POST', path + 'chat/completions' + DATED, body)[0], 400)
        vectors = self.sandbox.ask('POST', path + 'embeddings', {'model': 'embed-v-4-0', 'input': ['x']})
        self.assertEqual(vectors[0], 200)
        self.assertEqual(self.get(path + 'models')[2], self.get('/openai/v1/models')[2])

    def test_one_model(self):
        listed = self.get('/openai/v1/models')[2]['data']
        for model in listed:
            self.assertEqual(self.get('/openai/v1/models/' + model['id'])[2], model)
        for model in self.get('/openai/models' + DATED)[2]['data']:
            self.assertEqual(self.get('/openai/models/' + model['id'] + DATED)[2], model)
        # A deployment is not a model.
        for name in ('none', 'gpt-4o'):
            self.assertEqual(self.get('/openai/v1/models/' + name)[0], 404)
            self.assertEqual(self.get('/openai/models/' + name + DATED)[0], 404)

    def test_connections_are_kept(self):
        """As by the service: clients ask again over the one that they have, and TLS is dear."""
        connection = self.sandbox.connect()
        connection.connect()
        first = connection.sock
        for path, status in (('/openai/v1/models', 200), ('/none', 404), ('/openai/v1/models?api-version=x', 400)) * 20:
            connection.request('GET', path, headers={'api-key': self.sandbox.key})
            response = connection.getresponse()
            self.assertEqual((response.status, bool(response.read())), (status, True))
            self.assertIs(connection.sock, first)
        connection.close()

    def test_what_models_cannot_do(self):
        cases = [('/openai/v1/completions', 'completion'), ('/openai/deployments/gpt-4o/completions' + DATED, 'completion'),
                 ('/openai/v1/images/generations', 'image'), ('/models/images/generations?api-version=2025-05-15-preview', 'image'),
                 ('/openai/deployments/gpt-4o/images/generations' + DATED, 'image'),
                 ('/openai/deployments/gpt-4o/audio/speech' + DATED, 'audio')]
        for path, operation in cases:
            status, headers, reply = self.sandbox.ask('POST', path, {'model': 'gpt-4o', 'prompt': 'x'})
            self.assertEqual((status, headers['x-ms-error-code']), (400, 'OperationNotSupported'), path)
            self.assertIn(f'The {operation} operation does not work with the specified model, gpt-4o.',
                          reply['error']['message'])
        path = '/openai/deployments/gpt-4o/audio/transcriptions' + DATED
        form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF\r\n--x--\r\n'
        kind = {'Content-Type': 'multipart/form-data; boundary=x'}
        self.assertEqual(self.sandbox.ask('POST', path, form, kind)[2]['error']['code'], 'OperationNotSupported')
        self.assertEqual(self.sandbox.ask('POST', path.replace('gpt-4o', 'none'), form, kind)[2]['error']['code'],
                         'DeploymentNotFound')

    def test_responses(self):
        for path in ('/openai/v1/responses', '/openai/responses?api-version=2025-03-01-preview'):
            status, _, reply = self.sandbox.ask('POST', path, {'model': 'gpt-4o', 'input': 'x'})
            self.assertEqual((status, reply['error']['message']), (400, 'Model not supported'))
            self.assertEqual(self.sandbox.ask('POST', path, {'model': 'none', 'input': 'x'})[0], 404)
            self.assertEqual(self.sandbox.ask('POST', path, {'input': 'x'})[2]['error']['param'], 'model')

    def test_what_is_not_there(self):
        for path in ('/openai/v1/files', '/openai/files' + DATED, '/openai/v1/batches', '/openai/batches' + DATED,
                     '/openai/assistants?api-version=2024-05-01-preview', '/openai/threads?api-version=2024-05-01-preview',
                     '/openai/v1/vector_stores', '/openai/v1/fine_tuning/jobs', '/openai/v1/containers', '/openai/v1/evals',
                     '/openai/v1/realtime?model=gpt-4o', '/openai/realtime?api-version=2025-04-01-preview&deployment=gpt-4o',
                     '/openai/deployments/gpt-4o/realtime' + DATED, '/models/files', '/models/batches', '/models/realtime',
                     '/openai/deployments/gpt-4o/models' + DATED):
            for method in ('GET', 'POST'):
                status, headers, reply = self.sandbox.ask(method, path, {} if method == 'POST' else None)
                self.assertEqual((status, headers['x-ms-error-code'], reply),
                                 (404, '404', {'error': {'code': '404', 'message': 'Resource not found'}}), path)


class OverTls(Addresses):
    OPTIONS = ('--tls',)


if __name__ == '__main__':
    main()
