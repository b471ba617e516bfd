# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for secrets where none belongs: in files and their names, in arguments and environments of processes."""

import base64
import os
import shutil
import sys
from pathlib import Path

from driver import artefacts

FOLDERS = ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME')
SHORTEST = 12
SESSION = Path(os.environ['INGOT_SESSION_FOLDER'])


def forms(secret):
    """What a secret can look like where somebody has put it away."""
    data = secret.encode()
    yield 'itself', data
    yield 'its last characters', data[-SHORTEST:]
    yield 'hex', data.hex().encode()
    yield 'upper-case hex', data.hex().upper().encode()
    # Whatever stands before it shifts base64 by up to two bytes; the middle is the same.
    for shift in range(3):
        yield f'base64, shifted by {shift}', base64.b64encode(b'\0' * shift + data)[4 if shift else 0:-4].rstrip(b'=')


class Leaks:
    """Secrets, each by what it is, and where they are found."""

    def __init__(self, **secrets):
        self.secrets = secrets

    def found_in(self, place, content):
        return [f'the {name}, {form}, is in {place}' for name, secret in list(self.secrets.items())
                for form, needle in forms(secret) if needle in content]

    def in_files(self, *folders):
        """What is found in files and in their names."""
        problems, count = [], 0
        for folder in folders:
            for path in Path(folder).rglob('*'):
                problems += self.found_in(f'the name {path}', os.fsencode(path))
                if path.is_file():
                    count += 1
                    problems += self.found_in(path, path.read_bytes())
        assert count, f'there is nothing to look at in {folders}'
        return problems

    def in_processes(self, pids='[0-9]*'):
        """What is found in the arguments and environments of all processes that can be seen, or of one."""
        problems, count = [], 0
        for process in Path('/proc').glob(str(pids)):
            for name in ('cmdline', 'environ'):
                try:
                    problems += self.found_in(process / name, (process / name).read_bytes())
                    count += 1
                except OSError:
                    continue
        assert count > (4 if pids == '[0-9]*' else 0), 'no process can be looked at'
        return problems

    def anywhere(self, program):
        """What is found after a program with all its messages has ended: in what it wrote, in its data, beside it."""
        logs = SESSION / 'logs'
        logs.mkdir(exist_ok=True)
        for number in range(1, program.starts + 1):
            shutil.copy(artefacts() / f'{Path(sys.argv[0]).stem}-{number}.log', logs)
        assert 'libsoup' in program.errors() or 'ingot-' in program.errors(), 'nothing was logged'
        assert (Path(os.environ['XDG_DATA_HOME']) / 'ingot' / 'ingot.db').exists()
        assert list((Path(os.environ['XDG_DATA_HOME']) / 'keyrings').iterdir())
        return self.in_files(*data_folders(), SESSION) + self.in_processes()


def children_of(pid):
    """The processes that one has started and that still run."""
    return [int(child) for task in Path(f'/proc/{pid}/task').iterdir()
            for child in (task / 'children').read_text(encoding='ascii').split()]


def data_folders():
    return [os.environ[name] for name in FOLDERS if Path(os.environ[name]).exists()]
