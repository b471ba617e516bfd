#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check in the window: from the card of a reply that failed, and from what is typed in Add Resource. Each failure
names its step, and what is offered does what it says."""

import socket
import threading

from driver import Atspi, GLib, Program, Sandbox, run, screenshot, wait

PROMPT = 'A short answer, please.'
NAME = 'mistral-large'
WRONG = 'wrong-key-0123456789abcdef'
program = Program()
sandbox = Sandbox()
heard = []
listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
listener.register('object:announcement')


class Silent:
    """A server that takes connections and says nothing."""

    def __enter__(self):
        self.closed = threading.Event()
        self.listener = socket.create_server(('127.0.0.1', 0))
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def serve(self):
        connections = []
        while True:
            try:
                connections.append(self.listener.accept()[0])
            except OSError:
                return
            if len(connections) == 2:  # the first one only tries whether there is a connection
                while connections[1].recv(65536):
                    pass
                self.closed.set()

    def __exit__(self, *error):
        self.listener.close()


def free_port():
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        return taken.getsockname()[1]


def v1():
    return f'{sandbox.origin}/openai/v1'


def step(begin):
    """Waits for the step whose name for screen readers begins so."""
    return program.find('item', lambda name: name.startswith(begin)).get_name()


def pump():
    """Events come by the main loop."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def hear(words):
    """Waits until something with these words is announced; returns all that has been heard with them."""
    def found():
        pump()
        return [text for text in heard if words in text]
    return wait(f'to hear {words!r}', found)


def close(name='Check'):
    program.keys('Escape')
    program.gone('dialog', name)


def ask(address, deployment, key):
    """A chat whose reply fails, and the check from its card."""
    if program.starts and program.look('button', 'New Chat'):
        program.new_chat()
    program.add_resource(address, deployment, key)
    program.say(PROMPT)
    program.press('button', 'Check')
    return program.find('dialog', 'Check')


def type_resource(address, deployment, key):
    program.choose('Main Menu', 'Return')
    dialog = program.find('dialog', 'Add Resource')
    program.type('text', 'Address', address, dialog)
    program.type('entry', 'Deployment Name', deployment, dialog)
    program.type('entry', 'Key', key, dialog)
    return dialog


def closed_port():
    """From the card: nobody listens; the address can be changed, and Escape leads back"""
    program.start()
    address = f'http://127.0.0.1:{free_port()}/v1'
    ask(address, 'nobody', 'key-for-nobody')
    step('Connection, failed')
    step('Name, not needed')
    step('Answer, not tried')
    program.find_label('Nothing answers at 127.0.0.1')
    screenshot('check-closed-port', program.size())
    program.press('button', 'Change the Address…')
    dialog = program.find('dialog', 'Add Resource')
    assert program.read(program.find('text', 'Address', dialog)) == address
    assert program.read(program.find('text', 'Deployment Name', dialog)) == 'nobody'
    close('Add Resource')
    close()


def wrong_key():
    """From the card: a wrong key is entered again, and checked again by itself"""
    ask(v1(), NAME, WRONG)
    step('Signing In, failed: The key was refused')
    program.press('button', 'Enter the Key Again…')
    dialog = program.find('dialog', 'Add Resource')
    program.type('entry', 'Key', sandbox.key, dialog)
    program.press('button', 'Add', dialog)
    program.gone('dialog', 'Add Resource')
    program.find('label', 'Everything Works')
    step('Signing In, OK')
    close()
    program.press('button', 'Try Again')
    assert NAME in program.wait_for_reply(PROMPT)


def unknown_deployment():
    """From the card: the nearest name is used, in the conversation, too"""
    ask(v1(), 'mistral-larg', sandbox.key)
    step('Deployment, failed: There is no such deployment')
    program.find('label', '404 DeploymentNotFound')
    screenshot('check-unknown', program.size())
    program.press('button', f'Use {NAME}')
    program.find('label', 'Everything Works')
    step(f'Deployment, OK: “{NAME}” is there')
    close()
    program.find('label', f'Message {NAME}')
    program.press('button', 'Try Again')
    assert NAME in program.wait_for_reply(PROMPT)


