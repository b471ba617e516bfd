#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a key: somebody signs in by code to a cloud that is typed, adds a resource, chats, starts Ingot again,
and signs out. The browser is this test; the sign-in service is the sandbox, over TLS."""

import json
import os
import ssl
import urllib.parse
import urllib.request
from pathlib import Path

import gi
gi.require_version('Secret', '1')
from gi.repository import Secret  # noqa: E402

from driver import Program, Sandbox, run, wait  # noqa: E402

PROMPT = 'A short answer, please.'
AGAIN = 'And a short one now.'
LAST = 'One more, short.'
PERSON = 'fine@sandbox.example'
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


def stage(**changes):
    """Changes what the service does from now on."""
    request = urllib.request.Request(f'{sandbox.origin}/sandbox/stage', json.dumps(changes).encode(),
                                     {'api-key': sandbox.key, 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, context=trust) as page:
        assert page.status == 200


def secrets():
    """What the keyring has of Ingot."""
    service = Secret.Service.get_sync(Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS, None)
    schema = Secret.Schema.new('io.github.ingotapp.Ingot', Secret.SchemaFlags.NONE,
                               {'address': Secret.SchemaAttributeType.STRING})
    found = service.search_sync(schema, {}, Secret.SearchFlags.ALL | Secret.SearchFlags.LOAD_SECRETS, None)
    return [item.get_secret().get_text() for item in found]


def in_database(text):
    folder = Path(os.environ['XDG_DATA_HOME']) / 'ingot'
    return [path.name for path in folder.rglob('*') if path.is_file() and text.encode() in path.read_bytes()]


def revoked():
    """When the account's sessions are ended, the card leads to another sign-in, and the message is sent again"""
    assert len(secrets()) == 1
    assert not in_database(secrets()[0])
    stage(revoke=True, clock_offset=7200)
    program.say(LAST)
    program.find('label', 'You are signed out')
    program.press('button', 'Sign In')
    answer(code())
    program.gone('dialog', 'Sign In')
    program.wait_for_reply(LAST)


def details():
    """The details tell whose account it is, and what for, and no token"""
    program.choose('Main Menu', 'n')
    dialog = program.find('dialog', 'Accounts')
    program.press('button', PERSON, dialog)
    program.find('label', 'Account Details', dialog)
    program.find('label', lambda name: name.startswith('Expires in '), dialog)
    assert secrets()[0] not in program.dump()


def sign_out():
    """Signing out asks once and leaves nothing in the keyring or the database"""
    refresh_token, = secrets()
    assert in_database(PERSON)
    program.press('button', 'Sign Out…')
    program.press('button', 'Sign Out')
    program.find('label', 'No Accounts')
    wait('an empty keyring', lambda: not secrets())
    assert program.stop() == 0
    assert not in_database(PERSON)
    assert not in_database(sandbox.ca_file)
    assert not in_database(refresh_token)


run([declined, sign_in, chat, restart, revoked, details, sign_out])
