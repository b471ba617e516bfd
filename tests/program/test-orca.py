#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca, started against the program: what it would speak while somebody goes through a reply with the keyboard."""

import os
import re
import subprocess

from driver import Atspi, Program, artefacts, end, program_path, run, wait

PROMPT = 'Use everything that Markdown has.'
DEBUG = artefacts() / 'orca.log'
program = Program()
orca = []


def spoken():
    """All that Orca has said so far."""
    log = DEBUG.read_text(encoding='utf-8', errors='replace') if DEBUG.exists() else ''
    return re.findall(r"SPEECH OUTPUT: '(.*?)' \{", log)


def says(fits):
    wait('Orca to say it', lambda: any(fits(words) for words in spoken()))


def parts(role):
    reply = program.find('article', lambda name: name.startswith('Reply from'))
    return [node for node in program.walk(reply) if node.get_role() == role]


def starts():
    """Orca starts and says so"""
    DEBUG.unlink(missing_ok=True)
    orca.append(subprocess.Popen([program_path('ORCA', 'orca'), f'--debug-file={DEBUG}'], env=dict(os.environ),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    says(lambda words: 'Screen reader on' in words)


def speaks_headings():
    """Going through a reply, it speaks the heading with its level, and a list item"""
    program.start()
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    program.say(PROMPT)
    program.find('button', 'Regenerate')
    heading = wait('a heading', lambda: parts(Atspi.Role.HEADING))[0]
    level = heading.get_attributes()['level']
    last = parts(Atspi.Role.PARAGRAPH)[-1]
    program.drag(last, last)
    program.keys('ctrl+Home')
    program.keys('Down')
    says(lambda words: heading.get_name() in words and f'heading {level}' in words)
    item = program.read(parts(Atspi.Role.LIST_ITEM)[0])
    while not any(item in words for words in spoken()):
        # It leaves out what was passed by before it came to say it.
        before = len(spoken())
        program.keys('Down')
        wait('Orca to say the next line', lambda: len(spoken()) > before)
    assert program.stop() == 0


run([starts, speaks_headings])
for process in orca:
    end(process)
