#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chats with llama.cpp's server, an OpenAI-compatible program that nobody here wrote.

Usage: test-llama.py FOLDER, where Debian's llama.cpp-tools is unpacked with everything it needs.
"""

import secrets
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import tiny_gguf
from driver import Missing, Program, artefacts, end, run, screenshot, wait

PROMPT = 'Tell me about ingots.'
AGAIN = '한국어로 다시.'
system = Path(sys.argv[1])
folder = tempfile.TemporaryDirectory()
model = Path(folder.name, 'tiny.gguf')
program = Program()
key = secrets.token_hex(24)
servers = []


class Server:
    """A llama-server on a free port of this machine."""

    def __init__(self, *arguments):
        libraries = next(system.glob('usr/lib/*/libllama.so.0')).parent
        loader = next(libraries.glob('ld-linux*.so*'))
        # The slowest one, which runs on every processor.
        backend = next(path for pattern in ('libggml-cpu-x64.so', 'libggml-cpu-armv8.0*.so')
                       for path in libraries.glob(f'ggml/backends*/{pattern}'))
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            self.port = taken.getsockname()[1]
        with (artefacts() / 'llama-server.log').open('ab') as log:
            self.process = subprocess.Popen(
                [loader, '--library-path', f'{libraries}:{libraries}/llama', system / 'usr/bin/llama-server',
                 '--model', model, '--alias', 'tiny-random', '--host', '127.0.0.1', '--port', str(self.port),
                 '--threads', '1', '--ctx-size', '8192', '--offline', '--no-webui', *arguments],
                env={'GGML_BACKEND_PATH': str(backend), 'PATH': '/usr/bin:/bin'}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        servers.append(self)
        self.address = f'http://127.0.0.1:{self.port}/v1'
        wait('llama-server', self._is_ready)

    def _is_ready(self):
        if self.process.poll() is not None:
            raise Missing(f'llama-server ended: see {artefacts()}/llama-server.log')
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/health', timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


def chat(prompt):
    """Sends, sees the reply grow, stops it, and finds what came kept."""
    program.say(prompt)
    lengths = set()

    def grows():
        lengths.add(len(program.reply_to(prompt)))
        return len(lengths - {0}) >= 2
    wait('a growing reply', grows)
    program.press('button', 'Stop')
    program.find('button', 'Send')
    program.gone('button', 'Stop')
    text = program.reply_to(prompt)
    assert len(text) >= max(lengths), (len(text), lengths)
    assert any(word in text for word in tiny_gguf.WORDS), text
    return text


def without_key():
    """A server without a key streams and is stopped"""
    tiny_gguf.write(model)
    server = Server()
    program.start()
    program.add_resource(server.address, 'tiny-random')
    chat(PROMPT)
    screenshot('llama', program.size())


def second_turn():
    """The next message goes to the same server with what came before"""
    chat(AGAIN)
    assert program.conversation().count(PROMPT) == 1


def whole():
    """A reply that is not stopped ends by itself, with its length for the reason"""
    program.press('button', 'Regenerate')
    program.find('button', 'Stop')
    text = program.wait_for_reply(AGAIN)
    assert len(text) > 1000, len(text)


def with_key():
    """A server with a key refuses another one, and answers to its own"""
    keyfile = Path(folder.name, 'key')
    keyfile.write_text(key + '\n', encoding='utf-8')
    server = Server('--api-key-file', str(keyfile))
    program.new_chat()
    program.add_resource(server.address, 'tiny-random', 'another-key')
    program.say(PROMPT)
    program.find('label', 'The key was refused')
    program.add_resource(server.address, 'tiny-random', key)
    program.press('button', 'Try Again')
    wait('the reply', lambda: program.reply_to(PROMPT))
    program.press('button', 'Stop')
    program.find('button', 'Send')
    chat(AGAIN)
    assert program.stop() == 0


try:
    run([without_key, second_turn, whole, with_key])
finally:
    for one in servers:
        end(one.process)
    folder.cleanup()
