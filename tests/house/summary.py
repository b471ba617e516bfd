#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what `meson test` ran. The last line is `N passed, M failed`.

Test points are counted where a program speaks TAP, whole programs elsewhere. A program that crashed, ran out
of time or planned more than it did counts as one failure more, so that it cannot hide behind its passed points.
"""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b([^#]*)(?:#\s*(SKIP|TODO)\b)?', re.IGNORECASE)
PLAN = re.compile(r'^1\.\.\d+', re.MULTILINE)
FINE = ('OK', 'EXPECTEDFAIL')


def count_points(output):
    """Passed, failed and skipped points of a TAP text."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        point = POINT.match(line)
        if not point:
            continue
        if point[3]:
            skipped += 1
        elif point[1]:
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_program(record):
    """Passed, failed and skipped for one line of testlog.json."""
    result, output = record['result'], record.get('stdout') or ''
    if result == 'SKIP':
        return 0, 0, 1
    if not (PLAN.search(output) or re.search(r'^TAP version', output, re.MULTILINE)):
        return (1, 0, 0) if result in FINE else (0, 1, 0)
    passed, failed, skipped = count_points(output)
    if result not in FINE and failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    sums, broken = [0, 0, 0], []
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            records = [json.loads(line) for line in log]
    except FileNotFoundError:
        records = []
    for record in records:
        counts = count_program(record)
        sums = [a + b for a, b in zip(sums, counts)]
        if counts[1]:
            broken.append(f"{record['name']}: {record['result']}, {counts[1]} failed")
    for line in broken:
        print(line)
    if sums[2]:
        print(f'{sums[2]} skipped')
    print(f'{sums[0]} passed, {sums[1]} failed')
    return 0 if sums[0] and not sums[1] else 1


if __name__ == '__main__':
    sys.exit(main())
