# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares requests and replies with the official descriptions of the service.

    problems = validate('v1', 'chat', 'request', body)

An empty list means that everything is as described. Where the service is known to differ from its own
description, EXCEPTIONS says so, each with its reason.
"""

import functools
import json
import re
from pathlib import Path

import jsonschema
from jsonschema.exceptions import best_match

FOLDER = Path(__file__).resolve().parents[1] / 'fixtures' / 'openapi'
INFERENCE_2024 = 'ai-model-inference-2024-05-01-preview.json'
INFERENCE_2025 = 'ai-model-inference-2025-05-15-preview.json'
DATED = 'azure-openai-inference-2024-10-21.json'
V1 = 'azure-openai-v1.json'
MANAGEMENT = 'arm-cognitiveservices-2025-09-01-extract.json'

INFERENCE_SCHEMAS = {
    ('chat', 'request'): 'ChatCompletionsOptions',
    ('chat', 'reply'): 'ChatCompletions',
    ('chat', 'chunk'): 'StreamingChatCompletionsUpdate',
    ('embeddings', 'request'): 'EmbeddingsOptions',
    ('embeddings', 'reply'): 'EmbeddingsResult',
    ('image-embeddings', 'request'): 'ImageEmbeddingsOptions',
    ('image-embeddings', 'reply'): 'EmbeddingsResult',
    ('info', 'reply'): 'ModelInfo',
    (None, 'error'): 'Azure.Core.Foundations.ErrorResponse',
}
EMBEDDINGS = '/paths/~1deployments~1{deployment-id}~1embeddings/post'
JSON_CONTENT = '/content/application~1json/schema'
DATED_SCHEMAS = {
    ('chat', 'request'): 'createChatCompletionRequest',
    ('chat', 'reply'): 'createChatCompletionResponse',
    ('chat', 'chunk'): 'createChatCompletionStreamResponse',
    ('embeddings', 'request'): EMBEDDINGS + '/requestBody' + JSON_CONTENT,
    ('embeddings', 'reply'): EMBEDDINGS + '/responses/200' + JSON_CONTENT,
    (None, 'error'): 'errorResponse',
}
V1_SCHEMAS = {
    ('chat', 'request'): 'AzureCreateChatCompletionRequest',
    ('chat', 'reply'): 'AzureCreateChatCompletionResponse',
    ('chat', 'chunk'): 'AzureCreateChatCompletionStreamResponse',
    ('embeddings', 'request'): 'AzureCreateEmbeddingRequest',
    ('embeddings', 'reply'): 'OpenAI.CreateEmbeddingResponse',
    ('models', 'reply'): 'OpenAI.ListModelsResponse',
    (None, 'error'): 'AzureErrorResponse',
}
MANAGEMENT_SCHEMAS = {
    ('accounts', 'reply'): 'AccountListResult',
    ('account', 'reply'): 'Account',
    ('keys', 'reply'): 'ApiKeys',
    ('deployments', 'reply'): 'DeploymentListResult',
    ('deployment', 'reply'): 'Deployment',
    ('deployment-skus', 'reply'): 'DeploymentSkuListResult',
    ('account-models', 'reply'): 'AccountModelListResult',
    ('models', 'reply'): 'ModelListResult',
    ('usages', 'reply'): 'UsageListResult',
    (None, 'error'): 'ErrorResponse',
}
STYLES = {'inference': INFERENCE_SCHEMAS, 'deployment': DATED_SCHEMAS, 'v1': V1_SCHEMAS,
          'management': MANAGEMENT_SCHEMAS}

# Styles, direction, a pattern for "path: what jsonschema says", and why the service is right and its
# description wrong. Nothing else is forgiven.
EXCEPTIONS = [
    ('inference', 'chunk', r"^\$\.object: 'chat\.completion\.chunk' is not one of \['chat\.completion'\]",
     'the description declares chat.completion; documentation and service have chat.completion.chunk'),
    ('inference', 'error', r"^\$\.error\.details: '.*' is not of type 'array'",
     'details is declared as an array; the gateway sends a string'),
    ('inference deployment v1', 'error', r"^\$: 'error' is a required property",
     'some answers of the gateway and of the models behind it have no wrapper (422, extra parameters)'),
    ('inference', 'error', r"^\$\.error\.code: None is not of type 'string'",
     'a refused value of a parameter has no code'),
    ('inference deployment v1', 'error', r"^\$\.error\.(code|param|type): None is not of type 'string'",
     'the filter sends "type": null, and refused values have no code or param'),
    ('v1', 'error', r"^\$\.error\.type: (None|'.*') is not one of \['error'\]",
     'the description knows only the type error; models send invalid_request_error, the filter null'),
    ('inference deployment v1', 'chunk', r"^\$\.object: '' is not one of",
     'the chunks that only annotate have empty id, model and object, and created 0'),
    ('inference', 'chunk', r'^\$\.choices: \[\] (is too short|should be non-empty)',
     'the first chunk of some deployments has no choices, only annotations of the prompt'),
    ('inference', 'chunk', r"^\$\.usage: None is not of type 'object'",
     'annotations of the asynchronous filter have "usage": null'),
    ('inference deployment v1', 'chunk', r"^\$\.choices\[0\]: 'delta' is a required property",
     'annotations of the asynchronous filter come without a delta'),
    ('inference', 'reply', r"^\$\.choices\[\d+\]\.message\.tool_calls: None is not of type 'array'",
     'the service sends null where there are none'),
    ('inference deployment', 'reply', r"^\$\.data\[\d+\]\.embedding: '.*' is not of type 'array'",
     'with the encoding base64 a vector is a string'),
]

# Members of requests that a description lacks although the service takes them.
UNDECLARED = {
    'deployment': {
        'model': 'clients send it although the address names the deployment; it is ignored',
        'reasoning_effort': 'documented for reasoning models; in the descriptions of later versions',
        'verbosity': 'documented for the gpt-5 models',
    },
    'v1': {'verbosity': 'documented for the gpt-5 models'},
    'inference': {},
}


def definitions_of(document):
    return document.get('definitions') or document['components']['schemas']


def rename(reference):
    return '#/$defs/' + reference.rpartition('/')[2]


class Converter:
    """Makes JSON Schema of the dialects that the files are written in: null is a type, references have
    company, and a schema with a discriminator looks into its subtypes."""

    def __init__(self, document):
        self.schemas = definitions_of(document)
        self.bases = {name for name, schema in self.schemas.items() if 'discriminator' in schema}

    def subtypes(self, base):
        discriminator = self.schemas[base]['discriminator']
        mapping = discriminator.get('mapping', {}) if isinstance(discriminator, dict) else {}
        if mapping:
            return {value: reference.rpartition('/')[2] for value, reference in mapping.items()}
        return {schema.get('x-ms-discriminator-value'): name for name, schema in self.schemas.items()
                if any(part.get('$ref', '').endswith('/' + base) for part in schema.get('allOf', []))}

    def dispatch(self, base):
        """A base schema as it is seen from outside; subtypes refer to the plain one, so that it ends."""
        discriminator = self.schemas[base]['discriminator']
        member = discriminator['propertyName'] if isinstance(discriminator, dict) else discriminator
        branches = [{'if': {'properties': {member: {'const': value}}, 'required': [member]},
                     'then': {'$ref': rename(name)}} for value, name in self.subtypes(base).items()]
        return {'allOf': [{'$ref': f'#/$defs/{base}~1plain'}, *branches]}

    def convert(self, schema, inherits=False):
        if isinstance(schema, list):
            return [self.convert(element) for element in schema]
        if not isinstance(schema, dict):
            return schema
        if '$ref' in schema:
            name = schema['$ref'].rpartition('/')[2]
            plain = inherits and name in self.bases
            found = {'$ref': rename(name) + ('~1plain' if plain else '')}
        else:
            found = {key: [self.convert(part, True) for part in value] if key == 'allOf'
                     else {name: self.convert(part) for name, part in value.items()} if key == 'properties'
                     else value if key in ('enum', 'required', 'default', 'example') else self.convert(value)
                     for key, value in schema.items() if key not in ('discriminator', 'format')}
        if schema.get('nullable') is True or schema.get('x-nullable') is True:
            return {'anyOf': [{'type': 'null'}, found]}
        return found

    def all(self):
        found = {}
        for name, schema in self.schemas.items():
            found[name] = self.convert(schema)
            if name in self.bases:
                found[name + '/plain'], found[name] = found[name], self.dispatch(name)
        return found


@functools.cache
def document(file):
    return json.loads((FOLDER / file).read_text(encoding='utf-8'))


@functools.cache
def converted(file):
    return Converter(document(file)).all()


def declared_at(file, place):
    """The schema as the file has it, at a pointer or by its name."""
    if not place.startswith('/'):
        return definitions_of(document(file))[place]
    node = document(file)
    for step in place[1:].split('/'):
        node = node[step.replace('~1', '/')]
    return node


@functools.cache
def validator(file, place):
    schema = Converter(document(file)).convert(declared_at(file, place))
    return jsonschema.Draft202012Validator({**schema, '$defs': converted(file)})


def members_of(file, schema):
    """The names of all members that a schema declares, those it inherits included."""
    if '$ref' in schema:
        schema = definitions_of(document(file))[schema['$ref'].rpartition('/')[2]]
    names = set(schema.get('properties', {}))
    for key in ('allOf', 'oneOf', 'anyOf'):
        for part in schema.get(key, []):
            names |= members_of(file, part)
    return names


def surplus(style, file, place, body):
    """Top members of a request, and members of its messages, that nothing declares."""
    known = members_of(file, declared_at(file, place)) | set(UNDECLARED[style])
    for name in sorted(set(body) - known):
        yield f'$.{name}: not declared'
    schemas = definitions_of(document(file)).items()
    known = set().union(*(members_of(file, schema) for name, schema in schemas
                          if re.fullmatch(r'(OpenAI\.)?[cC]hat(Completion)?Request\w*Message', name)))
    for index, message in enumerate(body.get('messages', [])):
        for name in sorted(set(message) - known):
            yield f'$.messages[{index}].{name}: not declared'


def told(error):
    """One sentence about one error; of alternatives the one that fits best."""
    while error.context:
        error = best_match([error]) if best_match([error]) is not error else error.context[0]
    message = error.message
    if len(message) > 300:
        message = message[:140] + ' … ' + message[-140:]
    return f'{error.json_path}: {message}'


def is_expected(style, direction, problem):
    return any(style in styles.split() and direction == where and re.search(pattern, problem)
               for styles, where, pattern, _ in EXCEPTIONS)


def file_for(style, version):
    if style == 'inference':
        return INFERENCE_2025 if version and version >= '2025-05' else INFERENCE_2024
    return {'deployment': DATED, 'v1': V1, 'management': MANAGEMENT}[style]


def validate(style, operation, direction, value, version=None, extra_parameters=False):
    """What is wrong with a JSON value, as a list of sentences.

    style: inference, deployment, v1 or management; operation: chat, embeddings, image-embeddings, info,
    models or what MANAGEMENT_SCHEMAS has;
    direction: request, reply, chunk (of a stream) or error. version: the api-version of the inference
    style. extra_parameters: undeclared members are allowed, as with that header.
    """
    file = file_for(style, version)
    place = STYLES[style][(None if direction == 'error' else operation, direction)]
    problems = [told(error) for error in validator(file, place).iter_errors(value)]
    if direction == 'request' and not extra_parameters and isinstance(value, dict):
        problems += surplus(style, file, place, value)
    return [problem for problem in problems if not is_expected(style, direction, problem)]
