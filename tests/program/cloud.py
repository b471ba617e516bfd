# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox as a cloud that people sign in to, over TLS, and what a person does to sign in: at the dialog and, as
the browser, on the sandbox's pages."""

import json
import os
import re
import ssl
import urllib.parse
import urllib.request
from pathlib import Path

import gi
gi.require_version('Atspi', '2.0')
gi.require_version('Secret', '1')
from gi.repository import Atspi, Secret  # noqa: E402

from driver import Sandbox, wait  # noqa: E402

CALLED = Path(os.environ['INGOT_SESSION_FOLDER']) / 'called'


class Cloud(Sandbox):
    """The sign-in service, the management service and the resource in one."""

    def __init__(self, *arguments):
        super().__init__('--tls', *arguments)
        self.authority = self.origin
        self.trust = ssl.create_default_context(cafile=self.ca_file)
        # No test waits longer than it has to.
        self.stage(device_code_interval=1)

    def ask(self, path, form=None, headers=None):
        """A page or an answer of the sandbox's, after all redirects."""
        request = urllib.request.Request(urllib.parse.urljoin(self.origin, path), form, headers or {})
        with urllib.request.urlopen(request, context=self.trust) as page:
            return page.read().decode()

    def stage(self, **changes):
        """Changes what the service does from now on."""
        self.ask('/sandbox/stage', json.dumps(changes).encode(),
                 {'api-key': self.key, 'Content-Type': 'application/json'})

    def requests(self, path):
        """Those of the last requests whose path ends so."""
        asked = json.loads(self.ask('/sandbox/requests', headers={'api-key': self.key}))['requests']
        return [request for request in asked if request['path'].endswith(path)]

    def polls(self):
        """How often it was asked whether somebody has entered a code, and what it answered."""
        return [request['status'] for request in self.requests('/oauth2/v2.0/token')
                if 'device_code' in (request['body'] or '')]

    def answer(self, code, action='approve', account='fine'):
        """What a person does on the page for codes."""
        form = urllib.parse.urlencode({'user_code': code, 'action': action, 'account': account}).encode()
        self.ask('/devicelogin', form)

    def sign_in(self, link, action='continue', account='fine'):
        """What a person does on the page that a browser was sent to; returns the page that it ends on."""
        page = self.ask(link)
        for doing in (action, 'confirm'):
            flow = re.search('name="flow" value="([^"]*)"', page)
            if flow is None:
                break
            form = urllib.parse.urlencode({'flow': flow[1], 'account': account, 'action': doing}).encode()
            page = self.ask('/signin', form)
        return page


def become_browser():
    """From now on the session's browser is a program that writes down what it is called with."""
    folder = CALLED.parent / 'browser'
    folder.mkdir()
    program = folder / 'browser'
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >"{CALLED}.new" && mv "{CALLED}.new" "{CALLED}"\n',
                       encoding='utf-8')
    program.chmod(0o755)
    applications = Path(os.environ['XDG_DATA_HOME']) / 'applications'
    applications.mkdir(parents=True)
    (applications / 'test-browser.desktop').write_text(
        '[Desktop Entry]\nType=Application\nName=Browser\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n'
        f'Exec={program} %u\n', encoding='utf-8')
    (Path(os.environ['XDG_CONFIG_HOME']) / 'mimeapps.list').write_text(
        '[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n'
        'x-scheme-handler/https=test-browser.desktop\n', encoding='utf-8')


def called_with():
    """What the browser was opened with; asked once for each time."""
    link = wait('the browser to be opened', lambda: CALLED.exists() and CALLED.read_text(encoding='utf-8').strip())
    CALLED.unlink()
    return link


def choose_cloud(program, cloud):
    """Opens the Sign In dialog, chooses Other Cloud and types all of it; returns the dialog."""
    program.press('button', 'Sign In')
    dialog = program.find('dialog', 'Sign In')
    fill_in(program, cloud, dialog)
    return dialog


def fill_in(program, cloud, dialog):
    """The same in a dialog that is open."""
    program.find('choice', 'Cloud', dialog)
    program.keys('alt+l')
    program.find('label', 'US Government')
    program.keys('End', 'Return')
    program.find('entry', 'Authority', dialog)
    program.type('entry', 'Authority', cloud.authority, dialog)
    program.type('entry', 'Management URL (Optional)', cloud.origin, dialog)
    program.type('entry', 'CA File (Optional)', cloud.ca_file, dialog)


def shown_code(program, last=None):
    """The code that the dialog shows, once it is another one than the last."""
    def shown():
        dialog = program.look('dialog', 'Sign In')
        labels = program.look_for_all('label', lambda name: 8 <= len(name) <= 9 and name.isalnum() and name.isupper(),
                                      dialog) if dialog else ()
        return next((node.get_name() for node in labels if node.get_name() != last), None)
    return wait('a code', shown)


def deployment_rows(program):
    """Those of the table of the Deployments page; its head is a row, too, but in no list."""
    return [node for node in program.walk()
            if node.get_role() == Atspi.Role.TABLE_ROW and node.get_parent().get_role() == Atspi.Role.LIST]


def deployments(program):
    """Their names."""
    return [row.get_name() for row in deployment_rows(program)]


def chat_with(program, name):
    """From the Deployments page to a chat with one of them, by its row and the pane's button."""
    if not program.look('button', 'Refresh'):
        program.press('button', 'Deployments')
    wait(f'the row {name!r}', lambda: name in deployments(program))
    row = next(row for row in deployment_rows(program) if row.get_name() == name)
    Atspi.Selection.select_child(row.get_parent().get_selection_iface(), row.get_index_in_parent())
    program.find('label', lambda words: words.startswith('In use: '))
    program.press('button', 'Chat')
    program.find('label', f'Message {name}')


def secrets():
    """What the keyring has of Ingot."""
    service = Secret.Service.get_sync(Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS, None)
    schema = Secret.Schema.new('io.github.ingotapp.Ingot', Secret.SchemaFlags.NONE,
                               {'address': Secret.SchemaAttributeType.STRING})
    found = service.search_sync(schema, {}, Secret.SearchFlags.ALL | Secret.SearchFlags.LOAD_SECRETS, None)
    return [item.get_secret().get_text() for item in found]


def in_database(text):
    """The files of the data folder that have a text in them."""
    folder = Path(os.environ['XDG_DATA_HOME']) / 'ingot'
    return [path.name for path in folder.rglob('*') if path.is_file() and text.encode() in path.read_bytes()]
