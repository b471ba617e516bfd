#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom. Every include line under src is on this list, or the test fails."""

import re
import sys
import tempfile
from pathlib import Path

from house import Tap, sources

# A room may include itself and these. Rooms that are not listed may not exist.
EDGES = {
    'base': set(),
    'model': {'base'},
    'net': {'model', 'base'},
    'auth': {'net', 'model', 'base'},
    'azure': {'auth', 'net', 'model', 'base'},
    'store': {'model', 'base'},
    'text': {'model', 'base'},
    'formats': {'model', 'base'},
    'math': {'model', 'base'},
    'jobs': {'azure', 'auth', 'net', 'store', 'text', 'formats', 'math', 'model', 'base'},
    'ui': {'jobs', 'text', 'model', 'base'},
    'main': {'ui', 'jobs', 'azure', 'auth', 'net', 'store', 'text', 'formats', 'math', 'model', 'base'},
    'sandbox': set(),
}

# Libraries that only these rooms may include; the pattern is matched against <…>.
LIBRARIES = {
    r'gtk/|adwaita\.h|gdk/|gsk/|graphene': {'ui', 'main'},
    r'sqlite3\.h': {'store'},
    # Jobs hand keys on and wipe them.
    r'libsecret/': {'auth', 'jobs'},
    r'libsoup/': {'base', 'net', 'auth', 'azure', 'sandbox'},
    r'libdex\.h': {'base', 'model', 'net', 'auth', 'azure', 'store', 'text', 'formats', 'math', 'jobs'},
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
GENERATED = re.compile(r'config\.h|.*-(resources|enums|enum-types|marshal)\.h')


def room_of(path, src):
    """The room that a file under src belongs to."""
    parts = path.relative_to(src).parts
    if parts[0] == 'core':
        return parts[1] if len(parts) > 2 else 'core'
    return parts[0] if len(parts) > 1 else 'main'


def resolve(path, name, src):
    """The file that an include line names, looked for where the compiler looks."""
    for folder in (path.parent, src / 'core', src / 'ui', src / 'sandbox', src):
        if (folder / name).is_file():
            return folder / name
    return None


def check_quoted(path, name, src):
    room = room_of(path, src)
    if GENERATED.fullmatch(name):
        return None
    target = resolve(path, name, src)
    if target is None:
        return f'names no file: "{name}"'
    other = room_of(target.resolve(), src.resolve())
    if other != room and other not in EDGES.get(room, set()):
        return f'{room} may not include {other}: "{name}"'
    return None


def check_library(path, name, src):
    for pattern, rooms in LIBRARIES.items():
        if re.match(pattern, name) and room_of(path, src) not in rooms:
            return f'{room_of(path, src)} may not include <{name}>'
    return None


def violations(src):
    """Every include line that is not allowed, as sentences."""
    problems = []
    for path in sources(src.parent, src.name, '.c', '.h'):
        if room_of(path, src) not in EDGES:
            problems.append(f'{path.relative_to(src)}: its room is not on the list')
            continue
        for quote, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
            check = check_quoted if quote == '"' else check_library
            problem = check(path, name, src)
            if problem:
                problems.append(f'{path.relative_to(src)}: {problem}')
    return problems


def planted(files):
    """The violations in a small tree: name to content."""
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder) / 'src'
        for name, content in files.items():
            (src / name).parent.mkdir(parents=True, exist_ok=True)
            (src / name).write_text(content, encoding='utf-8')
        return violations(src)


def self_test(tap):
    headers = {'core/azure/ingot-a.h': '', 'core/base/ingot-b.h': '', 'ui/chat/ingot-chat.h': '',
               'ui/shell/ingot-w.c': '#include "config.h"\n#include "chat/ingot-chat.h"\n',
               'sandbox/server/sandbox-s.h': '#include <libsoup/soup.h>\n'}
    tap.equal('allowed edges pass', planted(headers), [])
    for name, line, problem in (
            ('ui/shell/ingot-x.c', '#include "azure/ingot-a.h"', 'ui may not include azure: "azure/ingot-a.h"'),
            ('ui/shell/ingot-x.c', '# include "../../core/azure/ingot-a.h"',
             'ui may not include azure: "../../core/azure/ingot-a.h"'),
            ('core/base/ingot-x.c', '#include "azure/ingot-a.h"', 'base may not include azure: "azure/ingot-a.h"'),
            ('core/jobs/ingot-x.h', '#include "chat/ingot-chat.h"', 'jobs may not include ui: "chat/ingot-chat.h"'),
            ('sandbox/server/x.c', '#include "base/ingot-b.h"', 'sandbox may not include base: "base/ingot-b.h"'),
            ('core/jobs/ingot-x.c', '#include <gtk/gtk.h>', 'jobs may not include <gtk/gtk.h>'),
            ('core/jobs/ingot-x.c', '#include <adwaita.h>', 'jobs may not include <adwaita.h>'),
            ('ui/shell/ingot-x.c', '#include <sqlite3.h>', 'ui may not include <sqlite3.h>'),
            ('core/base/ingot-x.c', '#include "nowhere.h"', 'names no file: "nowhere.h"')):
        tap.equal(f'planted in {name}: {line}', planted({**headers, name: line + '\n'}),
                  [f'{name.removeprefix("src/")}: {problem}'])
    tap.equal('a room that is not on the list', planted({'core/misc/x.c': ''}),
              ['core/misc/x.c: its room is not on the list'])


def main():
    tap = Tap()
    self_test(tap)
    tap.point('every include line under src is on the list', violations(Path(sys.argv[1]) / 'src'))
    tap.done()


if __name__ == '__main__':
    main()
