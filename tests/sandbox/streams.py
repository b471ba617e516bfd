# SPDX-License-Identifier: GPL-3.0-or-later
"""Many streams at once, for a test and a benchmark."""

import asyncio
import json
import time

TOKENS = 50


async def stream(sandbox, context=None):
    """One stream of TOKENS tokens over a connection of its own; whether it was whole."""
    host, _, port = sandbox.host.partition(':')
    reader, writer = await asyncio.open_connection(host, int(port), ssl=context)
    body = json.dumps({'model': 'mistral-large', 'stream': True, 'max_tokens': TOKENS,
                       'messages': [{'role': 'user', 'content': 'Tell me more'}]})
    writer.write(f'POST /openai/v1/chat/completions HTTP/1.1\r\nHost: {sandbox.host}\r\napi-key: {sandbox.key}\r\n'
                 f'Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}'
                 .encode())
    answer = await reader.read()
    writer.close()
    return answer.startswith(b'HTTP/1.1 200 ') and b'"finish_reason":"length"' in answer and b'data: [DONE]' in answer


async def _round(sandbox, count, context):
    return await asyncio.gather(*(stream(sandbox, context) for _ in range(count)))


def run_round(sandbox, count):
    """How long @count streams at once took, in seconds, and how many of them were whole."""
    began = time.monotonic()
    whole = asyncio.run(_round(sandbox, count, sandbox.context()))
    return time.monotonic() - began, sum(whole)


def memory_of(sandbox):
    """Its proportional set size, and the anonymous part of it, which does not depend on who else is there, in KiB, when
    it has answered enough to tidy up with nobody else there."""
    connection = sandbox.connect()
    for _ in range(150):
        connection.request('GET', '/openai/v1/models', headers={'api-key': sandbox.key})
        connection.getresponse().read()
    connection.close()
    with open(f'/proc/{sandbox.process.pid}/smaps_rollup', encoding='ascii') as rollup:
        sizes = {line.split()[0]: int(line.split()[1]) for line in rollup if line.startswith('Pss')}
    return sizes['Pss:'], sizes['Pss_Anon:']
