#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees when a reply fails: each cause has its own headline and its own advice."""

import re
import socket
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from driver import Program, Sandbox, end, run, screenshot, wait

PROMPT = 'Hello?'
program = Program()
sandbox = Sandbox('--faults')


def fails(case, headline, advice):
    """Sends a message and reads the card below the transcript."""
    program.say(PROMPT)
    program.find('label', headline)
    shown = program.find_label(advice)
    screenshot(f'error-{case}', program.size())
    assert program.look('button', 'Stop') is None
    assert program.is_sensitive(program.find('button', 'Try Again'))
    return shown


def address():
    return f'{sandbox.origin}/openai/v1'


def wrong_key():
    """A wrong key"""
    program.start()
    program.add_resource(address(), 'mistral-large', '0123456789abcdef0123456789abcdef')
    shown = fails('wrong-key', 'The key was refused', 'does not accept this key')
    assert sandbox.origin.partition('://')[2] in shown, shown


def unknown_deployment():
    """An unknown deployment, with the right key"""
    program.new_chat()
    program.add_resource(address(), 'no-such-deployment', sandbox.key)
    fails('unknown-deployment', 'There is no such deployment', 'no deployment named “no-such-deployment”')


def dead_host():
    """A port where nobody listens"""
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        port = taken.getsockname()[1]
    program.new_chat()
    program.add_resource(f'http://127.0.0.1:{port}/v1', 'nobody', 'key-for-nobody')
    fails('dead-host', 'The server cannot be reached', f'Nothing answers at 127.0.0.1:{port}')


def untrusted_certificate():
    """A certificate that nobody vouches for"""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder, 'key.pem'), Path(folder, 'certificate.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                        '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
                        '-keyout', key, '-out', certificate], check=True, capture_output=True)
        server = subprocess.Popen(['openssl', 's_server', '-accept', '127.0.0.1:0', '-key', key, '-cert', certificate,
                                   '-www'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = next(found[1] for line in server.stdout if (found := re.match(r'ACCEPT .*:(\d+)$', line)))
            program.new_chat()
            program.add_resource(f'https://127.0.0.1:{port}/v1', 'behind-tls', 'key-that-must-stay-here')
            fails('tls', 'The connection is not secure', f'The certificate of 127.0.0.1:{port} is not trusted')
        finally:
            end(server)


def rate_limit():
    """A 429: first the wait, with its countdown, then the words"""
    program.new_chat()
    program.add_resource(address(), 'fault-429', sandbox.key)
    program.say(PROMPT)
    wait('the countdown', counts_down)
    screenshot('error-rate-limit-waiting', program.size())
    wanted = ['The rate limit is used up', '“fault-429” accepts no more requests for now']
    wait('the end of the attempts', lambda: refuse_again() and shows_all(wanted))
    screenshot('error-rate-limit', program.size())


def rate_limit_over():
    """Try Again gets through once the service allows it"""
    program.press('button', 'Try Again')
    reply = program.wait_for_reply(PROMPT)
    assert 'fault-429' in reply, reply


def restart():
    """After a restart each failed reply still has its own words"""
    assert program.stop() == 0
    program.start()
    program.new_chat()
    assert program.rows() == [PROMPT] * 5, program.rows()
    for index, headline in ((1, 'The connection is not secure'), (2, 'The server cannot be reached'),
                            (3, 'There is no such deployment'), (4, 'The key was refused')):
        program.open_row_at(index)
        program.find('label', headline)


def replaced_key():
    """With another key for its resource a conversation goes on where it was refused"""
    program.add_resource(address(), 'mistral-large', sandbox.key)
    program.press('button', 'Try Again')
    reply = program.wait_for_reply(PROMPT)
    assert 'mistral-large' in reply, reply
    assert program.rows() == [PROMPT] * 5, program.rows()
    assert program.stop() == 0


def counts_down():
    """The wait lasts two seconds, which a busy machine may take to look: then it is made to wait again."""
    refuse_again()
    if program.look('button', 'Try Again'):
        program.press('button', 'Try Again')
    return shows_all(['The rate limit is used up', 'It is sent again by itself after a moment', ' of 3 in '])


def shows_all(parts):
    labels = [node.get_name() for node in program.look_for_all('label')]
    return all(any(part in label for label in labels) for part in parts)


def refuse_again():
    """The deployment refuses a few requests and then works; this begins its count anew."""
    request = urllib.request.Request(f'{sandbox.origin}/sandbox/reset', b'', {'api-key': sandbox.key})
    with urllib.request.urlopen(request, timeout=60):
        return True


with sandbox:
    run([wrong_key, unknown_deployment, dead_host, untrusted_certificate, rate_limit, rate_limit_over, restart,
         replaced_key])
