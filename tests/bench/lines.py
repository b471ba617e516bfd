#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the lines of JSON that the benchmarks printed, from Meson's log of them."""

import json
import sys
from pathlib import Path


def main():
    log = Path(sys.argv[1])
    if not log.is_file():
        print('No benchmark was run.', file=sys.stderr)
        sys.exit(1)
    for line in log.read_text(encoding='utf-8').splitlines():
        for printed in json.loads(line).get('stdout', '').splitlines():
            if printed.startswith('{'):
                print(json.dumps(json.loads(printed), ensure_ascii=False))


if __name__ == '__main__':
    main()
