# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft's library for the inference style, azure-ai-inference, unmodified."""

import asyncio
import json
import tempfile

import jsonschema
import pictures
import requests
from azure.ai.inference import ChatCompletionsClient, EmbeddingsClient, ImageEmbeddingsClient
from azure.ai.inference import aio
from azure.ai.inference import models as m
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.transport import RequestsTransport
from sandbox import main
from sdk import SdkCase

QUESTION = [m.SystemMessage(content='Be kind.'), m.UserMessage(content='Is it raining in Busan?')]
WEATHER = m.ChatCompletionsToolDefinition(function=m.FunctionDefinition(
    name='get_weather', description='Current weather of a city',
    parameters={'type': 'object', 'properties': {'city': {'type': 'string'}}, 'required': ['city']}))
SCHEMA = {'type': 'object', 'properties': {'city': {'type': 'string'}, 'rain': {'type': 'boolean'}},
          'required': ['city', 'rain'], 'additionalProperties': False}
NEW = '2025-05-15-preview'


class AzureLibrary(SdkCase):
    def look(self, response, *_, **__):
        self.see(response.url, response.status_code, response.headers['content-type'], response.content)

    def client(self, kind=ChatCompletionsClient, key=None, **options):
        session = requests.Session()
        session.hooks['response'].append(self.look)
        self.addCleanup(session.close)
        transport = RequestsTransport(session=session, session_owner=False, connection_verify=self.ca_file)
        return kind(endpoint=self.origin + '/models', credential=AzureKeyCredential(key or self.sandbox.key),
                    transport=transport, retry_total=0, **options)

    def test_chat(self):
        for version in ('2024-05-01-preview', NEW):
            client = self.client(api_version=version)
            for model in ('mistral-large', 'deepseek-v3-0324', 'deepseek-r1', 'gpt-4o', 'gpt-5-mini'):
                reply = client.complete(messages=QUESTION, model=model)
                self.assertEqual(reply.choices[0].finish_reason, m.CompletionsFinishReason.STOPPED)
                message = reply.choices[0].message
                self.assertIn('simulated', message.content)
                thinks = model == 'deepseek-r1'
                self.assertEqual(message.content.startswith('<think>'), thinks and version != NEW)
                self.assertEqual(bool(message.get('reasoning_content')), thinks and version == NEW)
                self.assertEqual(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens)

    def test_stream(self):
        for version in ('2024-05-01-preview', NEW):
            stream = self.client(api_version=version).complete(messages=QUESTION, model='deepseek-r1', stream=True)
            updates = list(stream)
            self.assertIn('simulated', ''.join(update.choices[0].delta.content or '' for update in updates))
            self.assertEqual(updates[-1].choices[0].finish_reason, 'stop')
            self.assertGreater(updates[-1].usage.completion_tokens, 0)

    def test_sampling(self):
        client = self.client(model='gpt-4o', temperature=0.5, top_p=0.9, seed=4)
        texts = {client.complete(messages=QUESTION, max_tokens=9, stop=['\n\n\n']).choices[0].message.content
                 for _ in range(2)}
        self.assertEqual(len(texts), 1)
        reply = client.complete(messages=QUESTION, model_extras={'n': 2})
        self.assertEqual(len(reply.choices), 2)

    def test_tools(self):
        client = self.client(model='mistral-large', tools=[WEATHER])
        first = client.complete(messages=QUESTION).choices[0]
        self.assertEqual(first.finish_reason, m.CompletionsFinishReason.TOOL_CALLS)
        call = first.message.tool_calls[0]
        self.assertEqual(json.loads(call.function.arguments), {'city': 'Busan'})
        messages = [*QUESTION, m.AssistantMessage(tool_calls=first.message.tool_calls),
                    m.ToolMessage(content='It pours.', tool_call_id=call.id)]
        self.assertIn('It pours', client.complete(messages=messages).choices[0].message.content)
        named = m.ChatCompletionsNamedToolChoice(function=m.ChatCompletionsNamedToolChoiceFunction(name='get_weather'))
        self.assertTrue(client.complete(messages=messages, tool_choice=named).choices[0].message.tool_calls)

    def test_tools_in_a_stream(self):
        name = arguments = ''
        for update in self.client(model='gpt-4o').complete(messages=QUESTION, tools=[WEATHER], stream=True):
            for call in update.choices[0].delta.tool_calls or []:
                name += call.function.name or ''
                arguments += call.function.arguments or ''
        self.assertEqual((name, json.loads(arguments)), ('get_weather', {'city': 'Busan'}))
        self.assertEqual(update.choices[0].finish_reason, 'tool_calls')

    def test_structured_output(self):
        client = self.client(model='gpt-4o')
        form = m.JsonSchemaFormat(name='report', schema=SCHEMA, description='Short report', strict=True)
        jsonschema.validate(json.loads(client.complete(messages=QUESTION, response_format=form).choices[0].message.content),
                            SCHEMA)
        wanted = [m.UserMessage(content='As JSON, please')]
        found = client.complete(messages=wanted, response_format='json_object').choices[0].message.content
        self.assertIsInstance(json.loads(found), dict)

    def test_pictures(self):
        with tempfile.NamedTemporaryFile(suffix='.png') as file:
            file.write(pictures.png(64, 48, pictures.sky))
            file.flush()
            image = m.ImageUrl.load(image_file=file.name, image_format='png', detail=m.ImageDetailLevel.HIGH)
            entry = m.ImageEmbeddingInput.load(image_file=file.name, image_format='png', text='A hill')
        content = [m.TextContentItem(text='A short word'), m.ImageContentItem(image_url=image)]
        reply = self.client().complete(model='gpt-4o', messages=[m.UserMessage(content=content)])
        self.assertIn('PNG, 64 × 48', reply.choices[0].message.content)
        client = self.client(ImageEmbeddingsClient, model='embed-v-4-0')
        reply = client.embed(input=[entry], input_type=m.EmbeddingInputType.DOCUMENT, dimensions=256)
        self.assertEqual((len(reply.data), len(reply.data[0].embedding)), (1, 256))

    def test_embeddings(self):
        client = self.client(EmbeddingsClient, model='embed-v-4-0')
        reply = client.embed(input=['One', 'Two'], input_type='query', dimensions=512)
        self.assertEqual([(entry.index, len(entry.embedding)) for entry in reply.data], [(0, 512), (1, 512)])
        packed = client.embed(input=['One'], encoding_format=m.EmbeddingEncodingFormat.BASE64)
        self.assertIsInstance(packed.data[0].embedding, str)
        with self.assertRaises(HttpResponseError) as caught:
            client.embed(input=['One'], dimensions=5)
        self.assertEqual(caught.exception.status_code, 422)

    def test_errors(self):
        client = self.client()
        blocked = [m.UserMessage(content='filter-prompt-hate-high')]
        for kind, status, code, parameters in (
                (ResourceNotFoundError, 404, 'unknown_model', {'model': 'none'}),
                (HttpResponseError, 400, 'no_model_name', {}),
                (HttpResponseError, 400, 'content_filter', {'model': 'gpt-4o', 'messages': blocked}),
                (HttpResponseError, 400, 'unsupported_parameter', {'model': 'gpt-5-mini', 'max_tokens': 5}),
                (HttpResponseError, 422, 'Invalid input', {'model': 'mistral-large', 'model_extras': {'top_k': 1}}),
                (HttpResponseError, 429, '429', {'model': 'fault-retry-days'})):
            with self.assertRaises(kind) as caught:
                client.complete(**{'messages': QUESTION, **parameters})
            self.assertEqual((caught.exception.status_code, caught.exception.error.code), (status, code))

    def test_wrong_key(self):
        with self.assertRaises(ClientAuthenticationError) as caught:
            self.client(key='wrong').complete(messages=QUESTION, model='gpt-4o')
        self.assertEqual(caught.exception.status_code, 401)

    def test_info(self):
        """The service has it for few deployments, and not in the version that the library asks for."""
        with self.assertRaises(ResourceNotFoundError):
            self.client().get_model_info()
        info = self.client(api_version=NEW).get_model_info(params={'model': 'mistral-large'})
        self.assertEqual((info.model_name, info.model_provider_name), ('Mistral-Large-2411', 'Mistral AI'))

    def test_asynchronous(self):
        async def ask():
            async with aio.ChatCompletionsClient(endpoint=self.origin + '/models', connection_verify=self.ca_file,
                                                 credential=AzureKeyCredential(self.sandbox.key)) as client:
                stream = await client.complete(messages=QUESTION, model='gpt-4o', stream=True)
                return [update async for update in stream]

        updates = asyncio.run(ask())
        self.assertEqual(updates[-1].choices[0].finish_reason, 'stop')
        self.seen += len(updates)


if __name__ == '__main__':
    main()
