#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with the browser, which this test is, and giving up: Escape ends whatever was waited for."""

import socket
from urllib.parse import parse_qs, urlsplit

from cloud import Cloud, become_browser, called_with, choose_cloud, fill_in, secrets, shown_code
from driver import Program, run, wait

program = Program()
cloud = Cloud()


def redirect_of(link):
    """Where the page at the end of the link sends the browser: name and port."""
    address = urlsplit(parse_qs(urlsplit(link).query)['redirect_uri'][0])
    return address.hostname, address.port


def listens(address):
    try:
        socket.create_connection(address, 1).close()
        return True
    except OSError:
        return False


def no_browser():
    """Where no browser can be opened, the link is there to be copied"""
    program.start()
    dialog = choose_cloud(program, cloud)
    program.press('button', 'Sign In With the Browser', dialog)
    program.find_label('No browser could be opened')
    link = program.find('label', lambda name: 'oauth2/v2.0/authorize?' in name, dialog).get_name()
    assert 'code_challenge_method=S256' in link
    assert 'code_verifier' not in link


def escape_browser():
    """Escape ends the waiting for a browser: the port is closed"""
    link = program.find('label', lambda name: 'oauth2/v2.0/authorize?' in name).get_name()
    address = redirect_of(f'https://{link}')
    assert address[0] == 'localhost'
    assert listens(address)
    program.keys('Escape')
    program.gone('dialog', 'Sign In')
    wait('the port to be closed', lambda: not listens(address))


def escape_code():
    """Escape ends the waiting for a code: the service is not asked again, and nobody is signed in"""
    program.press('button', 'Get a Code', choose_cloud(program, cloud))
    first = shown_code(program)
    wait('a poll', cloud.polls)
    program.keys('Escape')
    program.gone('dialog', 'Sign In')
    cloud.answer(first)
    # The next code is asked for as often as the first one would be: that one would have been redeemed by then.
    program.press('button', 'Get a Code', choose_cloud(program, cloud))
    second = shown_code(program, first)
    before = len(cloud.polls())
    wait('more polls', lambda: len(cloud.polls()) > before + 2)
    assert 200 not in cloud.polls()
    assert not secrets()
    cloud.answer(second, 'deny')
    program.find('label', 'The sign-in was declined')
    program.press('button', 'Change Cloud')


def declined_in_browser():
    """Who cancels in the browser reads so there and in the window"""
    become_browser()
    program.press('button', 'Sign In With the Browser')
    assert 'not signed in' in cloud.sign_in(called_with(), 'cancel')
    program.find('label', 'The sign-in was declined')
    program.press('button', 'Try Again')


def in_browser():
    """Who goes on in the browser is signed in, and the port is closed"""
    link = called_with()
    assert 'go back to Ingot' in cloud.sign_in(link)
    program.gone('dialog', 'Sign In')
    wait('the port to be closed', lambda: not listens(redirect_of(link)))
    assert len(secrets()) == 1


def second_factor():
    """Who needs a second factor gives it in the browser, and Ingot hears no refusal"""
    program.choose('Main Menu', 'n')
    program.press('button', 'Sign In to Another Account…', program.find('dialog', 'Accounts'))
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    program.press('button', 'Sign In With the Browser', dialog)
    assert 'go back to Ingot' in cloud.sign_in(called_with(), account='mfa')
    program.gone('dialog', 'Sign In')
    program.find('button', 'mfa@sandbox.example')
    assert len(secrets()) == 2


with cloud:
    run([no_browser, escape_browser, escape_code, declined_in_browser, in_browser, second_factor])
