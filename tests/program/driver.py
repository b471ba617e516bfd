# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program in a real window, as a person with a screen reader would: by role and name.

Needs a session such as with-session.sh makes. Everything that waits, waits in wait().
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'house'))
from house import Tap  # noqa: E402

# For a machine that is busy with a build; what works takes a fraction of it.
PATIENCE = 60
POLL = 0.02

ROLES = {
    'alert': {Atspi.Role.ALERT, Atspi.Role.NOTIFICATION, Atspi.Role.STATUS_BAR},
    'article': {Atspi.Role.ARTICLE},
    'button': {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.PUSH_BUTTON_MENU},
    'choice': {Atspi.Role.COMBO_BOX},
    'document': {Atspi.Role.DOCUMENT_FRAME, Atspi.Role.DOCUMENT_TEXT, Atspi.Role.DOCUMENT_WEB},
    'dialog': {Atspi.Role.DIALOG, Atspi.Role.ALERT},
    'entry': {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT},
    'group': {Atspi.Role.PANEL, Atspi.Role.GROUPING},
    'item': {Atspi.Role.LIST_ITEM},
    'label': {Atspi.Role.LABEL, Atspi.Role.HEADING, Atspi.Role.STATIC},
    'menu item': {Atspi.Role.MENU_ITEM},
    'radio': {Atspi.Role.RADIO_BUTTON, Atspi.Role.CHECK_BOX},
    'text': {Atspi.Role.TEXT},
    'window': {Atspi.Role.FRAME, Atspi.Role.WINDOW},
}

# GTK has no object that libatspi asks for at the start; it does without.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None)
Atspi.init()
DESKTOP = Atspi.get_desktop(0)
# What libatspi remembers is only brought up to date by a main loop, which this has not.
DESKTOP.set_cache_mask(Atspi.Cache.NONE)


class Missing(Exception):
    """Something that should have appeared did not."""


def wait(what, condition, seconds=PATIENCE):
    """Returns what the condition gives, once it is true."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Missing(f'{what}: not within {seconds} s')
        time.sleep(POLL)


def artefacts():
    """Where screenshots and logs are kept: the build folder in a test, else the working folder."""
    folder = Path(os.environ.get('INGOT_ARTEFACTS') or os.getcwd())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def screenshot(name, shown=None):
    """Saves the screen, or what is shown on it, as a PNG and returns its path."""
    path = artefacts() / f'{name}.png'
    command = ['import', '-window', 'root']
    if shown is not None:
        width, height = shown
        command += ['-crop', f'{width}x{height}+0+0', '+repage']
    subprocess.run([*command, str(path)], check=True)
    return path


def program_path(variable, name):
    path = os.environ.get(variable) or shutil.which(name)
    if not path:
        raise Missing(f'{name} is not on the PATH')
    return path


def end(process, with_signal=signal.SIGTERM):
    """Ends a process that was started here and returns its exit code."""
    if process.poll() is None:
        process.send_signal(with_signal)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Missing(f'{process.args[0]} did not end within {PATIENCE} s of signal {with_signal}') from None


class Sandbox:
    """A stand-in for a resource, with its own random key."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([program_path('INGOT_SANDBOX', 'ingot-sandbox'), *arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True)
        ready = json.loads(self.process.stdout.readline())
        self.origin = ready['origin']
        self.key = ready['api_key']
        self.deployment = ready['chat_deployment']
        self.ca_file = ready.get('ca_file')
        self.ready = ready

    def __enter__(self):
        return self

    def __exit__(self, *error):
        end(self.process)


