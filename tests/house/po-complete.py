#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language of po/LINGUAS is complete against what the sources say now, and POTFILES names every source."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from house import Tap, sources

# Meson's preset for GLib programs, so that what is checked is what is extracted.
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3',
            'Q_:1g', 'ngettext:1,2']
TRANSLATABLE = {
    '.c': re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"'),
    '.ui': re.compile(r'translatable="(?:yes|true)"'),
    '.in': re.compile(r'^(?:Name|Comment|Keywords)=|<(?:summary|caption)>', re.MULTILINE),
    '.xml': re.compile(r'<schemalist[^>]*gettext-domain'),
}


def listed(po):
    """The files that POTFILES names."""
    for name in ('POTFILES', 'POTFILES.in'):
        if (po / name).is_file():
            lines = (po / name).read_text(encoding='utf-8').splitlines()
            return [line.strip() for line in lines if line.strip() and not line.startswith('#')]
    return []


def with_messages(root):
    """The sources with something to translate, the sandbox apart: it speaks as the service does, in English."""
    for path in sources(root, 'src', *TRANSLATABLE) + sources(root, 'data', *TRANSLATABLE):
        name = str(path.relative_to(root))
        if not name.startswith('src/sandbox/') and TRANSLATABLE[path.suffix].search(path.read_text(encoding='utf-8')):
            yield name


def check_listing(tap, root, names):
    tap.point('POTFILES names every source with messages',
              [f'missing: {name}' for name in with_messages(root) if name not in names])
    tap.point('POTFILES names files that exist', [f'no such file: {name}' for name in names
                                                  if not (root / name).is_file()])


def template(root, names, folder):
    """A fresh template, or xgettext's own words."""
    pot = Path(folder) / 'fresh.pot'
    done = subprocess.run(
        ['xgettext', '--from-code=UTF-8', '--add-comments', f'--directory={root}', f'--output={pot}',
         *(f'--keyword={keyword}' for keyword in KEYWORDS), *(name for name in names if (root / name).is_file())],
        capture_output=True, text=True, check=False)
    return pot, done.stderr.splitlines() if done.returncode else []


def unfinished(po_file, pot):
    """What msgcmp says about messages of the template that are untranslated, fuzzy or missing."""
    done = subprocess.run(['msgcmp', str(po_file), str(pot)], capture_output=True, text=True, check=False)
    broken = subprocess.run(['msgfmt', '--check', '--output-file=/dev/null', str(po_file)],
                            capture_output=True, text=True, check=False)
    lines = pot.read_text(encoding='utf-8').splitlines()
    problems = []
    for line in done.stderr.splitlines() if done.returncode else []:
        place = re.match(re.escape(str(pot)) + r':(\d+):', line)
        if place:
            before = '\n'.join(lines[:int(place[1]) - 1])
            problems.append('not translated: ' + before[before.rindex('\nmsgid ') + 1:].replace('\n', ' '))
        elif 'is similar' not in line:
            problems.append(line)
    return problems + (broken.stderr.splitlines() if broken.returncode else [])


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def self_test(tap, folder):
    folder = Path(folder)
    pot, po = folder / 'self.pot', folder / 'self.po'
    pot.write_text(HEADER + 'msgid "Send"\nmsgstr ""\n', encoding='utf-8')
    for name, text, complete in (
            ('a translated message', 'msgid "Send"\nmsgstr "보내기"\n', True),
            ('an untranslated message', 'msgid "Send"\nmsgstr ""\n', False),
            ('a fuzzy message', '#, fuzzy\nmsgid "Send"\nmsgstr "보내기"\n', False),
            ('a missing message', 'msgid "Stop"\nmsgstr "중지"\n', False)):
        po.write_text(HEADER + text, encoding='utf-8')
        tap.equal(f'planted: {name}', not unfinished(po, pot), complete)


def main():
    tap, root = Tap(), Path(sys.argv[1])
    po = root / 'po'
    with tempfile.TemporaryDirectory() as folder:
        self_test(tap, folder)
        if not (po / 'LINGUAS').is_file():
            tap.skip('translations', 'there are none yet')
            tap.done()
        names = listed(po)
        check_listing(tap, root, names)
        pot, problems = template(root, names, folder)
        tap.point('the messages can be extracted', problems)
        lines = (po / 'LINGUAS').read_text(encoding='utf-8').splitlines()
        for language in ' '.join(line for line in lines if not line.startswith('#')).split():
            tap.point(f'{language} is complete', unfinished(po / f'{language}.po', pot))
    tap.done()


if __name__ == '__main__':
    main()
