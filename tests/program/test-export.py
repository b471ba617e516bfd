#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat is exported through GTK's own file dialog, which is there where no portal is."""

import os
import tempfile
from pathlib import Path

from driver import Program, run, screenshot, wait

PROMPT = 'What is *emphasis*, in short?'
# Nobody can make a file here, root included.
CLOSED = Path('/proc')
folder = Path(tempfile.mkdtemp(dir=os.environ['INGOT_SESSION_FOLDER']))
program = Program()
reply = ''


def export(path, button='Save'):
    """Names a file in the dialog and closes that."""
    program.choose('Chat Menu', 'e')
    program.find('button', 'Save')
    name = wait('the name', lambda: next((node for node in program.look_for_all('entry')
                                          if program.read(node).endswith('.md')), None))
    assert 'emphasis' in program.read(name), program.read(name)
    program.fill(name, str(path))
    shown = wait('two windows', lambda: len(found := program.windows()) > 1 and len(found))
    program.press('button', button)
    # Not by looking for the button: GTK 4.18 has critical words for whoever asks a dialog that is being destroyed.
    wait('the dialog to close', lambda: 0 < len(program.windows()) < shown)


def written():
    """The file has the whole chat, and a sentence says so"""
    global reply
    program.start()
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    program.say(PROMPT)
    reply = program.wait_for_reply(PROMPT)
    path = folder / 'chat.md'
    export(path)
    program.find_label('The chat was exported to “chat.md”')
    screenshot('exported', program.size())
    text = path.read_text(encoding='utf-8')
    assert text.startswith('# '), text
    assert PROMPT in text and 'mistral-large' in text, text
    assert text.count('\n## ') == 2 or text.count('**') > 1, text
    assert list(folder.iterdir()) == [path], list(folder.iterdir())


def cancelled():
    """Cancel writes nothing and says nothing"""
    program.gone('label', 'The chat was exported to “chat.md”')
    export(folder / 'cancelled.md', 'Cancel')
    program.find('button', 'Regenerate')
    assert not (folder / 'cancelled.md').exists()
    assert program.look('label', lambda name: 'cancelled.md' in name) is None


def refused():
    """Where nothing can be written, a sentence says so and the chat stays as it is"""
    export(CLOSED / 'chat.md')
    shown = program.find_label('“chat.md” could not be written')
    screenshot('not-exported', program.size())
    assert len(shown) > len('“chat.md” could not be written: '), shown
    assert program.reply_to(PROMPT) == reply
    assert program.stop() == 0


run([written, cancelled, refused])
