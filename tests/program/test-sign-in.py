#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a key: somebody signs in by code to a cloud that is typed, sees what is deployed, chats, starts Ingot again,
and signs out. The browser is this test; the sign-in service is the sandbox, over TLS."""

import json

from cloud import Cloud, chat_with, choose_cloud, deployments, in_database, secrets, shown_code
from driver import Program, run, wait

PROMPT = 'A short answer, please.'
AGAIN = 'And a short one now.'
LAST = 'One more, short.'
PERSON = 'fine@sandbox.example'
program = Program()
cloud = Cloud()


def declined():
    """A code that is declined: the dialog says so, and has another one"""
    program.start()
    program.press('button', 'Get a Code', choose_cloud(program, cloud))
    cloud.answer(shown_code(program), 'deny')
    program.find('label', 'The sign-in was declined')
    program.press('button', 'New Code')


def sign_in():
    """The new code is approved, and all that the account reaches is listed"""
    cloud.answer(shown_code(program))
    program.gone('dialog', 'Sign In')
    listing = '/openai/deployments?api-version=2023-03-15-preview'
    there = json.loads(cloud.ask(listing, headers={'api-key': cloud.key}))['data']
    names = sorted(deployment['id'] for deployment in there)
    wait('all deployments', lambda: sorted(deployments(program)) == names)
    assert cloud.deployment in names
    program.find('label', f'{len(names)} on 1 resource')


def chat():
    """It chats with one of them without a key"""
    chat_with(program, cloud.deployment)
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert cloud.key not in secrets()
    assert not in_database(cloud.key)
    assert not [request for request in cloud.requests('/chat/completions') if 'api-key' in request['headers']]


def restart():
    """After a restart it is still signed in, and the list is there without being asked for again"""
    asked = len(cloud.requests('/subscriptions'))
    assert program.stop() == 0
    program.start()
    program.find('text', 'Message')
    program.press('button', 'Deployments')
    wait('the deployments', lambda: cloud.deployment in deployments(program))
    assert len(cloud.requests('/subscriptions')) == asked
    program.open_row(PROMPT)
    program.say(AGAIN)
    program.wait_for_reply(AGAIN)


def revoked():
    """When the account's sessions are ended, the card leads to another sign-in, and the message is sent again"""
    assert len(secrets()) == 1
    assert not in_database(secrets()[0])
    cloud.stage(revoke=True, clock_offset=7200)
    program.say(LAST)
    program.find('label', 'You are signed out')
    program.press('button', 'Sign In')
    cloud.answer(shown_code(program))
    program.gone('dialog', 'Sign In')
    program.wait_for_reply(LAST)


def details():
    """The details tell whose account it is, and what for, and no token"""
    program.choose('Main Menu', 'n')
    dialog = program.find('dialog', 'Accounts')
    program.press('button', PERSON, dialog)
    program.find('label', 'Account Details', dialog)
    program.find('label', lambda name: name.startswith('Expires in ') and 'Permissions: user_impersonation' in name, dialog)
    program.find('label', 'Cognitive Services User', dialog)
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
    assert not in_database(cloud.ca_file)
    assert not in_database(cloud.ready['tenant_id'])
    assert not in_database(cloud.ready['subscription_id'])
    assert not in_database(refresh_token)


with cloud:
    run([declined, sign_in, chat, restart, revoked, details, sign_out])
