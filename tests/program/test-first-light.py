#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first journey: the sandbox, a streamed reply, Stop, drafts, a restart, the library."""

import os
import subprocess
from pathlib import Path

from driver import Program, run, screenshot, wait

SHORT = 'A short answer, please.'
LONG = 'Tell me a long story about tokens.'
DRAFT = 'This was not sent yet. 보내지 않은 글.'
program = Program()
data = Path(os.environ['XDG_DATA_HOME']) / 'ingot'
kept = {}


def first_start():
    """A first start shows the doors, and the sandbox opens a chat"""
    program.start()
    program.find('button', 'Add Resource')
    program.find('button', 'Sign In')
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    program.find('button', 'New Chat')


def send_needs_words():
    """Send waits for something to send"""
    assert not program.is_sensitive(program.find('button', 'Send'))
    program.type('text', 'Message', '   ')
    assert not program.is_sensitive(program.find('button', 'Send'))


def streamed_reply():
    """A reply grows while it is written, and ends by itself"""
    prompt = 'What is a deployment?'
    program.say(prompt)
    lengths = set()

    def grows():
        text = program.reply_to(prompt)
        if program.look('button', 'Stop'):
            lengths.add(len(text))
        return len(lengths - {0}) >= 3
    wait('a growing reply', grows)
    reply = program.wait_for_reply(prompt)
    assert 'mistral-large' in reply and 'simulated' in reply, reply
    assert len(reply) > max(lengths)
    program.find('button', 'Send')
    program.find('button', 'Copy')
    assert program.read(program.find('article', 'You')) == prompt
    assert program.read(program.find('article', 'Reply from mistral-large')).strip() == reply


def stop():
    """Stop in mid-reply keeps the text and becomes Send"""
    program.say(LONG)
    wait('some text', lambda: len(program.reply_to(LONG)) > 40)
    program.press('button', 'Stop')
    program.find('button', 'Send')
    program.gone('button', 'Stop')
    kept['stopped'] = program.reply_to(LONG)
    assert 40 < len(kept['stopped']) < 8000, len(kept['stopped'])


def draft_and_end():
    """SIGTERM with a draft: exit code 0, everything on disk, nobody left"""
    program.type('text', 'Message', DRAFT)
    kept['conversation'] = program.conversation()
    screenshot('first-light')
    children = descendants(program.process.pid)
    assert children, 'the sandbox should be running'
    assert program.stop() == 0
    assert 'ingot.db' in os.listdir(data)
    assert not [name for name in os.listdir(data) if name.endswith(('-wal', '-shm'))], os.listdir(data)
    wait('the end of the sandbox', lambda: not any(is_alive(pid) for pid in children))


def restart():
    """After a restart the conversation and the draft are there"""
    program.start()
    wait('the conversation', lambda: program.conversation() == kept['conversation'])
    message = program.find('text', 'Message')
    wait('the draft', lambda: program.read(message) == DRAFT)
    assert program.reply_to(LONG) == kept['stopped']


def regenerate():
    """Regenerate starts the sandbox again and takes the place of the last reply"""
    program.press('button', 'Regenerate')
    program.find('button', 'Stop')
    wait('a new reply', lambda: 40 < len(program.reply_to(LONG)))
    assert descendants(program.process.pid), 'the sandbox should be running again'
    # The reply quotes the message, so only whole lines count.
    assert program.conversation().splitlines().count(LONG) == 1
    assert len(list(program.look_for_all('article'))) == 4


def behind():
    """A reply goes on while another conversation is shown"""
    before = len(program.reply_to(LONG))
    program.new_chat()
    assert not program.is_selected('What is a deployment?')
    program.say(SHORT)
    program.wait_for_reply(SHORT)
    program.open_row('What is a deployment?')
    wait('the long reply', lambda: len(program.reply_to(LONG)) > before + 100)
    program.press('button', 'Stop')
    program.find('button', 'Send')


def rename():
    """A conversation gets another name"""
    program.open_row(SHORT)
    wait('the short one', lambda: SHORT in program.conversation())
    program.keys('F2')
    dialog = program.find('dialog')
    program.type('entry', 'Name', 'A name of its own')
    program.press('button', 'Rename', dialog)
    program.find('item', 'A name of its own')
    assert SHORT not in program.rows()


def delete():
    """Delete is undone by Undo"""
    program.choose('Chat Menu', 'd')
    program.gone('item', 'A name of its own')
    program.press('button', 'Undo')
    program.find('item', 'A name of its own')
    wait('the conversation', lambda: SHORT in program.conversation())


def last_end():
    """The other names and deletions are kept, too"""
    program.choose('Chat Menu', 'd')
    program.gone('item', 'A name of its own')
    assert program.stop() == 0
    program.start()
    program.find('item', 'What is a deployment?')
    assert program.rows() == ['What is a deployment?'], program.rows()
    assert program.stop() == 0


def descendants(pid):
    """The processes that it started."""
    found = subprocess.run(['pgrep', '-P', str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [int(child) for child in found]


def is_alive(pid):
    try:
        return Path(f'/proc/{pid}/stat').read_text(encoding='utf-8').rpartition(')')[2].split()[0] != 'Z'
    except OSError:
        return False


run([first_start, send_needs_words, streamed_reply, stop, draft_and_end, restart, regenerate, behind, rename,
     delete, last_end])
