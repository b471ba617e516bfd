#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session with keys: afterwards they are in the keyring and nowhere else."""

import base64
import os
import subprocess
from pathlib import Path

from driver import Program, Sandbox, program_path, run, wait
from leaks import SESSION, SHORTEST, Leaks, data_folders, forms

PROMPT = 'A short answer, please.'
ready_lines = SESSION / 'ready-lines'
sandbox = Sandbox()
leaks = Leaks(typed_key=sandbox.key)
keys = leaks.secrets


def watched_sandbox():
    """A folder for the front of the PATH: the program's own sandbox runs as ever, and its first line is copied
    into a pipe, because there is no other way to learn a key that is in memory only."""
    os.mkfifo(ready_lines)
    folder = SESSION / 'bin'
    folder.mkdir()
    wrapper = folder / 'ingot-sandbox'
    wrapper.write_text('#!/bin/bash\n'
                       f'exec {program_path("INGOT_SANDBOX", "ingot-sandbox")} "$@" > >(tee {ready_lines})\n',
                       encoding='utf-8')
    wrapper.chmod(0o755)
    return folder


program = Program(G_MESSAGES_DEBUG='all', PATH=f'{watched_sandbox()}:{os.environ["PATH"]}')


def scan_finds():
    """The scan finds every form of a key, in files, names, arguments and environments"""
    planted = Path(os.environ['XDG_DATA_HOME']) / 'planted'
    for form, needle in forms(keys['typed_key']):
        planted.write_bytes(b'before ' + needle + b' after')
        assert any(form in problem for problem in leaks.in_files(*data_folders())), form
    planted.write_bytes(base64.b64encode(b'{"key": "' + keys['typed_key'].encode() + b'"}'))
    assert leaks.in_files(*data_folders())
    planted.unlink()
    planted = planted.with_name(keys['typed_key'])
    planted.touch()
    assert leaks.in_files(*data_folders())
    planted.unlink()
    for arguments, environment in ((['sleep', '60'], {'PLANTED': keys['typed_key']}),
                                   (['bash', '-c', 'read -r', keys['typed_key']], {})):
        with subprocess.Popen(arguments, env={**os.environ, **environment}, stdin=subprocess.PIPE) as process:
            wait('the process', leaks.in_processes)
            process.kill()
    assert not leaks.in_processes()


def typed_key():
    """A key that was typed into the dialog is used, from the keyring, also after a restart"""
    program.start()
    program.add_resource(f'{sandbox.origin}/openai/v1', sandbox.deployment, keys['typed_key'])
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert stored_keys() == [keys['typed_key']]
    assert not leaks.in_processes()
    assert program.stop() == 0
    program.start()
    program.press('button', 'Regenerate')
    wait('the reply', lambda: program.reply_to(PROMPT) and program.look('button', 'Stop') is None)


def pasted_key():
    """A key that is pasted with its address moves to where keys are hidden"""
    program.new_chat()
    program.choose('Main Menu', 'Return')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', f'curl {sandbox.origin}/openai/v1/chat/completions '
                 f'-H "api-key: {keys["typed_key"]}" -d \'{{"model": "gpt-4o"}}\'', dialog, kept=False)
    address = program.find('text', 'Address', dialog)
    wait('the key to be moved', lambda: keys['typed_key'] not in program.read(address))
    program.press('button', 'Cancel', dialog)
    program.gone('dialog', 'Add Resource')


def sandbox_key():
    """The sandbox's own key is in memory only"""
    pipe = os.open(ready_lines, os.O_RDONLY | os.O_NONBLOCK)
    program.press('button', 'Deployment')
    program.press('button', 'Try the Sandbox')
    line = wait('the ready line', lambda: read_some(pipe))
    keys['sandbox_key'] = line.partition(b'"api_key":"')[2].partition(b'"')[0].decode()
    assert len(keys['sandbox_key']) > SHORTEST
    program.find('label', 'Answers are simulated')
    wait('an empty chat', lambda: not program.conversation())
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert not leaks.in_processes()


def read_some(pipe):
    try:
        return os.read(pipe, 65536)
    except BlockingIOError:
        return b''


def nowhere():
    """Neither key is in a file, a log, an argument or an environment"""
    assert not leaks.in_processes()
    assert program.stop() == 0
    problems = leaks.anywhere(program)
    assert not problems, '\n'.join(problems)


def stored_keys():
    """What the keyring has under Ingot's attributes."""
    found = subprocess.run(['secret-tool', 'search', '--all', '--unlock', 'xdg:schema',
                            'io.github.ingotapp.Ingot'], capture_output=True, text=True, check=False).stdout
    return [line.partition(' = ')[2] for line in found.splitlines() if line.startswith('secret = ')]


with sandbox:
    run([scan_finds, typed_key, pasted_key, sandbox_key, nowhere])
