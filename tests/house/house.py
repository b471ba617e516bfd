# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the house share: TAP output and the list of files."""

import sys
from pathlib import Path


class Tap:
    """Test points on standard output; a point fails when it is given problems, which go to standard error:
    that is what Meson shows of a failed test."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def point(self, name, problems):
        self.count += 1
        for problem in problems:
            print(f'{name}: {problem}', file=sys.stderr)
        if problems:
            self.failed += 1
        print(f"{'not ok' if problems else 'ok'} {self.count} - {name}")

    def equal(self, name, found, wanted):
        self.point(name, [] if found == wanted else [f'found {found!r}', f'wanted {wanted!r}'])

    def skip(self, name, why):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {why}')

    def done(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def sources(root, folder, *suffixes):
    """The files of a folder of the project with one of these suffixes, but no fixtures and no hidden ones."""
    found = []
    for path in sorted((Path(root) / folder).rglob('*')):
        parts = path.relative_to(root).parts
        if path.is_file() and path.suffix in suffixes and 'fixtures' not in parts \
                and not any(part.startswith(('.', '__')) for part in parts):
            found.append(path)
    return found
