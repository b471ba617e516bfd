#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the program on purpose, one edit at a time, and sees that the named test notices.

    mutants.py ROOT BUILD [NAME…]

ROOT/tests/mutants lists the edits. They are made in a copy of the sources; BUILD is made for it, and kept for
the next time. A mutant that a test does not notice, that no longer fits the source or that does not build is a
failure: the list is then out of date, or the test is worth nothing.
"""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from house import Tap  # noqa: E402

BLOCK = re.compile(r'^== (?P<name>\S+): (?P<test>\S+) (?P<point>\S+)\n(?P<file>\S+)\n'
                   r'<<<\n(?P<old>.*?)===\n(?P<new>.*?)>>>\n', re.M | re.S)


def read_mutants(path):
    text = path.read_text(encoding='utf-8')
    mutants = [match.groupdict() for match in BLOCK.finditer(text)]
    if len(mutants) != len(re.findall(r'^== ', text, re.M)):
        raise SystemExit(f'{path}: a block is not understood')
    return mutants


def copy_sources(root, copy):
    """Only what changed is written, so that the build stays small."""
    wanted = set()
    for path in Path(root).rglob('*'):
        inside = path.relative_to(root)
        if path.is_file() and '.git' not in inside.parts and '__pycache__' not in inside.parts:
            wanted.add(inside)
            target = copy / inside
            if not target.exists() or target.read_bytes() != path.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
    for path in copy.rglob('*'):
        if path.is_file() and path.relative_to(copy) not in wanted:
            path.unlink()


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def set_up(root, build):
    copy, tree = build / 'source', build / 'build'
    build.mkdir(parents=True, exist_ok=True)
    copy_sources(root, copy)
    if not (tree / 'build.ninja').exists():
        shutil.rmtree(tree, ignore_errors=True)
        subprocess.run(['meson', 'setup', str(tree), str(copy)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['ninja', '-C', str(tree)], check=True, stdout=subprocess.DEVNULL)
    return copy, tree


def find_program(tree, test):
    """Where the program of a test is, or will be, below the build folder."""
    floor = 'core' if (tree / f'tests/core/test-{test}').exists() else 'ui'
    return f'tests/{floor}/test-{test}'


def list_tests(tree, test):
    """Through Meson, because some programs want a display, a keyring or the sandbox even to say what they test."""
    run('meson', 'test', '-C', str(tree), '--no-rebuild', '--test-args=-l', test)
    log = (tree / 'meson-logs/testlog.json').read_text(encoding='utf-8')
    return json.loads(log.splitlines()[0]).get('stdout', '').split()


def check_tests(mutants, tree):
    """A test that does not exist, or that fails anyway, would seem to notice everything."""
    problems = []
    for test in sorted({mutant['test'] for mutant in mutants}):
        listed = list_tests(tree, test)
        problems += [f"{test} has no test {mutant['point']}" for mutant in mutants
                     if mutant['test'] == test and mutant['point'] not in listed]
        if run('meson', 'test', '-C', str(tree), '--no-rebuild', test).returncode != 0:
            problems.append(f'{test} fails without any mutant')
    return problems


def try_mutant(mutant, copy, tree):
    """Returns what is wrong with the list or with the test; nothing when the test noticed."""
    path = copy / mutant['file']
    source = path.read_text(encoding='utf-8')
    if source.count(mutant['old']) != 1:
        return [f"what it replaces stands {source.count(mutant['old'])} times in {mutant['file']}"]
    path.write_text(source.replace(mutant['old'], mutant['new']), encoding='utf-8')
    try:
        built = run('ninja', '-C', str(tree), find_program(tree, mutant['test']))
        if built.returncode != 0:
            return ['it does not build', built.stdout[-2000:]]
        tested = run('meson', 'test', '-C', str(tree), '--no-rebuild', '--timeout-multiplier', '0.5',
                     '--test-args', f"-p {mutant['point']}", mutant['test'])
        return [] if tested.returncode != 0 else [f"{mutant['test']} {mutant['point']} does not notice"]
    finally:
        path.write_text(source, encoding='utf-8')


def main(root, build, *names):
    tap = Tap()
    mutants = read_mutants(Path(root) / 'tests/mutants')
    copy, tree = set_up(root, Path(build))
    tap.point('the tests themselves', check_tests(mutants, tree))
    for mutant in mutants:
        if not names or mutant['name'] in names:
            tap.point(mutant['name'], try_mutant(mutant, copy, tree))
            sys.stdout.flush()
    tap.done()


if __name__ == '__main__':
    main(*sys.argv[1:])
