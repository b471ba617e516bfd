# SPDX-License-Identifier: GPL-3.0-or-later
"""Image embeddings: vectors from the pixels, and pictures that are none."""

import base64
import struct
import subprocess
import zlib

import pictures
from sandbox import SandboxCase, main
from specification import validate

PATH = '/models/images/embeddings?api-version=2024-05-01-preview'
MODEL = 'embed-v-4-0'


def cosine(one, other):
    return sum(a * b for a, b in zip(one, other))


def convert(data, *options):
    return subprocess.run(['convert', 'png:-', *options], input=data, stdout=subprocess.PIPE, check=True).stdout


class Pictures(SandboxCase):
    def post(self, *inputs, model=MODEL, **body):
        entries = [entry if isinstance(entry, dict) else {'image': entry} for entry in inputs]
        return self.sandbox.ask('POST', PATH, {'model': model, 'input': entries, **body})

    def vectors(self, *inputs, **body):
        status, _, reply = self.post(*inputs, **body)
        self.assertEqual(status, 200, reply)
        self.assertEqual(validate('inference', 'image-embeddings', 'reply', reply), [])
        return [entry['embedding'] for entry in reply['data']]

    def test_reply(self):
        body = {'model': MODEL, 'input': [{'image': pictures.url(pictures.png(60, 40, pictures.sky))}]}
        self.assertEqual(validate('inference', 'image-embeddings', 'request', body), [])
        status, _, reply = self.sandbox.ask('POST', PATH, body)
        self.assertEqual((status, reply['model'], len(reply['data'][0]['embedding'])), (200, MODEL, 1536))
        self.assertAlmostEqual(cosine(*[reply['data'][0]['embedding']] * 2), 1, places=5)
        self.assertGreater(reply['usage']['prompt_tokens'], 0)

    def test_like_and_unlike(self):
        large = pictures.png(120, 80, pictures.sky)
        sky, small, jpeg, gif, checks, flame = self.vectors(
            pictures.url(large), pictures.url(pictures.png(45, 30, pictures.sky)),
            pictures.url(convert(large, '-quality', '60', 'jpeg:-'), 'jpeg'), pictures.url(convert(large, 'gif:-'), 'gif'),
            pictures.url(pictures.png(80, 80, pictures.checks)), pictures.url(pictures.png(80, 80, pictures.flame)))
        for same in (small, jpeg, gif):
            self.assertGreater(cosine(sky, same), 0.9)
        for other in (checks, flame):
            self.assertLess(cosine(sky, other), 0.5)
        self.assertLess(cosine(checks, flame), 0.5)

    def test_options(self):
        picture = pictures.url(pictures.png(30, 30, pictures.flame))
        whole, short = self.vectors(picture)[0], self.vectors(picture, dimensions=256)[0]
        length = cosine(whole[:256], whole[:256]) ** 0.5
        for a, b in zip(whole, short, strict=False):
            self.assertAlmostEqual(a / length, b, places=5)
        text = self.vectors(picture, encoding_format='base64', input_type='document')[0]
        for a, b in zip(whole, struct.unpack('<1536f', base64.b64decode(text)), strict=True):
            self.assertAlmostEqual(a, b, places=6)
        alone, captioned = self.vectors(picture, {'image': picture, 'text': 'A flame in the dark'})
        self.assertTrue(0.2 < cosine(alone, captioned) < 0.98)

    def test_no_pictures(self):
        good = pictures.png(40, 40, pictures.sky)
        bomb = pictures.header(60000, 60000) + pictures.chunk(b'IDAT', zlib.compress(b'\0' * 1000))
        cases = [('https://example.org/cat.png', 'Invalid image URL'), ('file:///etc/passwd', 'Invalid image URL'),
                 ('data:image/svg+xml;base64,PHN2Zy8+', 'Invalid image URL'), ('data:text/plain,hello', 'Invalid image URL'),
                 ('data:image/png;base64,', 'Invalid base64'), ('data:image/png;base64,*AAA', 'Invalid base64'),
                 ('data:image/png;base64,iVBORw0KGgo=', 'Invalid image data'), (pictures.url(good[:20]), 'Invalid image data'),
                 (pictures.url(good, 'jpeg'), 'Invalid image data'), (pictures.url(b'\xff\xd8\xff' * 40, 'jpeg'), 'Invalid image'),
                 (pictures.url(bomb), 'Invalid image data')]
        for url, message in cases:
            status, _, reply = self.post(url)
            self.assertEqual(status, 400, url[:60])
            self.assertIn(message, reply['error']['message'], url[:60])
            self.assertEqual(validate('inference', 'image-embeddings', 'error', reply), [])
        for entry in ({}, {'image': 5}, {'image': pictures.url(good), 'text': 5}, {'text': 'x'}):
            self.assertEqual(self.post(entry)[0], 422, entry)
        self.assertEqual(self.post()[0], 422)
        self.assertEqual(self.post(pictures.url(good), dimensions=5)[0], 422)

    def test_other_deployments(self):
        status, _, reply = self.post(pictures.url(pictures.png(9, 9, pictures.sky)), model='text-embedding-3-small')
        self.assertEqual((status, reply['error']['code']), (400, 'OperationNotSupported'))
        self.assertEqual(self.post('x', model='none')[0], 404)


if __name__ == '__main__':
    main()
