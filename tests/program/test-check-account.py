#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of a resource that is signed in to with an account, from the Deployments page: what it says of tokens, and
how it leads back to a sign-in."""

from cloud import Cloud, chat_with, choose_cloud, shown_code
from driver import Program, run, screenshot

program = Program()
cloud = Cloud()


def step(begin):
    """Waits for the step whose name for screen readers begins so."""
    return program.find('item', lambda name: name.startswith(begin), program.find('dialog', 'Check')).get_name()


def well():
    """Signed in, each layer says what it found: the certificate, the account, the audience"""
    program.start()
    program.press('button', 'Get a Code', choose_cloud(program, cloud))
    cloud.answer(shown_code(program))
    program.gone('dialog', 'Sign In')
    chat_with(program, cloud.deployment)
    program.press('button', 'Deployments')
    program.press('button', 'Check')
    program.find('label', 'Everything Works')
    assert 'certificate by ingot-sandbox authority' in step('Secure Connection, OK: TLS 1.3')
    step('Signing In, OK: fine@sandbox.example has a token')
    step('Audience, OK: Tokens for https://cognitiveservices.azure.com are accepted')
    step('Role and Access, OK')
    screenshot('check-account', program.size())


def signed_out():
    """When the account's sessions were ended the check says so, leads to a sign-in, and goes on by itself"""
    cloud.stage(revoke=True, clock_offset=7200)
    program.press('button', 'Check Again')
    step('Signing In, failed: You are signed out')
    screenshot('check-signed-out', program.size())
    program.press('button', 'Sign In Again…')
    program.find('dialog', 'Sign In')
    cloud.answer(shown_code(program))
    program.gone('dialog', 'Sign In')
    program.find('label', 'Everything Works')
    step('Signing In, OK')
    program.keys('Escape')
    program.gone('dialog', 'Check')


def wrong_audience():
    """A resource that wants tokens for something else fails at the audience"""
    cloud.stage(audiences=['https://elsewhere.example'])
    program.press('button', 'Check')
    step('Audience, failed: The token was refused')
    step('Role and Access, not tried')
    program.keys('Escape')
    program.gone('dialog', 'Check')
    assert program.stop() == 0


with cloud:
    run([well, signed_out, wrong_audience])
