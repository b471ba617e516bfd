#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that is made narrow and wide again, with each of its panes open and closed. A warning of GTK ends it."""

from driver import Program, Sandbox, run, wait

PROMPT = 'Be brief.'
WIDTHS = (360, 1200, 700, 360, 900, 360, 1200)
program = Program()
sandbox = Sandbox()


def resize_all():
    for width in WIDTHS:
        program.resize(width, 760)
        wait(f'{width} pixels', lambda wanted=width: program.size()[0] == wanted)
        program.find('text', 'Message')


def neither():
    """With the library alone"""
    program.start()
    program.add_resource(f'{sandbox.origin}/openai/v1', sandbox.deployment, sandbox.key)
    program.say(PROMPT)
    program.wait_for_reply(PROMPT)
    program.resize(1200, 760)
    resize_all()
    program.find('button', 'New Chat')


def both():
    """With the library and the parameters"""
    program.keys('F8')
    program.find('label', 'Sampling')
    resize_all()
    program.find('label', 'Sampling')


def parameters():
    """With the parameters alone, which a narrow window has in a sheet"""
    program.keys('F9')
    program.gone('button', 'New Chat')
    resize_all()
    program.resize(360, 760)
    program.gone('label', 'Sampling')
    program.keys('F8')
    program.find('label', 'Sampling')
    program.resize(1200, 760)
    program.find('label', 'Sampling')


def none():
    """With neither"""
    program.keys('F8')
    program.gone('label', 'Sampling')
    resize_all()
    assert program.stop() == 0


with sandbox:
    run([neither, both, parameters, none])
