#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says to people whom the organization does not simply let in: one is blocked, one has to bring more
proof, one has no role. Each is told so in a sentence of its own, and what to do."""

from cloud import Cloud, become_browser, called_with, choose_cloud, deployments, fill_in, secrets, shown_code
from driver import Program, run, wait

PROMPT = 'A short answer, please.'
program = Program()
cloud = Cloud()


def blocked_by_code():
    """Who is blocked is told by what, and is offered the browser"""
    become_browser()
    program.start()
    dialog = choose_cloud(program, cloud)
    program.press('button', 'Get a Code', dialog)
    cloud.answer(shown_code(program), account='blocked')
    program.find('label', 'Your organization blocks this sign-in', dialog)
    assert 'Conditional Access' in program.find_label('Sign in with the browser instead')
    program.find('button', 'New Code', dialog)
    assert not secrets()


def blocked_in_browser():
    """The browser that Ingot opens lets them in"""
    program.press('button', 'Sign In With the Browser', program.find('dialog', 'Sign In'))
    assert 'go back to Ingot' in cloud.sign_in(called_with(), account='blocked')
    program.gone('dialog', 'Sign In')
    wait('the deployments', lambda: cloud.deployment in deployments(program))
    assert len(secrets()) == 1


def more_proof():
    """Who has to bring more proof is told so, and the next code asks for it"""
    program.choose('Main Menu', 'n')
    program.press('button', 'Sign In to Another Account…', program.find('dialog', 'Accounts'))
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    program.press('button', 'Get a Code', dialog)
    code = shown_code(program)
    cloud.answer(code, account='mfa')
    program.find('label', 'One more proof is needed', dialog)
    program.find_label('multi-factor authentication')
    assert len(secrets()) == 1
    program.press('button', 'New Code', dialog)
    cloud.answer(shown_code(program, code), account='mfa')
    program.gone('dialog', 'Sign In')
    program.keys('Escape')
    program.gone('dialog', 'Accounts')
    assert len(secrets()) == 2


def no_role():
    """Who has no role is signed in, and told which role to ask for"""
    program.press('button', 'New Chat')
    program.find('text', 'Message')
    program.choose('Main Menu', 'Return')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', f'{cloud.origin}/openai/v1', dialog)
    program.type('entry', 'Deployment Name', cloud.deployment, dialog)
    program.press('button', 'Other Account…', dialog)
    fill_in(program, cloud, program.find('dialog', 'Sign In'))
    program.press('button', 'Get a Code')
    cloud.answer(shown_code(program), account='no-role')
    program.gone('dialog', 'Sign In')
    program.find('label', 'no-role@sandbox.example', dialog)
    program.press('button', 'Add', dialog)
    program.gone('dialog', 'Add Resource')
    program.find('label', f'Message {cloud.deployment}')
    program.say(PROMPT)
    program.find('label', 'A role is missing')
    program.find_label('Cognitive Services User')


def checked():
    """A check says the same, at the step where it is found out"""
    program.press('button', 'Check')
    dialog = program.find('dialog', 'Check')
    program.find('label', 'A role is missing', dialog)
    program.find('label', lambda name: 'Cognitive Services User' in name, dialog)
    program.keys('Escape')
    program.gone('dialog', 'Check')


def roles():
    """The details of that account tell the roles that it does have"""
    program.choose('Main Menu', 'n')
    dialog = program.find('dialog', 'Accounts')
    program.press('button', 'no-role@sandbox.example', dialog)
    program.find('label', 'Reader', dialog)
    program.gone('label', 'Asking…')
    assert not program.look('label', 'Cognitive Services User', dialog)


with cloud:
    run([blocked_by_code, blocked_in_browser, more_proof, no_role, checked, roles])
