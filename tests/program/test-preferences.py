#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen in Preferences is what happens: with which key a message is sent, and whom a new chat talks to."""

from driver import Program, Sandbox, run, wait

FIRST = 'The first line'
SECOND = 'and the second.'
SHORT = 'Be brief.'
program = Program()
sandbox = Sandbox()


def choose(letter, row, wanted, *keys):
    """Opens a row's list by its mnemonic and picks from it."""
    program.keys('ctrl+comma')
    program.find('choice', row)
    program.keys(f'alt+{letter}')
    program.find('label', wanted)
    program.keys(*keys, 'Return')
    program.find('label', wanted, program.find('choice', row))
    program.keys('Escape')
    program.gone('choice', row)


def write(text):
    program.keys('ctrl+l')
    program.type('text', 'Message', text)
    program.keys('End')


def message():
    return program.read(program.find('text', 'Message'))


def two_deployments():
    """Two deployments, of which the second was used last"""
    program.start()
    for name in ('mistral-large', 'gpt-4o'):
        program.add_resource(f'{sandbox.origin}/openai/v1', name, sandbox.key)
    program.say(SHORT)
    program.wait_for_reply(SHORT)


def ctrl_enter():
    """With Ctrl+Enter chosen, Enter begins a new line"""
    choose('s', 'Send With', 'Ctrl+Enter', 'Down')
    write(FIRST)
    program.keys('Return')
    wait('a new line', lambda: message() == f'{FIRST}\n')
    program.type('text', 'Message', f'{FIRST}\n{SECOND}')
    program.keys('ctrl+Return')
    wait('an empty composer', lambda: message() == '')
    wait('the message', lambda: f'{FIRST}\n{SECOND}\n' in program.conversation())
    program.wait_for_reply(SECOND)


def enter():
    """With Enter chosen again, it sends"""
    choose('s', 'Send With', 'Enter', 'Up')
    write(SHORT)
    program.keys('Return')
    wait('an empty composer', lambda: message() == '')
    program.wait_for_reply(SHORT)


def last_used():
    """A new chat talks to whom was talked to last"""
    program.new_chat()
    program.find('label', 'Message gpt-4o')


def fixed():
    """A new chat talks to whom was chosen, also after a restart"""
    choose('n', 'Deployment of New Chats', 'mistral-large · 127.0.0.1', 'Down')
    program.say(SHORT)
    program.wait_for_reply(SHORT)
    program.new_chat()
    program.find('label', 'Message mistral-large')
    assert program.stop() == 0
    program.start()
    program.find('text', 'Message')
    program.new_chat() if program.conversation() else None
    program.find('label', 'Message mistral-large')


def last_used_again():
    """The last one used can be chosen again"""
    choose('n', 'Deployment of New Chats', 'The Last One Used', 'Up')
    program.open_row(SHORT)
    program.find('label', 'Message gpt-4o')
    program.press('button', 'Regenerate')
    program.wait_for_reply(SHORT)
    program.new_chat()
    program.find('label', 'Message gpt-4o')
    assert program.stop() == 0


with sandbox:
    run([two_deployments, ctrl_enter, enter, last_used, fixed, last_used_again])
