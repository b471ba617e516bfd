# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenAI's Python library, unmodified, in both of its shapes: OpenAI for the v1 style, AzureOpenAI for the
deployment style."""

import asyncio
import json
from typing import List, Literal, Optional

import httpx
import openai
import pictures
from openai import AsyncAzureOpenAI, AzureOpenAI, OpenAI
from pydantic import BaseModel
from sandbox import main
from sdk import SdkCase

QUESTION = [{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': 'Is it raining in Busan?'}]
WEATHER = {'type': 'function', 'function': {
    'name': 'get_weather', 'description': 'Current weather of a city', 'strict': True,
    'parameters': {'type': 'object', 'properties': {'city': {'type': 'string'}}, 'required': ['city'],
                   'additionalProperties': False}}}


class Place(BaseModel):
    name: str
    kind: Literal['city', 'river']
    people: Optional[int]


class Report(BaseModel):
    title: str
    places: List[Place]
    rain: bool


class OpenAILibrary(SdkCase):
    def look(self, response):
        response.read()
        self.see(response.request.url, response.status_code, response.headers['content-type'], response.content)

    def clients(self, key=None, retries=0):
        """One of each kind."""
        key = key or self.sandbox.key
        for kind in (OpenAI, AzureOpenAI):
            transport = httpx.Client(verify=self.sandbox.context(), event_hooks={'response': [self.look]})
            options = ({'base_url': self.origin + '/openai/v1'} if kind is OpenAI else
                       {'azure_endpoint': self.origin, 'api_version': '2024-10-21'})
            with kind(api_key=key, http_client=transport, max_retries=retries, **options) as client:
                yield client

    def test_chat(self):
        for client in self.clients():
            for model in ('mistral-large', 'deepseek-v3-0324', 'deepseek-r1', 'gpt-4o', 'gpt-5-mini'):
                reply = client.chat.completions.create(model=model, messages=QUESTION)
                self.assertEqual((reply.object, reply.choices[0].finish_reason), ('chat.completion', 'stop'))
                self.assertIn('simulated', reply.choices[0].message.content)
                self.assertEqual(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens)
                self.assertEqual(bool(getattr(reply.choices[0].message, 'reasoning_content', None)), model == 'deepseek-r1')

    def test_stream(self):
        for client in self.clients():
            stream = client.chat.completions.create(model='gpt-4o', messages=QUESTION, stream=True, max_tokens=20,
                                                    stream_options={'include_usage': True})
            chunks = list(stream)
            text = ''.join(chunk.choices[0].delta.content or '' for chunk in chunks if chunk.choices)
            self.assertTrue(text)
            self.assertEqual(chunks[-2].choices[0].finish_reason, 'length')
            self.assertEqual((chunks[-1].choices, chunks[-1].usage.completion_tokens), ([], 20))

    def test_stream_helper(self):
        for client in self.clients():
            with client.beta.chat.completions.stream(model='gpt-4o', logprobs=True, messages=[
                    {'role': 'user', 'content': 'A short one'}]) as stream:
                kinds = {event.type for event in stream}
                choice = stream.get_final_completion().choices[0]
            self.assertLessEqual({'chunk', 'content.delta', 'content.done', 'logprobs.content.done'}, kinds)
            self.assertEqual(''.join(token.token for token in choice.logprobs.content), choice.message.content)

    def test_tools_in_a_stream(self):
        for client in self.clients():
            name = arguments = ''
            for chunk in client.chat.completions.create(model='gpt-4o', messages=QUESTION, tools=[WEATHER], stream=True):
                for call in chunk.choices[0].delta.tool_calls or [] if chunk.choices else []:
                    name += call.function.name or ''
                    arguments += call.function.arguments
            self.assertEqual((name, json.loads(arguments)), ('get_weather', {'city': 'Busan'}))

    def test_sampling(self):
        for client in self.clients():
            reply = client.chat.completions.create(model='gpt-4o', messages=QUESTION, n=2, logprobs=True, top_logprobs=1,
                                                   seed=3, temperature=0.5, top_p=0.9, stop=['\n'], user='somebody')
            self.assertEqual(len(reply.choices), 2)
            for choice in reply.choices:
                self.assertEqual(''.join(token.token for token in choice.logprobs.content), choice.message.content)
                self.assertNotIn('\n', choice.message.content)

    def test_tools(self):
        for client in self.clients():
            first = client.chat.completions.create(model='gpt-4o', messages=QUESTION, tools=[WEATHER]).choices[0]
            self.assertEqual(first.finish_reason, 'tool_calls')
            call = first.message.tool_calls[0]
            self.assertEqual((call.function.name, json.loads(call.function.arguments)), ('get_weather', {'city': 'Busan'}))
            result = {'role': 'tool', 'tool_call_id': call.id, 'content': 'It pours.'}
            last = client.chat.completions.create(model='gpt-4o', tools=[WEATHER], messages=[*QUESTION, first.message, result])
            self.assertIn('It pours', last.choices[0].message.content)

    def test_structured_output(self):
        for client in self.clients():
            reply = client.beta.chat.completions.parse(model='gpt-4o', response_format=Report, messages=QUESTION)
            self.assertIsInstance(reply.choices[0].message.parsed, Report)
            self.assertIn('Busan', reply.choices[0].message.content)
            tool = openai.pydantic_function_tool(Place)
            reply = client.beta.chat.completions.parse(model='gpt-4o', tools=[tool], messages=QUESTION)
            self.assertIsInstance(reply.choices[0].message.tool_calls[0].function.parsed_arguments, Place)
            with self.assertRaises(openai.LengthFinishReasonError):
                client.beta.chat.completions.parse(model='gpt-4o', response_format=Report, messages=QUESTION, max_tokens=3)

    def test_pictures(self):
        url = pictures.url(pictures.png(64, 48, pictures.sky))
        content = [{'type': 'text', 'text': 'A short word'}, {'type': 'image_url', 'image_url': {'url': url}}]
        for client in self.clients():
            reply = client.chat.completions.create(model='gpt-4o', messages=[{'role': 'user', 'content': content}])
            self.assertIn('PNG, 64 × 48', reply.choices[0].message.content)

    def test_embeddings(self):
        """The library asks for base64 and unpacks it, unless it is told otherwise."""
        for client in self.clients():
            packed = client.embeddings.create(model='text-embedding-3-large', input=['One', 'Two'], dimensions=64)
            plain = client.embeddings.create(model='text-embedding-3-large', input=['One', 'Two'], dimensions=64,
                                             encoding_format='float')
            for one, other in zip(packed.data, plain.data, strict=True):
                self.assertEqual(len(one.embedding), 64)
                for a, b in zip(one.embedding, other.embedding, strict=True):
                    self.assertAlmostEqual(a, b, places=6)
            self.assertEqual(len(client.embeddings.create(model='text-embedding-3-small', input=[[1, 2], [3]]).data), 2)

    def test_errors(self):
        create = {'messages': QUESTION}
        for client in self.clients():
            chat = client.chat.completions.create
            for kind, code, call in (
                    (openai.NotFoundError, 'DeploymentNotFound', lambda: chat(model='none', **create)),
                    (openai.BadRequestError, 'unsupported_parameter', lambda: chat(model='gpt-5-mini', max_tokens=5, **create)),
                    (openai.BadRequestError, 'unsupported_value', lambda: chat(model='gpt-5-mini', temperature=0, **create)),
                    (openai.BadRequestError, 'OperationNotSupported', lambda: chat(model='embed-v-4-0', **create)),
                    (openai.UnprocessableEntityError, 'Invalid input',
                     lambda: chat(model='mistral-large', max_completion_tokens=5, **create)),
                    (openai.RateLimitError, '429', lambda: chat(model='fault-retry-days', **create)),
                    (openai.BadRequestError, 'content_filter', lambda: chat(model='gpt-4o', messages=[
                        {'role': 'user', 'content': 'filter-prompt-violence-high'}]))):
                with self.assertRaises(kind) as caught:
                    call()
                self.assertEqual(caught.exception.code, code)
                self.assertTrue(caught.exception.response.headers['apim-request-id'])
            self.assertTrue(caught.exception.body['innererror']['content_filter_result']['violence']['filtered'])

    def test_blocked_reply(self):
        message = [{'role': 'user', 'content': 'filter-reply-hate-high'}]
        for client in self.clients():
            reply = client.chat.completions.create(model='gpt-4o', messages=message)
            self.assertEqual(reply.choices[0].finish_reason, 'content_filter')
            *_, last = client.chat.completions.create(model='gpt-4o', messages=message, stream=True)
            self.assertEqual(last.choices[0].finish_reason, 'content_filter')

    def test_error_in_a_stream(self):
        for client in self.clients():
            with self.assertRaises(openai.APIError):
                list(client.chat.completions.create(model='fault-error-in-stream', messages=QUESTION, stream=True))

    def test_wrong_key(self):
        for client in self.clients(key='wrong'):
            with self.assertRaises(openai.AuthenticationError) as caught:
                client.chat.completions.create(model='gpt-4o', messages=QUESTION)
            self.assertEqual(caught.exception.code, '401')

    def test_models(self):
        for client in self.clients():
            models = {model.id: model for model in client.models.list()}
            self.assertTrue(models['gpt-4o-2024-11-20'].capabilities['chat_completion'])
            self.assertEqual(client.models.retrieve('gpt-4o-2024-11-20').id, 'gpt-4o-2024-11-20')
            with self.assertRaises(openai.NotFoundError):
                client.models.retrieve('gpt-4o')

    def test_models_are_not_deployments(self):
        for client in self.clients():
            for model in client.models.list():
                with self.assertRaises(openai.NotFoundError) as caught:
                    client.chat.completions.create(model=model.id, messages=QUESTION)
                self.assertEqual(caught.exception.code, 'DeploymentNotFound')

    def test_what_is_not_there(self):
        for client in self.clients():
            for call in (client.files.list, client.batches.list, client.beta.assistants.list, client.fine_tuning.jobs.list):
                with self.assertRaises(openai.NotFoundError):
                    call()
            with self.assertRaises(openai.BadRequestError) as caught:
                client.completions.create(model='gpt-4o', prompt='x')
            self.assertEqual(caught.exception.code, 'OperationNotSupported')
            if isinstance(client, AzureOpenAI):
                continue
            with self.assertRaisesRegex(openai.BadRequestError, 'Model not supported'):
                client.responses.create(model='gpt-4o', input='x')

    def test_asynchronous(self):
        async def look(response):
            await response.aread()
            self.see(response.request.url, response.status_code, response.headers['content-type'], response.content)

        async def ask():
            transport = httpx.AsyncClient(verify=self.sandbox.context(), event_hooks={'response': [look]})
            async with AsyncAzureOpenAI(azure_endpoint=self.origin, azure_deployment='gpt-4o', api_version='2024-10-21',
                                        api_key=self.sandbox.key, http_client=transport) as client:
                stream = await client.chat.completions.create(model='any', messages=QUESTION, stream=True)
                return [chunk async for chunk in stream]

        self.assertEqual(asyncio.run(ask())[-1].choices[0].finish_reason, 'stop')


if __name__ == '__main__':
    main()
