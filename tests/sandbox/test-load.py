# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hundred streams at once: none fails, and what they took is given back. How long they take is measured by a
benchmark."""

from sandbox import SandboxCase, main
from streams import memory_of, run_round

STREAMS = 200


class Load(SandboxCase):
    # Slow enough that all of them are there at once.
    OPTIONS = ('--rate=100',)

    def test_streams_at_once(self):
        memory = []
        for _ in range(3):
            self.assertEqual(run_round(self.sandbox, STREAMS)[1], STREAMS)
            memory.append(memory_of(self.sandbox))
        # What the last round has more than the first is all anonymous; what is shared with others comes and goes with
        # them. AddressSanitizer keeps what is freed for a while.
        with open(f'/proc/{self.sandbox.process.pid}/maps', encoding='utf-8') as maps:
            if 'libasan' not in maps.read():
                self.assertLessEqual(memory[2][1] - memory[0][1], 0.1 * memory[0][0], memory)


class LoadOverTls(Load):
    OPTIONS = ('--tls', '--rate=100')


if __name__ == '__main__':
    main()
