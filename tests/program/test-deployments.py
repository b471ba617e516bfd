#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Deployments page with the resource of a key: what is there is listed, sorted by a click, searched, chatted with
from the keyboard, seen in a narrow window, and removed with its resource."""

import subprocess

from gi.repository import Atspi, GLib

from cloud import deployments
from driver import Program, Sandbox, run, wait

NAMES = ['deepseek-r1', 'deepseek-v3-0324', 'embed-v-4-0', 'gpt-4o', 'gpt-5-mini', 'mistral-large',
         'text-embedding-3-large', 'text-embedding-3-small']
EMBEDDINGS = ['embed-v-4-0', 'text-embedding-3-large', 'text-embedding-3-small']
program = Program()
sandbox = Sandbox()


def shows(names):
    def shown():
        try:
            return deployments(program) == names
        except GLib.Error:  # a row went away just now
            return False
    wait(f'{names}', shown)


def click(node):
    """With the pointer: what a title does is no action that another program can call."""
    extents = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
    x, y = extents.x + extents.width // 2, extents.y + extents.height // 2
    subprocess.run(['xdotool', 'mousemove', '--sync', str(x), str(y), 'click', '1'], check=True)


def look_for(words):
    """Types into the search, and goes to what is found."""
    program.keys('ctrl+f')
    program.type('entry', 'Search Deployments', words)


def listed():
    """A resource that was added with a key and one name lists all that it has"""
    program.start()
    program.add_resource(f'{sandbox.origin}/openai/v1', sandbox.deployment, sandbox.key)
    program.resize(1200, 800)
    program.press('button', 'Deployments')
    shows(NAMES)
    program.find('label', '8 on 1 resource')
    program.find('label', 'Ready')


def sorted_by_click():
    """A click on a title sorts by it, another one the other way round"""
    click(program.find('label', 'Name'))
    shows(NAMES[::-1])
    click(program.find('label', 'Name'))
    shows(NAMES)


def searched():
    """Words leave what has them, and nothing found is said and cleared"""
    look_for('LARGE mistral')
    shows(['mistral-large'])
    program.find('label', '1 of 8 on 1 resource')
    look_for('no such thing')
    program.find('label', 'No Results')
    program.press('button', 'Clear')
    shows(NAMES)


def filtered():
    """The toggles leave those that chat, or those that embed"""
    program.press('radio', 'Embeddings')
    shows(EMBEDDINGS)
    program.press('radio', 'Chat')
    shows([name for name in NAMES if name not in EMBEDDINGS])
    program.press('radio', 'All')
    shows(NAMES)


def details():
    """Space shows what a deployment is"""
    program.keys('F8')
    program.gone('label', 'No Deployment Selected')
    look_for('gpt-4o')
    shows(['gpt-4o'])
    program.keys('Return')
    program.keys('space')
    program.find('button', 'Chat')
    program.keys('F8')
    program.gone('button', 'Chat')


def chat():
    """Enter begins a chat, and the page is shown again at the next start"""
    look_for('deepseek-r1')
    shows(['deepseek-r1'])
    program.keys('Return')
    program.keys('Return')
    program.find('label', 'Message deepseek-r1')
    program.press('button', 'Deployments')
    shows(['deepseek-r1'])
    assert program.stop() == 0
    program.start()
    shows(NAMES)
    program.resize(1200, 800)


def narrow():
    """Where there is little room, a row leads to the details and back"""
    program.resize(360, 760)
    program.gone('label', 'Capacity')
    row = program.find('item', 'gpt-5-mini')
    click(row)
    program.find('button', 'Back')
    program.find('button', 'Chat')
    program.press('button', 'Back')
    program.find('item', 'gpt-5-mini')
    program.resize(1200, 800)
    shows(NAMES)


def renamed():
    """A resource takes another name, everywhere at once"""
    menu('n')
    dialog = program.find('dialog', 'Rename the Resource')
    program.type('entry', 'Name', 'Contoso', dialog)
    program.press('button', 'Rename', dialog)
    program.gone('dialog', 'Rename the Resource')
    look_for('contoso')
    shows(NAMES)
    look_for('')


def menu(key):
    """What can be done with the resource of the first row."""
    program.keys('ctrl+f')
    program.keys('Return')
    program.keys('shift+F10')
    program.find('menu item')
    program.keys('r')
    program.keys(key)


def removed():
    """A resource that is removed is gone with its deployments, and with what was shown of one"""
    menu('a')
    program.find('dialog', 'Add a Deployment')
    program.type('entry', 'Deployment Name', 'gpt-4-o')
    program.press('button', 'Add', program.find('dialog', 'Add a Deployment'))
    program.press('button', 'gpt-4o', program.find('dialog', 'Add a Deployment'))
    program.gone('dialog', 'Add a Deployment')
    program.keys('F8')
    program.find('button', 'Check')
    menu('m')
    dialog = program.find('dialog', 'Remove “Contoso”?')
    program.press('button', 'Remove', dialog)
    program.find('label', 'No Deployments Yet')
    program.gone('button', 'Check')
    program.find('button', 'Sign In')
    assert program.stop() == 0


with sandbox:
    run([listed, sorted_by_click, searched, filtered, details, chat, narrow, renamed, removed])
