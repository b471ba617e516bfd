# SPDX-License-Identifier: GPL-3.0-or-later
"""Text embeddings in the three styles."""

import base64
import math
import struct

from sandbox import SandboxCase, main
from specification import validate

PATHS = (('inference', '/models/embeddings?api-version=2024-05-01-preview'),
         ('deployment', '/openai/deployments/{}/embeddings?api-version=2024-10-21'),
         ('v1', '/openai/v1/embeddings'))
SIZES = {'text-embedding-3-small': 1536, 'text-embedding-3-large': 3072, 'embed-v-4-0': 1536}


def cosine(one, other):
    return sum(a * b for a, b in zip(one, other))


class Embeddings(SandboxCase):
    def post(self, path, model='text-embedding-3-small', **body):
        return self.sandbox.ask('POST', path.format(model), {'model': model, **body})

    def vectors(self, *texts, **parameters):
        reply = self.post(PATHS[2][1], input=list(texts), **parameters)[2]
        return [entry['embedding'] for entry in reply['data']]

    def test_replies(self):
        for style, path in PATHS:
            for model, size in SIZES.items():
                status, _, reply = self.post(path, model, input=['One text', '두 번째 글'])
                self.assertEqual(status, 200)
                self.assertEqual(validate(style, 'embeddings', 'reply', reply), [])
                self.assertEqual([entry['index'] for entry in reply['data']], [0, 1])
                for entry in reply['data']:
                    self.assertEqual(len(entry['embedding']), size)
                    self.assertAlmostEqual(cosine(entry['embedding'], entry['embedding']), 1, places=5)
                self.assertEqual('id' in reply, style == 'inference')

    def test_near_and_far(self):
        words = self.vectors('The cat sits on the mat', 'A cat sat on a mat', 'Quarterly tax return form',
                             '고양이가 매트에 앉아 있다', '고양이가 매트에 앉았다', 'THE CAT SITS ON THE MAT')
        self.assertGreater(cosine(words[0], words[1]), 0.3)
        self.assertLess(abs(cosine(words[0], words[2])), 0.15)
        self.assertGreater(cosine(words[3], words[4]), 0.5)
        self.assertLess(abs(cosine(words[0], words[3])), 0.15)
        self.assertGreater(cosine(words[0], words[5]), 0.999)

    def test_base64(self):
        for style, path in PATHS:
            plain = self.post(path, input=['x y z'])[2]['data'][0]['embedding']
            reply = self.post(path, input=['x y z'], encoding_format='base64')[2]
            self.assertEqual(validate(style, 'embeddings', 'reply', reply), [])
            data = base64.b64decode(reply['data'][0]['embedding'])
            for a, b in zip(plain, struct.unpack('<1536f', data), strict=True):
                self.assertTrue(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9))

    def test_dimensions(self):
        whole, short = self.vectors('Some text')[0], self.vectors('Some text', dimensions=256)[0]
        length = math.sqrt(cosine(whole[:256], whole[:256]))
        for a, b in zip(whole, short):
            self.assertAlmostEqual(a / length, b, places=5)
        one, other, far = self.vectors('The cat sits', 'The cat sat', 'Tax return', dimensions=256)
        self.assertGreater(cosine(one, other), cosine(one, far) + 0.3)

    def test_kinds_of_input(self):
        path = PATHS[2][1]
        text, array = self.post(path, input='one')[2], self.post(path, input=['one'])[2]
        self.assertEqual(text, array)
        self.assertEqual(len(self.post(path, input=[1, 2, 3])[2]['data']), 1)
        tokens = self.post(path, input=[[1, 2, 3], [1, 2, 4]])[2]
        self.assertEqual((len(tokens['data']), tokens['usage']['total_tokens']), (2, 6))
        for kind in ('text', 'query', 'document'):
            self.assertEqual(self.post(PATHS[0][1], 'embed-v-4-0', input=['x'], input_type=kind)[0], 200)

    def test_refused(self):
        cases = [
            (0, 'embed-v-4-0', {'input': ['x'], 'input_type': 'search_query'}, 422),
            (0, 'embed-v-4-0', {'input': ['x'], 'encoding_format': 'int8'}, 422),
            (0, 'embed-v-4-0', {'input': ['x'], 'dimensions': 300}, 422),
            (0, 'embed-v-4-0', {'input': ['x'], 'truncate': 'END'}, 400),
            (0, 'none', {'input': ['x']}, 404),
            (0, 'gpt-4o', {'input': ['x']}, 400),
            (1, 'none', {'input': ['x']}, 404),
            (2, 'text-embedding-3-small', {'input': ['x'], 'dimensions': 1537}, 400),
            (2, 'text-embedding-3-small', {'input': ['x'], 'encoding_format': 'binary'}, 400),
            (2, 'text-embedding-3-small', {'input': []}, 400),
            (2, 'text-embedding-3-small', {'input': ''}, 400),
            (2, 'text-embedding-3-small', {'input': ['x'] * 2049}, 400),
            (2, 'text-embedding-3-small', {'input': [1, 'x']}, 400),
            (2, 'text-embedding-3-small', {'input': 'a ' * 9000}, 400),
            (2, 'text-embedding-3-small', {}, 400),
        ]
        for index, model, body, expected in cases:
            style, path = PATHS[index]
            status, _, reply = self.post(path, model, **body)
            self.assertEqual(status, expected, (model, str(body)[:80], reply))
            self.assertEqual(validate(style, 'embeddings', 'error', reply), [])


if __name__ == '__main__':
    main()
