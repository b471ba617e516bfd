#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a key: somebody signs in by code to a cloud that is typed, adds a resource, chats, starts Ingot again,
and signs out. The browser is this test; the sign-in service is the sandbox, over TLS."""

import ssl
import urllib.parse
import urllib.request

from driver import Program, Sandbox, run, wait

PROMPT = 'A short answer, please.'
AGAIN = 'And a short one now.'
program = Program()
sandbox = Sandbox('--tls')
trust = ssl.create_default_context(cafile=sandbox.ca_file)


def answer(code, action='approve', account='fine'):
    """What a person does in the browser."""
    form = urllib.parse.urlencode({'user_code': code, 'action': action, 'account': account}).encode()
    with urllib.request.urlopen(f'{sandbox.origin}/devicelogin', form, context=trust) as page:
        assert page.status == 200


def code():
    """The code that the dialog shows."""
    def shown():
        dialog = program.look('dialog', 'Sign In')
        labels = program.look_for_all('label', lambda name: 8 <= len(name) <= 9 and name.isalnum() and name.isupper(),
                                      dialog) if dialog else ()
        return next((node.get_name() for node in labels), None)
    return wait('a code', shown)


def fill_in():
    """All of a cloud, by typing."""
    program.press('button', 'Sign In')
    dialog = program.find('dialog', 'Sign In')
    choose_other_cloud(dialog)
    program.type('entry', 'Authority', sandbox.origin, dialog)
    program.type('entry', 'Management URL (Optional)', sandbox.origin, dialog)
    program.type('entry', 'CA File (Optional)', sandbox.ca_file, dialog)
    program.press('button', 'Get a Code', dialog)


def choose_other_cloud(dialog):
    program.find('choice', 'Cloud', dialog)
    program.keys('alt+l')
    program.find('label', 'US Government')
    program.keys('End', 'Return')
    program.find('entry', 'Authority', dialog)


def declined():
    """A code that is declined: the dialog says so, and has another one"""
    program.start()
    fill_in()
    answer(code(), 'deny')
    program.find('label', 'The sign-in was declined')
    program.press('button', 'New Code')


def sign_in():
    """The new code is approved, and a resource can be added at once"""
    answer(code())
    program.gone('dialog', 'Sign In')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', f'{sandbox.origin}/openai/v1', dialog)
    program.type('entry', 'Deployment Name', sandbox.deployment, dialog)
    program.press('button', 'Add', dialog)
    program.gone('dialog', 'Add Resource')
    program.find('label', f'Message {sandbox.deployment}')


def chat():
    """It chats without a key"""
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)


def restart():
    """After a restart it is still signed in"""
    program.stop()
    program.start()
    program.find('text', 'Message')
    program.say(AGAIN)
    program.wait_for_reply(AGAIN)


run([declined, sign_in, chat, restart])
