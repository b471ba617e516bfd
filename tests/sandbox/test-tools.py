# SPDX-License-Identifier: GPL-3.0-or-later
"""Tools: when they are called, with what, in pieces and whole, and what becomes of their results."""

import json

import jsonschema
from sandbox import SandboxCase, events, main, text_of
from specification import validate

PATHS = (('inference', '/models/chat/completions?api-version=2024-05-01-preview'),
         ('deployment', '/openai/deployments/{}/chat/completions?api-version=2024-10-21'),
         ('v1', '/openai/v1/chat/completions'))
WEATHER = {'type': 'function', 'function': {
    'name': 'get_weather', 'description': 'Current weather of a city',
    'parameters': {'type': 'object', 'properties': {'city': {'type': 'string'}}, 'required': ['city']}}}
CLOCK = {'type': 'function', 'function': {'name': 'what_time', 'parameters': {
    'type': 'object', 'required': ['zone', 'digits'], 'additionalProperties': False,
    'properties': {'zone': {'enum': ['Asia/Seoul', 'UTC']}, 'digits': {'type': 'integer', 'minimum': 2, 'maximum': 4}}}}}
PROMPT = 'Is it raining in Busan?'


class Tools(SandboxCase):
    def body(self, prompt=PROMPT, model='gpt-4o', messages=None, **parameters):
        return {'model': model, 'messages': messages or [{'role': 'user', 'content': prompt}], 'tools': [WEATHER], **parameters}

    def ask(self, style='v1', path=PATHS[2][1], **parameters):
        body = self.body(**parameters)
        status, _, reply = self.sandbox.ask('POST', path.format(body['model']), body)
        self.assertEqual(validate(style, 'chat', 'reply' if status == 200 else 'error', reply), [])
        return status, reply

    def calls(self, **parameters):
        status, reply = self.ask(**parameters)
        self.assertEqual(status, 200, reply)
        choice = reply['choices'][0]
        found = choice['message'].get('tool_calls') or []
        self.assertEqual(choice['finish_reason'], 'tool_calls' if found else 'stop')
        return [(call['function']['name'], json.loads(call['function']['arguments'])) for call in found]

    def test_whole(self):
        for style, path in PATHS:
            for model in ('gpt-4o', 'mistral-large', 'deepseek-v3-0324', 'gpt-5-mini'):
                status, reply = self.ask(style, path, model=model)
                self.assertEqual(status, 200)
                choice = reply['choices'][0]
                self.assertEqual((choice['finish_reason'], choice['message']['content']), ('tool_calls', None))
                call, = choice['message']['tool_calls']
                self.assertEqual((call['type'], call['function']['name']), ('function', 'get_weather'))
                self.assertEqual(json.loads(call['function']['arguments']), {'city': 'Busan'})
                self.assertRegex(call['id'], '^[A-Za-z0-9]{9}$' if model == 'mistral-large' else '^call_[A-Za-z0-9]{24}$')

    def test_pieces(self):
        for style, path in PATHS:
            body = self.body('Weather in Busan and Seoul?', stream=True)
            connection, response = self.sandbox.begin('POST', path.format('gpt-4o'), body)
            *chunks, done = events(response)
            connection.close()
            self.assertIsNone(done)
            found = {}
            for chunk in chunks:
                self.assertEqual(validate(style, 'chat', 'chunk', chunk), [], chunk)
                for choice in chunk['choices']:
                    for piece in choice['delta'].get('tool_calls') or []:
                        call = found.setdefault(piece['index'], {'arguments': ''})
                        call['arguments'] += piece['function']['arguments']
                        if 'id' in piece:
                            self.assertEqual(call.setdefault('id', piece['id']), piece['id'])
                        call.setdefault('name', piece['function'].get('name'))
            self.assertEqual([(call['name'], json.loads(call['arguments'])) for call in found.values()],
                             [('get_weather', {'city': 'Busan'}), ('get_weather', {'city': 'Seoul'})])
            self.assertEqual(chunks[-1]['choices'][0]['finish_reason'], 'tool_calls')
            self.assertFalse(text_of(chunks))

    def test_choice(self):
        both = [WEATHER, CLOCK]
        self.assertEqual(self.calls(tool_choice='none'), [])
        self.assertEqual(self.calls(prompt='Hello'), [])
        self.assertEqual(self.calls(prompt='Hello', tool_choice='required')[0][0], 'get_weather')
        self.assertEqual([name for name, _ in self.calls(tools=both)], ['get_weather'])
        self.assertEqual([name for name, _ in self.calls(prompt='What time is it?', tools=both)], ['what_time'])
        named = {'type': 'function', 'function': {'name': 'what_time'}}
        (name, arguments), = self.calls(prompt='3 digits in UTC', tools=both, tool_choice=named)
        self.assertEqual((name, arguments), ('what_time', {'zone': 'UTC', 'digits': 3}))
        self.assertEqual([name for name, _ in self.calls(prompt='The time and the weather?', tools=both)],
                         ['get_weather', 'what_time'])
        for prompt in ('The time and the weather?', 'Weather in Busan and Seoul?'):
            self.assertEqual(len(self.calls(prompt=prompt, tools=both, parallel_tool_calls=False)), 1)
        self.assertEqual(self.calls(prompt='부산 날씨 알려 줘'), [('get_weather', {'city': '부산'})])

    def test_arguments(self):
        for prompt in ('Now', 'Make it 99 digits', 'UTC'):
            (_, arguments), = self.calls(prompt=prompt, tools=[CLOCK], tool_choice='required')
            jsonschema.validate(arguments, CLOCK['function']['parameters'])
        self.assertEqual(self.calls(tools=[{'type': 'function', 'function': {'name': 'plain'}}]), [('plain', {})])

    def test_result(self):
        for style, path in PATHS:
            messages = self.body()['messages']
            call = self.ask(style, path)[1]['choices'][0]['message']['tool_calls'][0]
            messages += [{'role': 'assistant', 'content': None, 'tool_calls': [call]},
                         {'role': 'tool', 'tool_call_id': call['id'], 'content': '{"rain": "heavy"}'}]
            choice = self.ask(style, path, messages=messages)[1]['choices'][0]
            self.assertEqual(choice['finish_reason'], 'stop')
            self.assertIn('heavy', choice['message']['content'])
            self.assertIn('`get_weather`', choice['message']['content'])

    def test_order_of_messages(self):
        call = {'id': 'a', 'type': 'function', 'function': {'name': 'get_weather', 'arguments': '{}'}}
        user, result = self.body()['messages'][0], {'role': 'tool', 'tool_call_id': 'a', 'content': 'x'}
        called = {'role': 'assistant', 'content': None, 'tool_calls': [call]}
        must_follow = "messages with role 'tool' must be a response to a preceeding message"
        for messages, param, text in (
                ([user, result], 'messages.[1].role', must_follow),
                ([user, called, {**result, 'tool_call_id': 'b'}], 'messages.[2].role', must_follow),
                ([user, called, result, result], 'messages.[3].role', must_follow),
                ([user, called, result, user, result], 'messages.[4].role', must_follow),
                ([user, called, user], 'messages.[2].role', 'did not have response messages: a'),
                ([user, called], 'messages.[2].role', 'did not have response messages: a'),
                ([user, called, {'role': 'tool', 'content': 'x'}], 'messages[2].tool_call_id', 'Missing'),
                ([user, {**called, 'tool_calls': [{'id': 'a'}]}], 'messages[1].tool_calls[].function.name', 'Missing')):
            status, reply = self.ask(messages=messages)
            self.assertEqual((status, reply['error']['param']), (400, param), messages)
            self.assertIn(text, reply['error']['message'])
        self.assertEqual(self.ask(messages=[user, called, result, user])[0], 200)

    def test_refused(self):
        def function(**members):
            return {'tools': [{'type': 'function', 'function': {'name': 'f', **members}}]}
        loose = {'type': 'object', 'properties': {'a': {'type': 'string'}}}
        for parameters, param, code in (
                ({'tools': []}, 'tools', 'empty_array'),
                ({'tools': {}}, 'tools', 'invalid_type'),
                ({'tools': [WEATHER] * 129}, 'tools', 'array_above_max_length'),
                ({'tools': [{'type': 'plugin'}]}, 'tools[0].type', 'invalid_value'),
                ({'tools': [WEATHER, {'type': 'function'}]}, 'tools[1].function', 'missing_required_parameter'),
                (function(name='no good'), 'tools[0].function.name', 'invalid_value'),
                (function(name='f' * 65), 'tools[0].function.name', 'string_above_max_length'),
                (function(parameters=[]), 'tools[0].function.parameters', 'invalid_type'),
                (function(parameters=loose, strict=True), 'tools[0].function.parameters', 'invalid_function_parameters'),
                ({'tool_choice': 'always'}, 'tool_choice', 'invalid_value'),
                ({'tool_choice': {'type': 'function', 'function': {'name': 'x'}}}, 'tool_choice', None),
                ({'tools': None, 'tool_choice': 'auto'}, 'tool_choice', None),
                ({'functions': [{'name': 'f'}]}, 'functions', 'unsupported_parameter')):
            status, reply = self.ask(**parameters)
            self.assertEqual((status, reply['error']['param'], reply['error']['code']), (400, param, code), parameters)
        for style, path in PATHS:
            status, reply = self.ask(style, path, model='deepseek-r1')
            self.assertEqual((status, reply['code'], reply['detail']['loc']),
                             (422, 'parameter_not_supported', ['body', 'tools']))

    def test_filter(self):
        status, reply = self.ask(prompt='Weather, filter-reply-hate-high')
        choice = reply['choices'][0]
        self.assertEqual((status, choice['finish_reason'], choice['message']['content']), (200, 'content_filter', ''))
        self.assertFalse(choice['message'].get('tool_calls'))


if __name__ == '__main__':
    main()