def other_style():
    """From Add Resource: the style that answers is taken over, and nothing that was typed is lost"""
    path = f'openai/deployments/{NAME}/chat/completions?api-version=2019-01-01'
    dialog = type_resource(f'{sandbox.origin}/{path}', NAME, sandbox.key)
    program.press('button', 'Check', dialog)
    step('API Version, failed')
    screenshot('check-version', program.size())
    program.press('button', 'Use v1')
    program.find('label', 'Everything Works')
    close()
    dialog = program.find('dialog', 'Add Resource')
    assert path in program.read(program.find('text', 'Address', dialog))
    assert program.read(program.find('entry', 'Key', dialog)) == sandbox.key
    program.find('label', 'v1', dialog)


def typed_key():
    """From Add Resource: the key row is where a wrong key is entered again"""
    dialog = program.find('dialog', 'Add Resource')
    program.type('entry', 'Key', WRONG, dialog)
    program.press('button', 'Check', dialog)
    step('Signing In, failed')
    program.press('button', 'Enter the Key Again…')
    program.gone('dialog', 'Check')
    key = program.find('entry', 'Key', dialog)
    wait('the key to have the focus', lambda: key.get_state_set().contains(Atspi.StateType.FOCUSED))


def report():
    """The report can be pasted, and no key is in it"""
    dialog = program.find('dialog', 'Add Resource')
    program.press('button', 'Check', dialog)
    step('Signing In, failed')
    program.press('button', 'Copy Report', program.find('dialog', 'Check'))
    hear('Report copied')
    close()
    close('Add Resource')
    message = program.find('text', 'Message')
    program.keys('ctrl+l')
    wait('focus', lambda: message.get_state_set().contains(Atspi.StateType.FOCUSED))
    program.keys('ctrl+v')
    wait('what was pasted', lambda: program.read(message))
    text = program.read(message)
    assert 'Signing In: failed' in text and sandbox.origin in text, text
    assert WRONG not in text and sandbox.key not in text, text
    program.fill(message, '')


def announced_once():
    """What was found is announced once, with what to do"""
    dialog = type_resource(v1(), NAME, WRONG)
    pump()
    heard.clear()
    program.press('button', 'Check', dialog)
    hear('The check is done')
    close()
    close('Add Resource')
    told = hear('The check is done')
    assert len(told) == 1 and 'Signing In failed' in told[0] and 'does not accept this key' in told[0], heard


def stopped():
    """Stop ends a check at once and leaves what was found; Escape ends one and closes its socket"""
    with Silent() as silent:
        origin = f'http://127.0.0.1:{silent.listener.getsockname()[1]}/v1'
        dialog = type_resource(origin, 'nobody', 'key-for-nobody')
        program.press('button', 'Check', dialog)
        step('Signing In, being checked')
        screenshot('check-running', program.size())
        program.press('button', 'Stop', program.find('dialog', 'Check'))
        step('Signing In, not tried')
        step('Connection, OK')
        assert silent.closed.wait(60)
        program.find('button', 'Check Again')
        close()
    with Silent() as silent:
        origin = f'http://127.0.0.1:{silent.listener.getsockname()[1]}/v1'
        program.type('text', 'Address', origin, dialog)
        program.press('button', 'Check', dialog)
        step('Signing In, being checked')
        close()
        assert silent.closed.wait(60)
        close('Add Resource')


def narrow():
    """In a narrow window nothing is too wide, neither while it is checked nor afterwards"""
    ask(v1(), 'mistral-larg', sandbox.key)
    step('Deployment, failed')
    program.resize(360, 720)
    wait('360 pixels', lambda: program.size()[0] == 360)
    program.press('button', 'Check Again')
    hear('The check is done')
    step('Deployment, failed')
    screenshot('check-narrow', program.size())
    close()
    assert program.stop() == 0


with sandbox:
    run([closed_port, wrong_key, unknown_deployment, other_style, typed_key, report, announced_once, stopped, narrow])
