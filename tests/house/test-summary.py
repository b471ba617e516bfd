#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sum at the end of `./dev test` is right, above all when something failed."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from house import Tap

SUMMARY = Path(__file__).with_name('summary.py')


def last_line(*records):
    """The last line that summary.py prints for these lines of testlog.json, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / 'testlog.json'
        log.write_text(''.join(json.dumps({'name': 'x', **record}) + '\n' for record in records), encoding='utf-8')
        done = subprocess.run([sys.executable, SUMMARY, log], capture_output=True, text=True, check=False)
        return done.stdout.splitlines()[-1], done.returncode


def main():
    tap = Tap()
    for name, records, wanted in (
            ('points are counted', [{'result': 'OK', 'stdout': 'TAP version 14\n1..2\nok 1 /a\nok 2 /b\n'}],
             ('2 passed, 0 failed', 0)),
            ('a failed point', [{'result': 'FAIL', 'stdout': '1..2\nok 1 /a\nnot ok 2 /b\n'}],
             ('1 passed, 1 failed', 1)),
            ('a crash after a passed point', [{'result': 'FAIL', 'stdout': '1..2\nok 1 /a\n'}],
             ('1 passed, 1 failed', 1)),
            ('a program that ran out of time', [{'result': 'TIMEOUT', 'stdout': '1..1\nok 1 /a\n'}],
             ('1 passed, 1 failed', 1)),
            ('a program without TAP', [{'result': 'OK', 'stdout': 'fine\n'}, {'result': 'FAIL'}],
             ('1 passed, 1 failed', 1)),
            ('skipped points do not count', [{'result': 'OK', 'stdout': '1..2\nok 1 /a # SKIP why\nok 2 /b\n'}],
             ('1 passed, 0 failed', 0)),
            ('nothing ran', [], ('0 passed, 0 failed', 1))):
        tap.equal(name, last_line(*records), wanted)
    tap.done()


if __name__ == '__main__':
    main()
