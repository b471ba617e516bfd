#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens of this computer: from the environment, of a managed identity, from the Azure CLI; in which order they are
asked for and what came of each. All of them are the sandbox's; the Azure CLI is a program that asks it."""

import os
import sys
from pathlib import Path

from cloud import Cloud, chat_with, fill_in, secrets
from driver import Program, run, wait

PROMPT = 'A short answer, please.'
CLIENT = '11111111-2222-3333-4444-555555555555'
ALL = ('Environment variables', 'Managed identity', 'Azure CLI')
cloud = Cloud()
program = Program()
# Whatever this machine has of its own is not what is tested.
bare = {name: value for name, value in program.environment.items() if not name.startswith(('AZURE_', 'IDENTITY_'))}
bare['PATH'] = ':'.join(folder for folder in os.environ['PATH'].split(':') if not (Path(folder) / 'az').exists())


def restart(**environment):
    """In another environment, as somebody else's shell or another machine would be."""
    if program.process is not None:
        assert program.stop() == 0
    program.environment = {**bare, **environment}
    program.start()


def other_ways():
    """From the window to the sources, for the sandbox's cloud."""
    if program.look('button', 'Sign In'):
        program.press('button', 'Sign In')
    else:
        program.choose('Main Menu', 'n')
        program.find('dialog', 'Accounts')
        program.press('button', lambda name: name in ('Sign In…', 'Sign In to Another Account…'))
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    program.press('button', 'Other Ways…', dialog)
    program.find('label', 'Without Signing In', dialog)
    return dialog


def outcomes(within):
    """Each source that is told of with what came of it."""
    words = ('Not tried', 'In use', 'Not there', 'Failed')
    found = []
    for row in program.look_for_all('item', None, within):
        names = [node.get_name() for node in program.walk(row)]
        state = next((name for name in names if name in words), None)
        if state is not None:
            found.append((next(name for name in names if name in ALL), state))
    return found


def expect(within, *states):
    """Waits until all three are told of in their order, each with its state."""
    wait(f'{states}', lambda: outcomes(within) == list(zip(ALL, states)))


def details(name):
    """Opens the details of an account; returns the dialog."""
    if not program.look('dialog', 'Accounts'):
        program.choose('Main Menu', 'n')
    dialog = program.find('dialog', 'Accounts')
    program.press('button', name, dialog)
    program.find('label', 'Account Details', dialog)
    return dialog


def nothing_there():
    """Where there is no source, it is told what is missing of each, in the order in which they are tried"""
    restart(IDENTITY_ENDPOINT=cloud.ready['identity_endpoint'], IDENTITY_HEADER='of another machine')
    dialog = other_ways()
    program.press('button', 'Use This computer', dialog)
    program.find('label', 'This computer has no such sign-in', dialog)
    expect(dialog, 'Not there', 'Not there', 'Not there')
    program.find_label('AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are not all set')
    program.find_label('This machine has no managed identity that may be used')
    program.find_label('there is no program “az”')
    program.press('button', 'Cancel', dialog)
    program.gone('dialog', 'Sign In')


def managed_identity():
    """The first that is there is used, and the others are not asked"""
    restart(IDENTITY_ENDPOINT=cloud.ready['identity_endpoint'], IDENTITY_HEADER=cloud.ready['identity_header'])
    program.press('button', 'Use This computer', other_ways())
    program.gone('dialog', 'Sign In')
    chat_with(program, cloud.deployment)
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert not secrets()
    dialog = details('This computer')
    expect(dialog, 'Not there', 'In use', 'Not tried')
    program.find('label', lambda name: name.startswith('Expires in '), dialog)


def wrong_secret():
    """What was set up and is refused is told, and nothing else is tried"""
    restart(AZURE_TENANT_ID=cloud.ready['tenant_id'], AZURE_CLIENT_ID=CLIENT, AZURE_CLIENT_SECRET='of yesterday')
    dialog = other_ways()
    program.press('button', 'Use This computer', dialog)
    program.find('label', 'The application is refused', dialog)
    expect(dialog, 'Failed', 'Not tried', 'Not tried')
    assert 'of yesterday' not in program.dump()
    program.press('button', 'Cancel', dialog)
    program.gone('dialog', 'Sign In')


def environment():
    """Variables that name an application give its tokens"""
    restart(AZURE_TENANT_ID=cloud.ready['tenant_id'], AZURE_CLIENT_ID=CLIENT, AZURE_CLIENT_SECRET=cloud.key)
    program.press('button', 'Use Environment variables', other_ways())
    program.gone('dialog', 'Sign In')
    dialog = details('Environment variables')
    wait('the outcome', lambda: outcomes(dialog) == [('Environment variables', 'In use')])
    assert cloud.key not in program.dump()


def azure_cli():
    """The Azure CLI gives tokens of whoever is signed in to it"""
    folder = Path(os.environ['INGOT_SESSION_FOLDER']) / 'cli'
    folder.mkdir()
    make_azure_cli(folder / 'az')
    restart(PATH=f'{folder}:{bare["PATH"]}')
    program.press('button', 'Use Azure CLI', other_ways())
    program.gone('dialog', 'Sign In')
    dialog = details('Azure CLI')
    wait('the outcome', lambda: outcomes(dialog) == [('Azure CLI', 'In use')])


def make_azure_cli(path):
    """What "az account get-access-token" prints, from the sandbox."""
    path.write_text(f'''#!{sys.executable}
import json, ssl, sys, urllib.parse, urllib.request
resource = sys.argv[sys.argv.index('--resource') + 1]
form = urllib.parse.urlencode(dict(client_id={CLIENT!r}, client_secret={cloud.key!r}, scope=resource + '/.default',
                                   grant_type='client_credentials')).encode()
trust = ssl.create_default_context(cafile={cloud.ca_file!r})
address = {cloud.origin + '/' + cloud.ready['tenant_id'] + '/oauth2/v2.0/token'!r}
with urllib.request.urlopen(address, form, context=trust) as answer:
    token = json.load(answer)
print(json.dumps(dict(accessToken=token['access_token'], expires_on=4102444800, tokenType='Bearer')))
''', encoding='utf-8')
    path.chmod(0o755)


def removed():
    """A source that is removed is gone, with its resources, after a restart, too"""
    program.press('button', 'Remove…')
    program.find_label('no longer asks “Azure CLI” for tokens')
    program.press('button', 'Remove')
    program.gone('button', 'Azure CLI')
    for name in ('This computer', 'Environment variables'):
        details(name)
        program.press('button', 'Remove…')
        program.press('button', 'Remove')
        program.gone('button', name)
    program.find('label', 'No Accounts')
    restart()
    program.find('button', 'New Chat')
    program.choose('Main Menu', 'n')
    program.find('label', 'No Accounts')


with cloud:
    run([nothing_there, managed_identity, wrong_secret, environment, azure_cli, removed])
