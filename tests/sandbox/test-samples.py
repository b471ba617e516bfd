# SPDX-License-Identifier: GPL-3.0-or-later
"""The three programs that Microsoft's page on the endpoints shows, call for call: with a key and the inference
style, with a key and the deployment style, without a key. They are run as programs, as their readers run them;
only the resource's address is put in. What they trust and who they are comes from the environment."""

import json
import os
import subprocess
import sys

from sandbox import SandboxCase, main

RESOURCE = 'https://<resource>.services.ai.azure.com'
ASK = '''
from azure.ai.inference.models import SystemMessage, UserMessage

answer = client.complete(
    messages=[
        SystemMessage(content="You help."),
        UserMessage(content="Say in a short sentence what a prime number is"),
    ],
    model="mistral-large"
)

print(answer.choices[0].message.content)
'''
WITH_KEY = '''
import os
from azure.ai.inference import ChatCompletionsClient
from azure.core.credentials import AzureKeyCredential

client = ChatCompletionsClient(
    endpoint="https://<resource>.services.ai.azure.com/models",
    credential=AzureKeyCredential(os.environ["AZURE_INFERENCE_CREDENTIAL"]),
)
'''
OF_OPENAI = '''
import os
from openai import AzureOpenAI

client = AzureOpenAI(
    azure_endpoint="https://<resource>.services.ai.azure.com",
    api_key=os.getenv("AZURE_INFERENCE_CREDENTIAL"),
    api_version="2024-10-21",
)
answer = client.chat.completions.create(
    model="deepseek-v3-0324",
    messages=[
        {"role": "system", "content": "You help."},
        {"role": "user", "content": "Say in a short sentence what a prime number is"},
    ]
)

print(answer.model_dump_json(indent=2))
'''
WITHOUT_KEY = '''
import os
from azure.ai.inference import ChatCompletionsClient
from azure.identity import DefaultAzureCredential

client = ChatCompletionsClient(
    endpoint="https://<resource>.services.ai.azure.com/models",
    credential=DefaultAzureCredential(),
    credential_scopes=["https://cognitiveservices.azure.com/.default"],
)
'''


class Samples(SandboxCase):
    OPTIONS = ('--tls', '--rate=100000')

    def run_program(self, text, **variables):
        ready = self.sandbox.ready
        trust = {'SSL_CERT_FILE': ready['ca_file'], 'REQUESTS_CA_BUNDLE': ready['ca_file']}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(('AZURE_', 'IDENTITY_', 'MSI_'))}
        program = subprocess.run([sys.executable, '-c', text.replace(RESOURCE, ready['origin'])], check=False, text=True,
                                 env={**clean, **trust, **variables}, capture_output=True)
        self.assertEqual(program.returncode, 0, program.stderr)
        return program.stdout

    def test_with_a_key(self):
        found = self.run_program(WITH_KEY + ASK, AZURE_INFERENCE_CREDENTIAL=self.sandbox.key)
        self.assertIn('`mistral-large`', found)

    def test_of_openai(self):
        found = json.loads(self.run_program(OF_OPENAI, AZURE_INFERENCE_CREDENTIAL=self.sandbox.key))
        self.assertEqual((found['object'], found['model']), ('chat.completion', 'deepseek-v3-0324'))
        self.assertIn('`deepseek-v3-0324`', found['choices'][0]['message']['content'])

    def test_without_a_key(self):
        ready = self.sandbox.ready
        found = self.run_program(WITHOUT_KEY + ASK, IDENTITY_ENDPOINT=ready['identity_endpoint'],
                                 IDENTITY_HEADER=ready['identity_header'])
        self.assertIn('`mistral-large`', found)
        self.assertTrue(any(entry['path'].startswith('/msi/token') for entry in self.sandbox.log()))


if __name__ == '__main__':
    main()
