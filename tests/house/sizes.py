#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No file over 600 lines, no function over 60, in src and tests."""

import ast
import re
import sys
from pathlib import Path

from house import Tap, sources

FILE_LIMIT = 600
FUNCTION_LIMIT = 60


def c_functions(text):
    """Name and length of every function: in this style a body begins and ends with a brace in column 0."""
    lines, start, name = text.splitlines(), None, ''
    for number, line in enumerate(lines):
        if line.startswith('{'):
            head = ' '.join(lines[max(0, number - 12):number])
            head = re.split(r'[;}]|\*/', head)[-1]
            named = re.search(r'(\w+)\s*\(', head)
            start, name = (number, named[1]) if named and '=' not in head else (None, '')
        elif line.startswith('}') and start is not None:
            yield name, number - start + 1
            start = None


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.end_lineno - node.lineno + 1


def shell_functions(text):
    for match in re.finditer(r'^([\w-]+) ?\(\) ?\{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL):
        yield match[1], match[2].count('\n') + 2


READERS = {'.c': c_functions, '.h': c_functions, '.py': python_functions, '.sh': shell_functions}


def too_long(label, suffix, text):
    """What is over a limit in one file, as sentences."""
    length = text.count('\n')
    if length > FILE_LIMIT:
        yield f'{label}: {length} lines'
    for name, lines in READERS.get(suffix, lambda _: ())(text):
        if lines > FUNCTION_LIMIT:
            yield f'{label}: {name} has {lines} lines'


def self_test(tap):
    def found(suffix, text):
        return list(too_long('x', suffix, text))

    body = '  f ();\n'
    head = 'static void\nlong_one (int a,\n          int b)\n'
    tap.equal('C, 60 lines', found('.c', head + '{\n' + body * 58 + '}\n'), [])
    tap.equal('C, 61 lines', found('.c', head + '{\n' + body * 59 + '}\n'), ['x: long_one has 61 lines'])
    tap.equal('C, a long table', found('.c', 'static const int n[] =\n{\n' + '  1,\n' * 100 + '};\n'), [])
    tap.equal('C, a long structure', found('.h', 'struct _Long\n{\n' + '  int a;\n' * 100 + '};\n'), [])
    tap.equal('Python, 61 lines', found('.py', 'def f():\n' + '    g()\n' * 60), ['x: f has 61 lines'])
    tap.equal('shell, 61 lines', found('.sh', 'f () {\n' + '  g\n' * 59 + '}\n'), ['x: f has 61 lines'])
    tap.equal('a file of 600 lines', found('.ui', '<x/>\n' * 600), [])
    tap.equal('a file of 601 lines', found('.ui', '<x/>\n' * 601), ['x: 601 lines'])


def main():
    tap, root = Tap(), Path(sys.argv[1])
    self_test(tap)
    for folder in ('src', 'tests'):
        problems = []
        for path in sources(root, folder, '.c', '.h', '.py', '.sh', '.ui', '.css', '.blp', '.sql', '.build'):
            label = str(path.relative_to(root))
            problems += too_long(label, path.suffix, path.read_text(encoding='utf-8'))
        tap.point(f'nothing in {folder} is too long', problems)
    tap.done()


if __name__ == '__main__':
    main()
