#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first journey in Korean: what is named in English here is looked for as the built translation has it."""

import gettext
import os

from driver import Program, run, screenshot

PROMPT = '짧게 답해 주세요.'
korean = gettext.translation('ingot', os.environ['INGOT_LOCALE_DIR'], ['ko'])
program = Program(translate=korean.gettext, LANGUAGE='ko', LANG='ko_KR.UTF-8', LC_ALL='ko_KR.UTF-8')


def translated():
    """The translation that was built has other words than the source"""
    for name in ('Try the Sandbox', 'Send', 'Stop', 'Message', 'New Chat', 'Regenerate'):
        assert korean.gettext(name) != name, name


def chat():
    """A first start and a first chat in Korean"""
    program.start()
    program.press('button', 'Try the Sandbox')
    program.say(PROMPT)
    reply = program.wait_for_reply(PROMPT)
    assert any('가' <= letter <= '힣' for letter in reply), reply
    program.find('button', 'Regenerate')
    program.find('label', 'Answers are simulated')
    assert program.look('button', lambda name: name in ('Send', 'Regenerate', 'New Chat', 'Copy')) is None
    screenshot('korean', program.size())


def again():
    """The restart finds it again, and a refused address is explained in Korean"""
    assert program.stop() == 0
    program.start()
    program.find('item', PROMPT)
    program.new_chat()
    program.choose('Main Menu', 'Return')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', 'http://contoso.example/v1', dialog)
    program.find('label', 'Not Understood')
    screenshot('korean-add-resource', program.size())
    program.keys('Escape')
    program.gone('dialog', 'Add Resource')
    assert program.stop() == 0


run([translated, chat, again])
