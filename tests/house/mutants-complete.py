#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks tests/mutants without making any edit: nothing is missing in it, and each edit still fits the sources.

    mutants-complete.py ROOT
"""
import re
import sys
from pathlib import Path

from house import Tap
from mutants import read_mutants

ITEMS = range(10, 27)
RULES = range(1, 11)
REASON = re.compile(r'^-- (?P<name>\S+): \S+ \S+', re.M)


def error_codes(header):
    return re.findall(r'^ +INGOT_ERROR_([A-Z_0-9]+) = \d+,', header, re.M)


def missing(names, codes):
    """What has neither an edit nor a reason; a name may have a word more, as in rule-2-rename."""
    wanted = [f'item-{item}' for item in ITEMS] + [f'rule-{rule}' for rule in RULES] \
        + [f'sentence-{code}' for code in codes]
    return [f'{name} has no edit and no reason' for name in wanted
            if not any(found == name or found.startswith(f'{name}-') for found in names)]


def unfit(root, mutants):
    """Edits that cannot be made, and tests that are not there."""
    problems = []
    for mutant in mutants:
        path = root / mutant['file']
        times = path.read_text(encoding='utf-8').count(mutant['old']) if path.exists() else 0
        if times != 1:
            problems.append(f"{mutant['name']}: what it replaces stands {times} times in {mutant['file']}")
        if not any((root / f"tests/{floor}/test-{mutant['test']}.c").exists() for floor in ('core', 'ui')):
            problems.append(f"{mutant['name']}: there is no test program {mutant['test']}")
    return problems


def repeated(mutants):
    names = [mutant['name'] for mutant in mutants]
    return [f'{name} stands there twice' for name in sorted(set(names)) if names.count(name) > 1]


def main(root):
    root = Path(root)
    tap = Tap()
    mutants = read_mutants(root / 'tests/mutants')
    reasons = REASON.findall((root / 'tests/mutants').read_text(encoding='utf-8'))
    codes = error_codes((root / 'src/core/base/ingot-error.h').read_text(encoding='utf-8'))
    tap.equal('the codes are found', codes[:2], ['FAILED', 'ADDRESS'])
    tap.point('nothing is missing', missing([mutant['name'] for mutant in mutants] + reasons, codes))
    tap.point('each name stands there once', repeated(mutants))
    tap.point('each edit fits', unfit(root, mutants))
    tap.equal('planted: what is missing', len(missing(['item-10', 'rule-2-rename', 'sentence-STORE_IN_USE'], ['STORE'])),
              len(ITEMS) + len(RULES) - 1)
    tap.equal('planted: edits that do not fit',
              len(unfit(root, [{'name': 'x', 'file': 'meson.build', 'old': 'no such line', 'test': 'turn'},
                               {'name': 'y', 'file': 'nowhere.c', 'old': '', 'test': 'nobody'}])), 3)
    tap.equal('planted: a name twice', len(repeated([{'name': 'x'}, {'name': 'y'}, {'name': 'x'}])), 1)
    tap.done()


if __name__ == '__main__':
    main(*sys.argv[1:])
