#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends a first prompt through the real window to the sandbox, prints the reply, leaves a screenshot and says
where: what `./dev run` does where there is no display."""

import os
import sys
import tempfile
from pathlib import Path

from driver import Missing, Program, describe_failure, screenshot

PROMPT = 'Hello! What are you? A short answer, please.'


def main():
    os.environ.setdefault('INGOT_ARTEFACTS', str(Path(tempfile.gettempdir()) / 'ingot-first-prompt'))
    program = Program(G_DEBUG='')
    try:
        program.start(*sys.argv[1:])
        program.press('button', 'Try the Sandbox')
        program.say(PROMPT)
        reply = program.wait_for_reply(PROMPT)
        program.find('button', 'Regenerate')
        picture = screenshot('first-prompt', program.size())
    except Missing as problem:
        print('\n'.join([f'The first prompt was not answered: {problem}', *describe_failure('first-prompt')]),
              file=sys.stderr)
        return 1
    finally:
        code = program.stop() if program.process else 0
    print(f'You: {PROMPT}\n\n{reply}\n\nScreenshot: {picture}')
    return code


if __name__ == '__main__':
    sys.exit(main())
