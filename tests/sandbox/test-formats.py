# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers in JSON that keep to what was asked for, and schemas that no model can promise to keep to."""

import json

import jsonschema
from sandbox import SandboxCase, events, main, text_of
from specification import validate

PATHS = (('inference', '/models/chat/completions?api-version=2024-05-01-preview'),
         ('deployment', '/openai/deployments/{}/chat/completions?api-version=2024-10-21'),
         ('v1', '/openai/v1/chat/completions'))


def closed(**properties):
    return {'type': 'object', 'properties': properties, 'required': list(properties), 'additionalProperties': False}


TEXT, WHOLE = {'type': 'string'}, {'type': 'integer'}
REPORT = closed(city=TEXT, rain={'type': 'boolean'}, degrees={'type': 'number'}, wind={'enum': ['calm', 'storm']})
STRICT = [
    REPORT,
    closed(steps={'type': 'array', 'items': closed(text=TEXT, number=WHOLE)}, maybe={'type': ['string', 'null']}),
    closed(shape={'anyOf': [closed(kind={'const': 'circle'}, radius=WHOLE), closed(kind={'const': 'square'}, side=WHOLE)]}),
    {**closed(root={'$ref': '#/$defs/node'}),
     '$defs': {'node': closed(name=TEXT, next={'anyOf': [{'$ref': '#/$defs/node'}, {'type': 'null'}]},
                              children={'type': 'array', 'items': {'$ref': '#/$defs/node'}})}},
    closed(self={'anyOf': [{'$ref': '#'}, {'type': 'null'}]}),
    closed(),
]
LOOSE = [
    {'type': 'object', 'properties': {'a': {'type': 'string', 'minLength': 30, 'maxLength': 31}}, 'required': ['a', 'b']},
    {'type': 'object', 'properties': {'n': {'type': 'integer', 'minimum': 7, 'exclusiveMaximum': 9},
                                      'm': {'type': 'number', 'multipleOf': 0.25, 'exclusiveMinimum': 3, 'maximum': 4}}},
    {'type': 'array', 'items': {'type': 'integer', 'maximum': -5}, 'minItems': 3, 'maxItems': 4},
    {'allOf': [{'type': 'object', 'properties': {'a': WHOLE}, 'required': ['a']},
               {'properties': {'b': TEXT}, 'required': ['b']}]},
    {'allOf': [{'type': 'object', 'properties': {'a': {'maximum': 3}}}, {'properties': {'a': {'type': 'integer'}}}]},
    {'type': 'array', 'prefixItems': [TEXT, WHOLE], 'minItems': 2, 'items': False},
    {'oneOf': [{'type': 'null'}, {'type': 'object', 'properties': {'day': {'type': 'string', 'format': 'date'}}}]},
    {'enum': [1, 'two', None]}, {'type': 'string', 'maxLength': 0}, {},
]


