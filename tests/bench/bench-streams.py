# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the sandbox with 200 streams at once, of 50 tokens each at 25 tokens a second: each of three rounds against
one stream alone, and its memory after each round."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'sandbox'))

from sandbox import Sandbox  # noqa: E402
from streams import memory_of, run_round  # noqa: E402

STREAMS = 200
RATE = 25


def measure(*options):
    sandbox = Sandbox(f'--rate={RATE}', *options)
    alone, whole = run_round(sandbox, 1)
    assert whole == 1
    rounds = []
    memory = []
    for _ in range(3):
        seconds, whole = run_round(sandbox, STREAMS)
        assert whole == STREAMS, whole
        rounds.append(round(seconds, 3))
        memory.append(memory_of(sandbox)[0])
    assert sandbox.end() == (0, b'')
    print(json.dumps({'name': 'sandbox, 200 streams at once' + (', TLS' if options else ''),
                      'alone_s': round(alone, 3), 'rounds_s': rounds, 'slowest_to_alone': round(max(rounds) / alone, 2),
                      'pss_kib': memory, 'last_to_first_pss': round(memory[2] / memory[0], 3)}))


measure()
measure('--tls')
