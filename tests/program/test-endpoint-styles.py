#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One deployment in all three endpoint styles, through the dialog and the card that offers another style."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from driver import Atspi, Program, Sandbox, run, screenshot, wait

PROMPT = 'A short answer, please.'
NAME = 'mistral-large'
program = Program()
sandbox = Sandbox()


def unsupported_version():
    """A version that is not supported: the card says so and offers the style that answers"""
    program.start()
    program.add_resource(f'{sandbox.origin}/openai/deployments/{NAME}/chat/completions?api-version=2019-01-01', NAME,
                         sandbox.key)
    program.find('label', 'deployment')
    program.say(PROMPT)
    program.find('label', 'The API version does not fit')
    program.find_label('The same deployment answers in the v1 style')
    screenshot('style-offered', program.size())


def offered_style():
    """The style that is offered answers, and the picker shows it"""
    program.press('button', 'Use the v1 Style')
    assert NAME in program.wait_for_reply(PROMPT)
    program.find('label', 'v1')


def other_style(style, path):
    def step():
        program.new_chat()
        program.add_resource(f'{sandbox.origin}/{path}', NAME, sandbox.key)
        program.find('label', style)
        program.say(PROMPT)
        assert NAME in program.wait_for_reply(PROMPT)
    step.__doc__ = f'The {style} style, recognised from its address'
    return step


def drops():
    """What the dialog is told about unknown parameters is remembered by the resource"""
    for before in (False, True):
        program.choose('Main Menu', 'Return')
        dialog = program.find('dialog', 'Add Resource')
        program.type('text', 'Address', f'{sandbox.origin}/models', dialog)
        switch = program.find('radio', 'Drop Unknown Parameters', dialog)
        assert is_on(switch) == before
        if not before:
            program.press('radio', 'Drop Unknown Parameters', dialog)
            wait('the switch to be on', lambda: is_on(program.find('radio', 'Drop Unknown Parameters', dialog)))
        program.type('entry', 'Deployment Name', NAME, dialog)
        program.type('entry', 'Key', sandbox.key, dialog)
        program.press('button', 'Cancel' if before else 'Add', dialog)
        program.gone('dialog', 'Add Resource')


def probing():
    """While the other styles are tried the card says so, and Cancel ends it"""
    with Silent() as origin:
        program.new_chat()
        program.add_resource(f'{origin}/openai/v1', NAME, 'key-of-nobody-at-all')
        program.say(PROMPT)
        program.find('label', 'No chat was found at this address')
        program.find_label('Trying whether the deployment answers in another endpoint style')
        screenshot('style-probing', program.size())
        program.press('button', 'Cancel')
        program.find('label', 'The address leads nowhere')


class Silent:
    """A server that knows no path and does not answer a second time."""

    def __enter__(self):
        self.over = threading.Event()
        asked = self.asked = []
        over = self.over

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                asked.append(self.path)
                if len(asked) > 1:
                    over.wait()
                    return
                self.send_error(404, 'Resource not found')

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f'http://127.0.0.1:{self.server.server_port}'

    def __exit__(self, *error):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def is_on(switch):
    return switch.get_state_set().contains(Atspi.StateType.CHECKED)


with sandbox:
    run([unsupported_version, offered_style, other_style('inference', 'models/chat/completions'),
         other_style('deployment', f'openai/deployments/{NAME}/chat/completions?api-version=2024-10-21'),
         drops, probing])