class Formats(SandboxCase):
    def post(self, schema, prompt='Tell me about Busan, 12 degrees, in JSON', path=PATHS[2][1], model='gpt-4o',
             strict=True, **parameters):
        described = {'name': 'report', 'schema': schema, 'strict': strict}
        body = {'model': model, 'messages': [{'role': 'user', 'content': prompt}],
                'response_format': {'type': 'json_schema', 'json_schema': described}, **parameters}
        return self.sandbox.ask('POST', path.format(model), body)

    def answer(self, *arguments, **parameters):
        status, _, reply = self.post(*arguments, **parameters)
        self.assertEqual(status, 200, reply)
        self.assertEqual(reply['choices'][0]['finish_reason'], 'stop')
        return json.loads(reply['choices'][0]['message']['content'])

    def test_strict(self):
        for _, path in PATHS:
            for model in ('gpt-4o', 'mistral-large', 'gpt-5-mini'):
                for schema in STRICT:
                    jsonschema.validate(self.answer(schema, path=path, model=model), schema)

    def test_it_is_about_the_prompt(self):
        found = self.answer(REPORT, prompt='A storm over "Seoul", 12 degrees')
        self.assertEqual((found['city'], found['degrees'], found['wind']), ('Seoul', 12, 'storm'))
        names = closed(cities={'type': 'array', 'items': TEXT})
        self.assertEqual(self.answer(names, prompt='List Busan, Seoul and New York')['cities'], ['Busan', 'Seoul', 'New York'])

    def test_not_strict(self):
        for schema in LOOSE:
            for prompt in ('Any', 'Busan 8', '99 "A name that is longer than anything that could be asked for here"'):
                jsonschema.validate(self.answer(schema, prompt=prompt, strict=False), schema)

    def test_stream(self):
        for style, path in PATHS:
            body = {'model': 'gpt-4o', 'stream': True, 'messages': [{'role': 'user', 'content': 'Busan'}],
                    'response_format': {'type': 'json_schema', 'json_schema': {'name': 'r', 'strict': True, 'schema': REPORT}}}
            # The description of the dated style demands a "type" within json_schema, which nobody sends.
            if style != 'deployment':
                self.assertEqual(validate(style, 'chat', 'request', body), [])
            connection, response = self.sandbox.begin('POST', path.format('gpt-4o'), body)
            jsonschema.validate(json.loads(text_of(events(response))), REPORT)
            connection.close()

    def test_object(self):
        def ask(prompt, path=PATHS[2][1]):
            return self.sandbox.ask('POST', path.format('gpt-4o'), {
                'model': 'gpt-4o', 'messages': [{'role': 'user', 'content': prompt}], 'response_format': {'type': 'json_object'}})
        for style, path in PATHS:
            self.assertTrue(json.loads(ask('As JSON, "please"', path)[2]['choices'][0]['message']['content'])['simulated'])
            status, _, reply = ask('As a poem', path)
            self.assertEqual((status, reply['error']['param']), (400, 'messages'))
            self.assertIn("must contain the word 'json'", reply['error']['message'])
            self.assertEqual(validate(style, 'chat', 'error', reply), [])

    def test_limit(self):
        choice = self.post(REPORT, max_tokens=4)[2]['choices'][0]
        self.assertEqual(choice['finish_reason'], 'length')
        with self.assertRaises(ValueError):
            json.loads(choice['message']['content'])

    def test_schemas_that_are_refused(self):
        start = "Invalid schema for response_format 'report': "
        for schema, message in (
                ({**REPORT, 'additionalProperties': True},
                 "In context=(), 'additionalProperties' is required to be supplied and to be false."),
                ({'type': 'object', 'properties': {}}, "In context=(), 'additionalProperties' is required to be"),
                ({**REPORT, 'required': ['city']}, "every key in properties. Missing 'rain'."),
                ({**closed(), 'required': ['x']}, "Extra required key 'x' supplied."),
                (closed(a={'type': 'string', 'minLength': 2}), "In context=('properties', 'a'), 'minLength' is not permitted."),
                (closed(a={'type': 'array', 'items': {'type': 'number', 'minimum': 0}}),
                 "In context=('properties', 'a', 'items'), 'minimum' is not permitted."),
                (closed(a={'anyOf': [TEXT, {'allOf': [TEXT]}]}),
                 "In context=('properties', 'a', 'anyOf', '1'), 'allOf' is not permitted."),
                (closed(a={}), "In context=('properties', 'a'), schema must have a 'type' key."),
                (closed(a={'type': 'array'}), "In context=('properties', 'a'), array schema missing items."),
                ({**closed(), '$defs': {'d': {'type': 'object'}}}, "In context=('$defs', 'd'), 'additionalProperties'"),
                (TEXT, "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"string\"'."),
                ({'anyOf': [REPORT]}, "got 'type: \"None\"'.")):
            status, _, reply = self.post(schema)
            self.assertEqual((status, reply['error']['param']), (400, 'response_format'), schema)
            self.assertEqual(reply['error']['message'][:len(start)], start)
            self.assertIn(message, reply['error']['message'])

    def test_other_refusals(self):
        def ask(value, path=PATHS[2][1], model='gpt-4o'):
            return self.sandbox.ask('POST', path, {'model': model, 'response_format': value,
                                                   'messages': [{'role': 'user', 'content': 'json'}]})
        for value, param in (({'type': 'xml'}, 'response_format.type'), ({}, 'response_format.type'), ('json', 'response_format'),
                             ({'type': 'json_schema'}, 'response_format.json_schema'),
                             ({'type': 'json_schema', 'json_schema': {}}, 'response_format.json_schema.name'),
                             ({'type': 'json_schema', 'json_schema': {'name': 'a b'}}, 'response_format.json_schema.name')):
            status, _, reply = ask(value)
            self.assertEqual((status, reply['error']['param']), (400, param))
        old = '/openai/deployments/gpt-4o/chat/completions?api-version=2024-06-01'
        status, _, reply = ask({'type': 'json_schema', 'json_schema': {'name': 'x'}}, old)
        self.assertEqual((status, reply['error']['code']), (400, 'BadRequest'))
        self.assertIn('2024-08-01-preview and later', reply['error']['message'])
        status, _, reply = ask({'type': 'json_object'}, model='deepseek-r1')
        self.assertEqual((status, reply['detail'], reply['message']),
                         (422, {'loc': ['body', 'response_format'], 'input': {'type': 'json_object'}},
                          'One of the parameters contain invalid values.'))

    def test_schemas_without_an_end(self):
        wide = closed(**{f'm{i}': {'$ref': '#'} for i in range(40)})
        deep = TEXT
        for _ in range(300):
            deep = {'type': 'array', 'items': deep, 'minItems': 1}
        knot = {'properties': {'p': {'properties': {'q': {}}}}, 'allOf': [{'$ref': '#/properties/p'}, {'$ref': '#'}]}
        for schema in ({'$ref': '#'}, wide, knot, {'allOf': [{'$ref': '#'}, {'$ref': '#'}]}, deep,
                       {'type': 'array', 'minItems': 10 ** 9, 'items': TEXT}, {'type': 'string', 'minLength': 10 ** 12},
                       {'type': 'integer', 'minimum': 1e300}, {'type': 'number', 'multipleOf': 1e-300}):
            status = self.post(schema, strict=False)[0]
            self.assertEqual(status, 200, str(schema)[:80])
        self.assertEqual(self.post(closed(x=deep))[0], 400)


if __name__ == '__main__':
    main()
