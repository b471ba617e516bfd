#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session with keys: afterwards they are in the keyring and nowhere else."""

import base64
import os
import shutil
import subprocess
from pathlib import Path

from driver import Program, Sandbox, artefacts, program_path, run, wait

PROMPT = 'A short answer, please.'
FOLDERS = ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME')
SHORTEST = 12
session = Path(os.environ['INGOT_SESSION_FOLDER'])
ready_lines = session / 'ready-lines'
sandbox = Sandbox()
keys = {'typed': sandbox.key}


def forms(key):
    """What a key can look like where somebody has put it away."""
    data = key.encode()
    yield 'itself', data
    yield 'its last characters', data[-SHORTEST:]
    yield 'hex', data.hex().encode()
    yield 'upper-case hex', data.hex().upper().encode()
    # Whatever stands before it shifts base64 by up to two bytes; the middle is the same.
    for shift in range(3):
        yield f'base64, shifted by {shift}', base64.b64encode(b'\0' * shift + data)[4 if shift else 0:-4].rstrip(b'=')


def found_in(place, content):
    return [f'the {owner} key, {form}, is in {place}' for owner, key in keys.items()
            for form, needle in forms(key) if needle in content]


def in_files(*folders):
    """What is found in files and in their names."""
    problems, count = [], 0
    for folder in folders:
        for path in Path(folder).rglob('*'):
            problems += found_in(f'the name {path}', os.fsencode(path))
            if path.is_file():
                count += 1
                problems += found_in(path, path.read_bytes())
    assert count, f'there is nothing to look at in {folders}'
    return problems


def in_processes():
    """What is found in the arguments and environments of all processes that can be seen."""
    problems, count = [], 0
    for process in Path('/proc').glob('[0-9]*'):
        for name in ('cmdline', 'environ'):
            try:
                problems += found_in(process / name, (process / name).read_bytes())
                count += 1
            except OSError:
                continue
    assert count > 4, 'no process can be looked at'
    return problems


def folders():
    return [os.environ[name] for name in FOLDERS if Path(os.environ[name]).exists()]


def watched_sandbox():
    """A folder for the front of the PATH: the program's own sandbox runs as ever, and its first line is copied
    into a pipe, because there is no other way to learn a key that is in memory only."""
    os.mkfifo(ready_lines)
    folder = session / 'bin'
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
    for form, needle in forms(keys['typed']):
        planted.write_bytes(b'before ' + needle + b' after')
        assert any(form in problem for problem in in_files(*folders())), form
    planted.write_bytes(base64.b64encode(b'{"key": "' + keys['typed'].encode() + b'"}'))
    assert in_files(*folders())
    planted.unlink()
    planted = planted.with_name(keys['typed'])
    planted.touch()
    assert in_files(*folders())
    planted.unlink()
    for arguments, environment in ((['sleep', '60'], {'PLANTED': keys['typed']}),
                                   (['bash', '-c', 'read -r', keys['typed']], {})):
        with subprocess.Popen(arguments, env={**os.environ, **environment}, stdin=subprocess.PIPE) as process:
            wait('the process', in_processes)
            process.kill()
    assert not in_processes()


def typed_key():
    """A key that was typed into the dialog is used, from the keyring, also after a restart"""
    program.start()
    program.add_resource(f'{sandbox.origin}/openai/v1', sandbox.deployment, keys['typed'])
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert stored_keys() == [keys['typed']]
    assert not in_processes()
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
                 f'-H "api-key: {keys["typed"]}" -d \'{{"model": "gpt-4o"}}\'', dialog, kept=False)
    address = program.find('text', 'Address', dialog)
    wait('the key to be moved', lambda: keys['typed'] not in program.read(address))
    program.press('button', 'Cancel', dialog)
    program.gone('dialog', 'Add Resource')


def sandbox_key():
    """The sandbox's own key is in memory only"""
    pipe = os.open(ready_lines, os.O_RDONLY | os.O_NONBLOCK)
    program.press('button', 'Deployment')
    program.press('button', 'Try the Sandbox')
    line = wait('the ready line', lambda: read_some(pipe))
    keys['sandbox'] = line.partition(b'"api_key":"')[2].partition(b'"')[0].decode()
    assert len(keys['sandbox']) > SHORTEST
    program.find('label', 'Answers are simulated')
    wait('an empty chat', lambda: not program.conversation())
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert not in_processes()


def read_some(pipe):
    try:
        return os.read(pipe, 65536)
    except BlockingIOError:
        return b''


def nowhere():
    """Neither key is in a file, a log, an argument or an environment"""
    assert not in_processes()
    assert program.stop() == 0
    logs = session / 'logs'
    logs.mkdir()
    for number in range(1, program.starts + 1):
        shutil.copy(artefacts() / f'test-secrets-{number}.log', logs)
    assert 'libsoup' in program.errors() or 'ingot-' in program.errors(), 'nothing was logged'
    assert (Path(os.environ['XDG_DATA_HOME']) / 'ingot' / 'ingot.db').exists()
    assert list((Path(os.environ['XDG_DATA_HOME']) / 'keyrings').iterdir())
    problems = in_files(*folders(), session)
    assert not problems, '\n'.join(problems)
    assert not in_processes()


def stored_keys():
    """What the keyring has under Ingot's attributes."""
    found = subprocess.run(['secret-tool', 'search', '--all', '--unlock', 'xdg:schema',
                            'io.github.ingotapp.Ingot'], capture_output=True, text=True, check=False).stdout
    return [line.partition(' = ')[2] for line in found.splitlines() if line.startswith('secret = ')]


with sandbox:
    run([scan_finds, typed_key, pasted_key, sandbox_key, nowhere])
