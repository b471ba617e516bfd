#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In a menu each letter belongs to one item, in English and in every language of po/LINGUAS.

Items that hide while they are disabled may share one: Pin and Unpin are never there together.
"""

import gettext
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from house import Tap, sources


def letter(label):
    """The mnemonic, or None. Two underscores are one that is shown."""
    found = re.search(r'_(\w)', label.replace('__', ''))
    return found[1].lower() if found else None


def clashes(menu, translate):
    """Pairs of labels with one letter."""
    seen = {}
    for item in menu.iter('item'):
        attributes = {entry.get('name'): entry for entry in item.findall('attribute')}
        if 'label' not in attributes or 'hidden-when' in attributes:
            continue
        label = translate(attributes['label'].text)
        key = letter(label)
        if key is not None and seen.setdefault(key, label) != label:
            yield f'“{seen[key]}” and “{label}”'


def translations(root, folder):
    """The function that translates into each language, by its name."""
    yield 'English', lambda text: text
    linguas = root / 'po' / 'LINGUAS'
    lines = linguas.read_text(encoding='utf-8').splitlines() if linguas.is_file() else []
    for language in ' '.join(line for line in lines if not line.startswith('#')).split():
        catalogue = Path(folder) / f'{language}.mo'
        subprocess.run(['msgfmt', f'--output-file={catalogue}', root / 'po' / f'{language}.po'], check=True)
        with catalogue.open('rb') as file:
            yield language, gettext.GNUTranslations(file).gettext


def self_test(tap):
    items = ''.join(f'<item><attribute name="label">{label}</attribute></item>' for label in ('_One', 'Two', '_Off', 'A__b'))
    menu = ElementTree.fromstring(f'<menu><section>{items}</section></menu>')
    tap.equal('planted: one letter for two items', list(clashes(menu, lambda text: text)), ['“_One” and “_Off”'])


def main():
    tap, root = Tap(), Path(sys.argv[1])
    self_test(tap)
    menus = [(path, menu) for path in sources(root, 'src', '.ui')
             for menu in ElementTree.parse(path).getroot().findall('menu')]
    tap.equal('there are menus', bool(menus), True)
    with tempfile.TemporaryDirectory() as folder:
        for language, translate in translations(root, folder):
            tap.point(f'menus in {language}', [f'{path.name}, {menu.get("id")}: {clash}' for path, menu in menus
                                               for clash in clashes(menu, translate)])
    tap.done()


if __name__ == '__main__':
    main()
