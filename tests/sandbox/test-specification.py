# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison with the official descriptions finds what is wrong and accepts what is right."""

import unittest

from sandbox import main
from specification import validate

HELLO = {'messages': [{'role': 'user', 'content': 'Hello'}]}
STYLES = ('inference', 'deployment', 'v1')


class Specification(unittest.TestCase):
    def test_right_requests(self):
        for style in STYLES:
            body = {'model': 'm', **HELLO, 'temperature': 0.5, 'stream': True, 'max_tokens': 5, 'stop': ['x'], 'seed': 3}
            self.assertEqual(validate(style, 'chat', 'request', body), [])
            parts = [{'type': 'text', 'text': 'What?'}, {'type': 'image_url', 'image_url': {'url': 'data:,'}}]
            body = {'model': 'm', 'messages': [{'role': 'system', 'content': 'x'}, {'role': 'user', 'content': parts},
                                               {'role': 'assistant', 'content': 'y'}]}
            self.assertEqual(validate(style, 'chat', 'request', body), [])
            self.assertEqual(validate(style, 'embeddings', 'request', {'model': 'm', 'input': ['a', 'b']}), [])
        self.assertEqual(validate('v1', 'chat', 'request', {'model': 'm', **HELLO, 'reasoning_effort': 'low'}), [])
        self.assertEqual(validate('inference', 'chat', 'request', {**HELLO, 'top_k': 3}, extra_parameters=True), [])

    def test_wrong_requests(self):
        cases = [
            ('inference', {}, "'messages' is a required property"),
            ('inference', {**HELLO, 'temperature': 1.5}, '$.temperature'),
            ('inference', {**HELLO, 'stop': 'x'}, '$.stop'),
            ('inference', {**HELLO, 'max_completion_tokens': 5}, '$.max_completion_tokens: not declared'),
            ('inference', {'messages': [{'role': 'user'}]}, "'content' is a required property"),
            ('inference', {'messages': [{'role': 'boss', 'content': 'x'}]}, "'boss'"),
            ('inference', {'messages': [{'role': 'assistant', 'content': 7}]}, '$.messages[0].content'),
            ('v1', HELLO, "'model' is a required property"),
            ('v1', {'model': 'm', 'messages': []}, '$.messages'),
            ('v1', {'model': 'm', 'messages': [{'role': 'user'}]}, "'content' is a required property"),
            ('v1', {'model': 'm', **HELLO, 'reasoning_effort': 'enormous'}, 'enormous'),
            ('deployment', {**HELLO, 'n': 0}, '$.n'),
            ('deployment', {'messages': [{'role': 'assistant', 'content': 'x', 'reasoning_content': 'y'}]},
             '$.messages[0].reasoning_content: not declared'),
        ]
        for style, body, expected in cases:
            problems = validate(style, 'chat', 'request', body)
            self.assertTrue(any(expected in problem for problem in problems), (body, problems))

    def test_replies(self):
        reply = {'id': 'x', 'object': 'chat.completion', 'created': 1, 'model': 'm', 'choices': [
            {'index': 0, 'finish_reason': 'stop', 'logprobs': None,
             'message': {'role': 'assistant', 'content': 'Hello', 'refusal': None}}],
            'usage': {'prompt_tokens': 1, 'completion_tokens': 1, 'total_tokens': 2}}
        for style in STYLES:
            self.assertEqual(validate(style, 'chat', 'reply', reply), [])
            for broken in ({**reply, 'created': 'x'}, {**reply, 'object': 'chunk'},
                           {**reply, 'choices': [{**reply['choices'][0], 'finish_reason': 'tired'}]}):
                self.assertNotEqual(validate(style, 'chat', 'reply', broken), [])
        self.assertNotEqual(validate('inference', 'info', 'reply', {'model_name': 'x', 'model_type': 'y'}), [])

    def test_exceptions_are_narrow(self):
        chunk = {'id': 'x', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'm',
                 'choices': [{'index': 0, 'delta': {'content': 'x'}, 'finish_reason': None}]}
        for style in STYLES:
            self.assertEqual(validate(style, 'chat', 'chunk', chunk), [])
            self.assertNotEqual(validate(style, 'chat', 'chunk', {**chunk, 'object': 'chat'}), [])
            self.assertEqual(validate(style, 'chat', 'error', {'error': {'code': 'x', 'message': 'y', 'param': None}}), [])
            self.assertNotEqual(validate(style, 'chat', 'error', {'error': {'code': 4, 'message': 'y'}}), [])


if __name__ == '__main__':
    main()
