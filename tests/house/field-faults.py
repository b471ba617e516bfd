#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks tests/FIELD-FAULTS: every item has a test, and every test that it names exists.

    field-faults.py ROOT BUILD
"""
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from house import Tap  # noqa: E402

ITEMS = [*range(1, 9), *range(10, 32), *range(33, 46), *range(47, 53)]


def read_map(text):
    """Lines of an item, a test program and a test; returns them and what is wrong."""
    rows, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith('#'):
            continue
        if len(words) != 3 or not words[0].isdigit():
            problems.append(f'line {number} is not “ITEM PROGRAM TEST”: {line}')
        else:
            rows.append((int(words[0]), words[1], words[2]))
    return rows, problems


def missing_items(rows):
    return [f'item {item} has no test' for item in ITEMS if item not in {row[0] for row in rows}]


def find_program(build, name):
    for floor in ('core', 'ui', 'sandbox'):
        program = Path(build) / f'tests/{floor}/test-{name}'
        if program.exists():
            return program
    return None


def missing_tests(rows, build):
    """Programs in C list their tests; those in Python are looked for by the title in their text."""
    listed, problems = {}, []
    for item, name, test in rows:
        if name not in listed:
            program = find_program(build, name)
            listed[name] = program and subprocess.run([program, '-l'], capture_output=True, text=True,
                                                      check=False).stdout.split()
        if listed[name] is None:
            problems.append(f'item {item}: there is no test program {name}')
        elif test not in listed[name]:
            problems.append(f'item {item}: {name} has no test {test}')
    return problems


def main(root, build):
    tap = Tap()
    rows, problems = read_map((Path(root) / 'tests/FIELD-FAULTS').read_text(encoding='utf-8'))
    tap.point('the map is understood', problems)
    tap.point('every item has a test', missing_items(rows))
    tap.point('every test exists', missing_tests(rows, build))
    planted, odd = read_map('10 chat /chat/nothing\n99 nobody /x\nten words\n')
    tap.equal('planted: a line that is not understood', len(odd), 1)
    tap.equal('planted: items without a test', len(missing_items(planted)), len(ITEMS) - 1)
    tap.equal('planted: tests that do not exist', len(missing_tests(planted, build)), 2)
    tap.done()


if __name__ == '__main__':
    main(*sys.argv[1:])