class Program:
    """Ingot, from start() to stop(); it can be started again on the same data. A warning ends it."""

    running = []

    def __init__(self, translate=None, **environment):
        self.translate = translate or (lambda name: name)
        self.environment = {**os.environ, 'G_DEBUG': 'fatal-warnings', **environment}
        self.process = None
        self.application = None
        self.starts = 0
        self.log = None

    # --- Its life ---

    def start(self, *arguments):
        self.starts += 1
        self.log = artefacts() / f'{Path(sys.argv[0]).stem}-{self.starts}.log'
        with self.log.open('wb') as log:
            self.process = subprocess.Popen([program_path('INGOT_PROGRAM', 'ingot'), *arguments],
                                            env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        Program.running.append(self)
        self.application = wait('the window', self._find_application)
        return self

    def stop(self, with_signal=signal.SIGTERM):
        """Ends it, by default as a session manager would, and returns its exit code."""
        code = end(self.process, with_signal)
        Program.running.remove(self)
        self.application = None
        return code

    def errors(self):
        """Everything it has written to standard error, in all words."""
        return self.log.read_text(encoding='utf-8', errors='replace')

    def _find_application(self):
        if self.process.poll() is not None:
            raise Missing(f'the program ended with {self.process.returncode}:\n{self.errors()}')
        for index in range(DESKTOP.get_child_count()):
            try:
                application = DESKTOP.get_child_at_index(index)
                if application.get_process_id() == self.process.pid and application.get_child_count() > 0:
                    application.set_cache_mask(Atspi.Cache.NONE)
                    return application
            except (GLib.Error, AttributeError):
                continue
        return None

    # --- Looking ---

    def walk(self, within=None, leave_out=None):
        """Everything that is shown, in reading order, but for what is below a role."""
        node = within or self.application
        try:
            count = node.get_child_count()
        except GLib.Error:
            return
        for index in range(count):
            try:
                child = node.get_child_at_index(index)
                shown = child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING)
            except GLib.Error:
                continue
            if shown:
                yield child
                if leave_out is None or child.get_role() not in ROLES[leave_out]:
                    yield from self.walk(child, leave_out)

    def look_for_all(self, role, name=None, within=None):
        """What is shown now with this role and name, given in English. A name may be a test of names."""
        wanted = self.translate(name) if isinstance(name, str) else None
        fits = name if callable(name) else lambda found: name is None or found == wanted
        for node in self.walk(within):
            try:
                if node.get_role() in ROLES[role] and fits(node.get_name()):
                    yield node
            except GLib.Error:
                continue

    def look(self, role, name=None, within=None):
        """The first of them, or None."""
        return next(self.look_for_all(role, name, within), None)

    def find(self, role, name=None, within=None, seconds=PATIENCE):
        """Waits until it is shown."""
        def present():
            if self.process.poll() is not None:
                raise Missing(f'the program ended with {self.process.returncode}:\n{self.errors()}')
            return self.look(role, name, within)
        return wait(f'{role} {name!r}', present, seconds)

    def gone(self, role, name, seconds=PATIENCE):
        wait(f'{role} {name!r} gone', lambda: self.look(role, name) is None, seconds)

    def find_label(self, part):
        """Waits for a text on the page with this part."""
        return self.find('label', lambda name: part in name).get_name()

    def dump(self):
        """All that is shown, one line each, for whoever reads a failure."""
        lines = []
        for node in self.walk():
            try:
                name, text = node.get_name(), self.read(node)
                if name or text:
                    lines.append(f'{node.get_role_name()} {name!r} {text[-200:] if text != name else ""!r}')
            except GLib.Error:
                continue
        return '\n'.join(lines)

    @staticmethod
    def read(node):
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ''

    @staticmethod
    def is_sensitive(node):
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    # --- Doing ---

    def press(self, role, name, within=None):
        """Waits until it can be pressed, and does."""
        def pressed():
            # A menu button has a button of the same name inside, and only that one can be pressed.
            return any(self._act(node) for node in self.look_for_all(role, name, within))
        wait(f'pressing {role} {name!r}', pressed)

    def _act(self, node):
        try:
            action = node.get_action_iface()
            return action is not None and self.is_sensitive(node) and Atspi.Action.do_action(action, 0)
        except GLib.Error:
            return False

    def type(self, role, name, text, within=None, kept=True):
        """Puts a text in the place of what is there. It may be one that the program changes at once."""
        self.fill(self.find(role, name, within), text, kept)

    @staticmethod
    def fill(node, text, kept=True):
        """The same, for what was found already."""
        Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text)
        if kept:
            wait(f'{node.get_name()!r} to hold what was typed',
                 lambda: Atspi.Text.get_character_count(node.get_text_iface()) == len(text))

    @staticmethod
    def keys(*names):
        """Keys by their X names, to whatever has the focus."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)

    def drag(self, first, last):
        """Drags the pointer from the first letters of one text to those of another."""
        self.resize(*self.size())
        steps = [*self._begin(first, 2), 'mousedown', '1', *self._begin(first, 8), *self._begin(last, 8),
                 *self._begin(last, 24), 'mouseup', '1']
        subprocess.run(['xdotool', *steps], check=True)

    @staticmethod
    def _begin(node, right):
        extents = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
        return 'mousemove', '--sync', str(extents.x + right), str(extents.y + extents.height // 2), 'sleep', '0.1'

    def choose(self, menu, key):
        """Opens a menu and chooses by mnemonic, or Return for the first: GTK 4.18 does not tell the items' names."""
        self.press('button', menu)
        self.find('menu item')
        self.keys(key)

    def resize(self, width, height):
        """There is no window manager: the window takes what it is given."""
        window = wait('a window', self.windows)[-1]
        subprocess.run(['xdotool', 'windowmove', window, '0', '0', 'windowsize', window, str(width), str(height)],
                       check=True)

    def windows(self):
        """The X windows that are shown, by their numbers; none when one goes away just now."""
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                              check=False, capture_output=True, text=True).stdout.split()

    def size(self):
        """Width and height of the window in pixels."""
        extents = Atspi.Component.get_extents(self.find('window').get_component_iface(), Atspi.CoordType.WINDOW)
        return extents.width, extents.height

    # --- What is particular to Ingot ---

    def new_chat(self):
        """Begins a chat. A button that is pressed by a program acts a moment later, so this waits for it."""
        self.press('button', 'New Chat')
        self.gone('document', 'Conversation')
        self.find('text', 'Message')

    def say(self, text):
        """Writes a message and sends it."""
        self.type('text', 'Message', text)
        self.press('button', 'Send')

    def conversation(self):
        """All that has been said, as it is shown: for each turn who speaks, and then what."""
        return ''.join(f'{node.get_name()}\n{self.read(node).strip()}\n' for node in self.look_for_all('article'))

    def reply_to(self, prompt):
        """What stands below the last message, or '' while nothing does."""
        # A message fills its lines, unlike one that a reply quotes; then one line says who replies.
        _, found, after = self.conversation().rpartition(f'\n{prompt}\n')
        return after.lstrip('\n').partition('\n')[2].strip() if found else ''

    def wait_for_reply(self, prompt):
        """Waits for the whole reply to a message that was just sent."""
        wait('the end of the reply',
             lambda: self.reply_to(prompt) and self.look('button', 'Stop') is None and self.reply_to(prompt))
        return self.reply_to(prompt)

    def row_nodes(self):
        """What is in the library; replies have lists, too."""
        return [node for node in self.walk(leave_out='document') if node.get_role() in ROLES['item']]

    def rows(self):
        """The titles in the library."""
        return [node.get_name() for node in self.row_nodes()]

    def find_row(self, title):
        return wait(f'row {title!r}',
                    lambda: next((node for node in self.row_nodes() if node.get_name() == title), None))

    def open_row(self, title):
        self.find_row(title)
        self.open_row_at(self.rows().index(title))

    def open_row_at(self, index):
        row = self.row_nodes()[index]
        # GTK counts the rows without the heads of their groups.
        Atspi.Selection.select_child(row.get_parent().get_selection_iface(), index)
        wait(f'row {index} to be selected', lambda: row.get_state_set().contains(Atspi.StateType.SELECTED))

    def is_selected(self, title):
        return self.find_row(title).get_state_set().contains(Atspi.StateType.SELECTED)

    def add_resource(self, address, deployment, key=''):
        """Through the Add Resource dialog, from wherever it can be opened, to a chat with the deployment."""
        if not self.look('button', 'Add Resource'):
            self.choose('Main Menu', 'Return')
        else:
            self.press('button', 'Add Resource')
        dialog = self.find('dialog', 'Add Resource')
        self.type('text', 'Address', address, dialog)
        self.type('entry', 'Deployment Name', deployment, dialog)
        if key:
            self.type('entry', 'Key', key, dialog)
        self.press('button', 'Add', dialog)
        self.gone('dialog', 'Add Resource')
        self.find('label', f'Message {deployment}')


def run(steps):
    """Runs the steps of one journey as test points. After a failure the rest makes no sense."""
    tap = Tap()
    name = Path(sys.argv[0]).stem
    failed = False
    for step in steps:
        title = step.__doc__.splitlines()[0].rstrip('.')
        if failed:
            tap.skip(title, 'an earlier step failed')
            continue
        try:
            step()
            problems = []
        except Exception:  # pylint: disable=broad-except
            failed = True
            problems = [traceback.format_exc(), *describe_failure(name)]
        tap.point(title, problems)
        sys.stdout.flush()
    for program in list(Program.running):
        program.stop(signal.SIGKILL)
    tap.done()


def describe_failure(name):
    for program in Program.running:
        try:
            yield f'shown:\n{program.dump()}'
            yield f'screenshot: {screenshot(name + "-failed")}'
            yield f'its last words:\n{program.errors()[-4000:]}'
        except Exception:  # pylint: disable=broad-except
            yield traceback.format_exc()
