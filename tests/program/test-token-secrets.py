#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole sessions without keys: what is secret of signing in is in the keyring, or in memory, and nowhere else. The
test reads along on the wire and so knows all of it."""

import os
import tempfile
from pathlib import Path

from cloud import Cloud, become_browser, called_with, chat_with, choose_cloud, fill_in, in_database, secrets, shown_code
from driver import Program, run, wait
from leaks import Leaks, children_of, data_folders
from wire import Wire

PROMPT = 'A short answer, please.'
AGAIN = 'And a short one now.'
CLIENT = '11111111-2222-3333-4444-555555555555'
PEOPLE = ('fine@sandbox.example', 'no-role@sandbox.example')
# The sandbox's own files are its affair, so they are not where the test looks.
state = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
cloud = Cloud(f'--state-dir={state.name}')
wire = Wire(cloud.origin, cloud.ca_file, Path(state.name) / 'server.pem')
cloud.authority = wire.origin
leaks = Leaks()
leaks.secrets = wire.secrets
program = Program(G_MESSAGES_DEBUG='all')


def expect_no_leak():
    problems = leaks.in_processes() + leaks.in_files(*data_folders())
    assert not problems, '\n'.join(problems)


def by_code():
    """What passes when somebody signs in by code is in no file, argument or environment"""
    become_browser()
    program.start()
    program.press('button', 'Get a Code', choose_cloud(program, cloud))
    code = shown_code(program)
    expect_no_leak()
    cloud.answer(code)
    program.gone('dialog', 'Sign In')
    chat_with(program, cloud.deployment)
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    assert {'device code', 'access token', 'refresh token', 'id token'} <= wire.kinds()
    expect_no_leak()


def scan_finds():
    """The scan would find each of them"""
    planted = Path(os.environ['XDG_DATA_HOME']) / 'planted'
    for name, secret in list(wire.secrets.items()):
        planted.write_text(f'before {secret} after', encoding='utf-8')
        assert any(name in problem for problem in leaks.in_files(*data_folders())), name
    planted.unlink()
    expect_no_leak()


def after_restart():
    """Neither is what passes when tokens are fetched anew"""
    before = len(wire.secrets)
    assert program.stop() == 0
    program.start()
    program.find('text', 'Message')
    program.say(AGAIN)
    program.wait_for_reply(AGAIN)
    assert len(wire.secrets) > before
    assert secrets()[0] in wire.secrets.values()
    expect_no_leak()


def by_browser():
    """Neither is what passes when somebody signs in with the browser"""
    program.choose('Main Menu', 'n')
    program.press('button', 'Sign In to Another Account…', program.find('dialog', 'Accounts'))
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    program.press('button', 'Sign In With the Browser', dialog)
    assert 'go back to Ingot' in cloud.sign_in(called_with(), account='no-role')
    program.gone('dialog', 'Sign In')
    program.find('button', PEOPLE[1])
    assert {'code', 'code verifier'} <= wire.kinds()
    assert len(secrets()) == 2
    expect_no_leak()


def sign_out():
    """Who signs out leaves nothing in the keyring or the database"""
    for person in PEOPLE:
        assert in_database(person)
        program.press('button', person, program.find('dialog', 'Accounts'))
        program.press('button', 'Sign Out…')
        program.press('button', 'Sign Out')
        program.gone('button', person)
    wait('an empty keyring', lambda: not secrets())
    assert program.stop() == 0
    for trace in (*PEOPLE, cloud.ready['tenant_id'], cloud.ca_file, wire.origin):
        assert not in_database(trace), trace


def secret_of_application():
    """The secret of an application is where whoever set it up has put it, and its tokens are nowhere"""
    before = len(wire.secrets)
    program.environment = {**program.environment, 'AZURE_TENANT_ID': cloud.ready['tenant_id'],
                           'AZURE_CLIENT_ID': CLIENT, 'AZURE_CLIENT_SECRET': cloud.key}
    program.start()
    program.choose('Main Menu', 'n')
    program.press('button', 'Sign In…', program.find('dialog', 'Accounts'))
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    program.press('button', 'Other Ways…', dialog)
    program.press('button', 'Use Environment variables', dialog)
    program.gone('dialog', 'Sign In')
    program.find('button', 'Environment variables')
    assert len(wire.secrets) > before + 1
    program.keys('Escape')
    program.gone('dialog', 'Accounts')
    program.press('button', 'New Chat')
    program.press('button', 'Deployment')
    program.press('button', 'Try the Sandbox')
    program.find('label', 'Answers are simulated')
    assert leaks.in_processes(program.process.pid), 'it is in the environment that Ingot was started in'
    assert children_of(program.process.pid)
    for child in children_of(program.process.pid):
        assert not leaks.in_processes(child)
    assert program.stop() == 0
    assert cloud.key in wire.secrets.values()
    assert not secrets()


def nowhere():
    """After all of it, nothing is in a file, a log, an argument or an environment"""
    assert len(wire.secrets) > 10
    problems = leaks.anywhere(program)
    assert not problems, '\n'.join(problems)


with state, cloud:
    run([by_code, scan_finds, after_restart, by_browser, sign_out, secret_of_application, nowhere])
