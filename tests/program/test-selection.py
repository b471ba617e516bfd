#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person selects in a conversation with the mouse and the keyboard is what they paste."""

import subprocess

from driver import Atspi, Program, run, screenshot, wait

PROMPT = 'A short answer, please.'
program = Program()
said = {}


def place(node):
    """The corners of what is shown, on the screen: the window stands in its corner."""
    box = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
    assert box.width > 0 and box.height > 0 and box.y > 0, (box.x, box.y, box.width, box.height)
    return box.x, box.y, box.x + box.width, box.y + box.height


def question(from_right=None):
    """On the line of the question, beside its bubble or within."""
    left, top, right, bottom = place(program.find('article', 'You'))
    return right - from_right if from_right else left + 2, (top + bottom) // 2


def mouse(*commands):
    subprocess.run(['xdotool', *(str(word) for word in commands)], check=True)


def drag(start, end):
    """In steps, as a hand does."""
    mouse('mousemove', *start, 'mousedown', 1)
    for step in range(1, 11):
        mouse('mousemove', *(round(a + (b - a) * step / 10) for a, b in zip(start, end, strict=True)))
    mouse('mouseup', 1)


def paste():
    """What pasting into an empty message makes of the clipboard."""
    message = program.find('text', 'Message')
    program.fill(message, '')
    program.keys('ctrl+l')
    wait('focus', lambda: message.get_state_set().contains(Atspi.StateType.FOCUSED))
    program.keys('ctrl+v')
    wait('what was pasted', lambda: program.read(message))
    return program.read(message)


def conversation():
    """A conversation stands there"""
    program.start()
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    program.resize(1000, 800)
    program.say(PROMPT)
    said['reply'] = program.wait_for_reply(PROMPT)


def drag_over_two_turns():
    """A drag from the question to the reply selects both, and Ctrl+C copies them with who said them"""
    _, _, right, bottom = place(program.find('article', 'Reply from mistral-large'))
    drag(question(), (right - 2, bottom - 2))
    screenshot('selection-drag', program.size())
    program.keys('ctrl+c')
    said['pasted'] = paste()
    assert said['pasted'].startswith(f'You\n\n{PROMPT}\n\nmistral-large\n\n'), said['pasted']
    first, last = said['reply'].split()[0], said['reply'].split()[-1]
    assert first in said['pasted'] and last in said['pasted'], said


def select_all():
    """So does Select All from the keyboard"""
    mouse('mousemove', *question(), 'click', 1)
    program.keys('ctrl+a')
    program.keys('ctrl+c')
    pasted = paste()
    assert pasted == said['pasted'], (pasted, said['pasted'])


def double_click():
    """A double click selects a word, and the menu copies it"""
    mouse('mousemove', *question(from_right=35), 'click', '--repeat', 2, '--delay', 40, 1)
    mouse('click', 3)
    program.find('menu item')
    screenshot('selection-menu', program.size())
    program.keys('c')
    assert paste() == 'please'


run([conversation, drag_over_two_turns, select_all, double_click])
