#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 in the middle of replies, twenty times: what the store has acknowledged is on disk.

The store says on standard error what it has committed. The sandbox says the same to the same question, so what is
found in the database must also be the beginning of that answer, whole characters and nothing twice.
"""

import json
import os
import random
import re
import signal
import sqlite3
import time
import urllib.request
from pathlib import Path

from driver import Program, Sandbox, run, wait

KILLS = 20
SEED = 20
PROMPT = 'Tell me a long story about tokens, 긴 이야기.'
WRITING, INTERRUPTED = 1, 4
database = Path(os.environ['XDG_DATA_HOME']) / 'ingot' / 'ingot.db'
program = Program(G_MESSAGES_DEBUG='ingot-store')
chance = random.Random(SEED)
killed = []


def whole_answer():
    """What the sandbox answers when nobody kills anything."""
    with Sandbox('--rate=1000000') as sandbox:
        body = {'model': sandbox.deployment, 'messages': [{'role': 'user', 'content': PROMPT}]}
        request = urllib.request.Request(f'{sandbox.origin}/openai/v1/chat/completions', json.dumps(body).encode(),
                                         {'api-key': sandbox.key, 'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)['choices'][0]['message']['content']


def acknowledged(log):
    """By turn: how many bytes of text the store has said to be safe. A line that was cut off says nothing."""
    safe = {}
    for line in log.splitlines(keepends=True):
        if not line.endswith('\n'):
            continue
        if found := re.search(r'acknowledged turn (\d+) added to conversation \d+ bytes (\d+)$', line):
            safe[int(found[1])] = int(found[2])
        elif found := re.search(r'acknowledged turn (\d+) part \d+ kind 0 bytes \d+ total (\d+)$', line):
            safe[int(found[1])] = int(found[2])
    return safe


def look_into_database():
    """By turn: its state and all its text, folded or not."""
    with sqlite3.connect(f'file:{database}?mode=ro', uri=True) as connection:
        assert connection.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        assert connection.execute('PRAGMA foreign_key_check').fetchall() == []
        turns = {turn: [state, text] for turn, state, text in connection.execute('SELECT id, state, text FROM turn')}
        for turn, text in connection.execute('SELECT turn, text FROM turn_part WHERE kind = 0 ORDER BY turn, seq'):
            turns[turn][1] += text
    connection.close()
    return turns


def kill_once(answer):
    """One start, one message, one kill at a random moment of the reply."""
    program.start()
    if killed:
        program.find('label', 'The reply was interrupted')
        program.new_chat()
    else:
        program.press('button', 'Try the Sandbox')
    program.say(PROMPT)
    wait('the first acknowledged words', lambda: len(acknowledged(program.errors())) >= 2
         and min(acknowledged(program.errors()).values()) > 0)
    # Not a wait for anything: this is the random moment.
    time.sleep(chance.uniform(0, 1.2))
    program.stop(signal.SIGKILL)
    check(acknowledged(program.errors()), answer)


def check(safe, answer):
    turns = look_into_database()
    for turn, size in safe.items():
        state, text = turns[turn]
        assert len(text.encode()) >= size, f'turn {turn} has {len(text.encode())} bytes, {size} were acknowledged'
        if text != PROMPT:
            assert state == WRITING
            assert answer.startswith(text), f'turn {turn} is not the beginning of the answer: …{text[-80:]!r}'
            killed.append((turn, text))


def kills():
    """Killed 20 times, and nothing that was acknowledged is lost"""
    answer = whole_answer()
    for _ in range(KILLS):
        kill_once(answer)
    assert len(killed) == KILLS
    lengths = sorted(len(text) for _, text in killed)
    print(f'# replies had {lengths[0]} to {lengths[-1]} characters when killed')


def words(markdown):
    """What is said, without what only says how: the database is compared byte by byte."""
    return re.sub(r'\W+', '', re.sub(r'\]\([^)]*\)|^\s*(\d+\.|```\w*)|\[[ x]\]', '', markdown, flags=re.M))


def after():
    """The next start shows the interrupted reply as far as it came, and goes on"""
    program.start()
    program.find('label', 'The reply was interrupted')
    shown = program.reply_to(PROMPT)
    assert words(shown) == words(killed[-1][1]), (shown, killed[-1][1])
    assert set(program.rows()) == {PROMPT}, program.rows()
    program.press('button', 'Regenerate')
    wait('a new reply', lambda: program.look('button', 'Stop') and program.reply_to(PROMPT))
    program.press('button', 'Stop')
    program.find('button', 'Send')
    assert program.stop() == 0
    # Reading makes these again, so this comes before it.
    assert not [path.name for path in database.parent.iterdir() if path.name.endswith(('-wal', '-shm'))]


def in_the_end():
    """The database has every interrupted reply once, and no loose ends"""
    turns = look_into_database()
    for turn, text in killed:
        assert turns[turn] == [INTERRUPTED, text], turns[turn]
    with sqlite3.connect(f'file:{database}?mode=ro', uri=True) as connection:
        assert connection.execute('SELECT count(*) FROM conversation').fetchone() == (KILLS,)
        assert connection.execute('SELECT count(*) FROM turn_part').fetchone() == (0,)
    connection.close()


run([kills, after, in_the_end])
