#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of the window: the README's, and with a folder as argument a set to look at.

Usage, in a build's environment and a session of its own:
  ./dev shell tests/program/with-session.sh python3 tests/program/screenshots.py [FOLDER]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PICTURE = Path(__file__).resolve().parents[2] / 'data' / 'screenshots' / 'chat.png'
FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ['INGOT_SESSION_FOLDER']).resolve()
os.environ['INGOT_ARTEFACTS'] = str(FOLDER)

from driver import Program, screenshot, wait  # noqa: E402

OTHERS = ['Explain what a token is, briefly.', 'A short note about rate limits, please.']
PROMPTS = ['What is a deployment, in short?', 'And a model? Be brief.', 'Thanks! What did I ask you, in short?']
LONG = 'Everything that Markdown can do'


def take(program, name):
    """Once the window has come to rest: when two pictures in a row are the same."""
    previous = None
    subprocess.run(['xdotool', 'mousemove', '1279', '899'], check=True)

    def rests():
        nonlocal previous
        picture = screenshot(name, program.size()).read_bytes()
        previous, same = picture, picture == previous
        return same
    wait(f'{name} at rest', rests)
    return FOLDER / f'{name}.png'


def fill(program):
    """A library with a few chats, and one that shows what a reply is."""
    program.press('button', 'Try the Sandbox')
    for prompt in OTHERS:
        program.say(prompt)
        program.wait_for_reply(prompt)
        program.new_chat()
    for prompt in PROMPTS:
        program.say(prompt)
        program.wait_for_reply(prompt)
    program.find('button', 'Regenerate')


def every_page(program):
    program.new_chat()
    program.say(LONG)
    program.wait_for_reply(LONG)
    take(program, 'chat-long')
    program.press('button', 'Deployment')
    program.find('entry', 'Search Deployments')
    take(program, 'picker')
    program.keys('Escape')
    program.choose('Main Menu', 'Return')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', 'https://contoso.openai.azure.com/openai/v1/chat/completions', dialog)
    program.find('label', 'Left Out')
    take(program, 'add-resource')
    program.press('button', 'Cancel', dialog)
    program.gone('dialog', 'Add Resource')
    program.new_chat()
    take(program, 'new-chat')
    program.add_resource('http://127.0.0.1:1/v1', 'nobody')
    program.say('Is anybody there?')
    program.find('label', 'The server cannot be reached')
    take(program, 'error')
    program.open_row(LONG)
    program.resize(360, 640)
    wait('the narrow window', lambda: program.size()[0] <= 360)
    take(program, 'chat-narrow')
    program.press('button', 'Library')
    program.find('item', LONG)
    take(program, 'library-narrow')
    program.resize(1200, 800)
    wait('the wide window', lambda: program.size()[0] == 1200)


def main():
    program = Program(G_DEBUG='')
    program.start()
    program.find('button', 'Try the Sandbox')
    take(program, 'welcome')
    fill(program)
    chat = take(program, 'chat')
    PICTURE.parent.mkdir(exist_ok=True)
    shutil.copy(chat, PICTURE)
    subprocess.run(['mogrify', '-strip', str(PICTURE)], check=True)
    print(PICTURE)
    if len(sys.argv) > 1:
        every_page(program)
        program.stop()
        for name, variables in (('dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
                                ('high-contrast', {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
                                ('right-to-left', {'GTK_DEBUG': 'invert-text-dir'})):
            program = Program(G_DEBUG='', **variables)
            program.start()
            program.find('document', 'Conversation')
            take(program, f'chat-{name}')
            program.stop()
        print(FOLDER)
    else:
        program.stop()


if __name__ == '__main__':
    main()
