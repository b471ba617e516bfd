#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching the library as a person does, pinning, and Preferences."""

from driver import Program, run, screenshot, wait

FRUIT = '어제 시장에서 사과를 샀는데 맛이 좋았다.'
CODE = 'What is wrong here?\n```python\nfor attempt in range(3):\n    sleep(retry_delay_ms)\n```'
program = Program()


def results():
    """The titles of what was found, with the passages."""
    return [(node.get_name(), node.get_description()) for node in program.look_for_all('item')]


def search(text):
    program.type('entry', 'Search', text)


def two_chats():
    """Two chats are there"""
    program.start()
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    program.say(FRUIT)
    program.wait_for_reply(FRUIT)
    program.new_chat()
    program.say(CODE)
    wait('the end of the reply', lambda: program.look('button', 'Copy') and not program.look('button', 'Stop'))


def finds():
    """Two syllables in a sentence, one syllable, a prefix and a word in code are found"""
    program.keys('ctrl+k')
    program.find('entry', 'Search')
    for text, title in (('사과', FRUIT), ('샀', FRUIT), ('attem', 'What is wrong here?'),
                        ('retry_delay_ms', 'What is wrong here?'), ('delay', 'What is wrong here?')):
        search(text)
        wait(f'{text} to be found', lambda: any(name == title and text in passage for name, passage in results()))
    assert not any('사과' in passage for _, passage in results()), results()
    screenshot('search-code')


def nothing():
    """What is nowhere is said to be nowhere, and Clear begins anew"""
    search('어디에도 없는 말 <b>')
    program.find_label('No results for “어디에도 없는 말 <b>”')
    screenshot('search-nothing')
    program.press('button', 'Clear')
    wait('the library', lambda: program.read(program.find('entry', 'Search')) == ''
         and FRUIT in program.rows())


def opens():
    """Enter opens the conversation of the first result"""
    search('사과')
    wait('사과 to be found', lambda: any('사과' in passage for _, passage in results()))
    screenshot('search')
    program.keys('Return')
    wait('the conversation', lambda: program.conversation().find(FRUIT) >= 0)


def leaves():
    """Escape leaves the search"""
    program.keys('ctrl+k')
    search('맛이')
    wait('맛이 to be found', lambda: any('맛이' in passage for _, passage in results()))
    program.keys('Escape')
    wait('the library', lambda: 'What is wrong here?' in program.rows())


def pins():
    """A pinned chat is the first one, also after a restart"""
    assert program.rows()[0] == 'What is wrong here?', program.rows()
    program.choose('Chat Menu', 'p')
    wait('the pinned chat to be the first', lambda: program.rows()[0] == FRUIT)
    screenshot('pinned')
    assert program.stop() == 0
    program.start()
    program.find('item', FRUIT)
    assert program.rows()[0] == FRUIT, program.rows()


def preferences():
    """Preferences say where the data lies"""
    program.keys('ctrl+comma')
    program.find('button', 'Open Folder')
    screenshot('preferences')
    program.keys('Escape')
    program.gone('button', 'Open Folder')
    assert program.stop() == 0


run([two_chats, finds, nothing, opens, leaves, pins, preferences])
