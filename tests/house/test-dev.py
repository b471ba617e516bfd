#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of ./dev can be tested without setting anything up."""

import os
import platform
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from house import Tap

ROOT = Path(sys.argv[1])
ALLOW, FAKE = 0x7FFF0000, 0x00050000
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
# Architecture, the calls that must do nothing, and some that must do what they always do (openat, mkdirat, unlinkat).
CALLS = {
    'x86_64': (0xC000003E, (92, 93, 94, 260, 116), (257, 258, 263)),
    'aarch64': (0xC00000B7, (55, 54, 159), (56, 34, 35)),
}


def dev(*arguments):
    """Exit code, standard output and standard error of ./dev."""
    done = subprocess.run([ROOT / 'dev', *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def setup(code, *arguments):
    """Runs code after .dev/setup.sh has been read."""
    prologue = 'set -euo pipefail; cache=/nonexistent project=/nonexistent; . "$0/.dev/setup.sh"; '
    return subprocess.run(['bash', '-c', prologue + code, ROOT, *arguments], capture_output=True, check=False,
                          env={**os.environ, 'CI': ''}, stdin=subprocess.DEVNULL)


def test_verbs(tap):
    code, out, err = dev('help')
    tap.equal('help', (code, [verb for verb in ('run', 'test', 'check', 'bench', 'shell') if f'  {verb}' not in out], err),
              (0, [], ''))
    code, out, err = dev('frobnicate')
    tap.equal('an unknown verb', (code, out, err.startswith('Usage:')), (2, '', True))
    tap.equal('flatpak', dev('flatpak'), (2, '', './dev flatpak is not part of this version yet.\n'))


def test_releases(tap):
    with tempfile.TemporaryDirectory() as folder:
        for name, text, wanted in (
                ('Debian 12', 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n', 1),
                ('Debian 13', 'ID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\n', 0),
                ('Debian testing', 'ID=debian\nVERSION_CODENAME=forky\n', 0),
                ('Ubuntu', 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="26.04"\n', 1)):
            file = Path(folder) / 'os-release'
            file.write_text(text, encoding='utf-8')
            tap.equal(name, setup('is_debian_13 "$1"', file).returncode, wanted)
    tap.equal('no os-release', setup('is_debian_13 /nonexistent').returncode, 1)


def run_filter(program, architecture, number):
    """What a classic BPF program says about one system call."""
    at, value = 0, None
    while True:
        code, if_true, if_false, operand = struct.unpack_from('<HBBI', program, at * 8)
        at += 1
        if code == LOAD:
            value = {0: number, 4: architecture}[operand]
        elif code == JUMP_IF_EQUAL:
            at += if_true if value == operand else if_false
        elif code == RETURN:
            return operand


def test_owner_filter(tap):
    machine = platform.machine()
    if machine not in CALLS:
        tap.skip('the filter', f'no filter for {machine}')
        return
    program = setup('owner_filter').stdout
    architecture, faked, allowed = CALLS[machine]
    tap.equal('changing owners does nothing', {run_filter(program, architecture, call) for call in faked}, {FAKE})
    tap.equal('other calls are let through', {run_filter(program, architecture, call) for call in allowed}, {ALLOW})
    tap.equal('so are those of another architecture', run_filter(program, 0x40000003, faked[0]), ALLOW)


def test_consent(tap):
    tap.equal('no answer is no consent', setup('consent "Now?"').returncode, 1)
    tap.equal('--yes is', setup('assume_yes=1; consent "Now?"').returncode, 0)
    tap.equal('CI=true is', setup('CI=true; consent "Now?"').returncode, 0)


def main():
    tap = Tap()
    test_verbs(tap)
    test_releases(tap)
    test_owner_filter(tap)
    test_consent(tap)
    tap.done()


if __name__ == '__main__':
    main()
