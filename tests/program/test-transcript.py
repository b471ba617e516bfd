#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation as a screen reader has it: what a reply is made of, and what happens while somebody reads."""

from driver import Atspi, GLib, Program, run, screenshot, wait

PROMPT = 'Use everything that Markdown has.'
program = Program()
seen = []


def listen(*kinds):
    """From here on, what happens is told to `seen`."""
    def remember(event):
        try:
            seen.append((event.type, event.source.get_role(), event.source.get_name(), event.any_data))
        except GLib.Error:
            pass  # gone meanwhile
    listener = Atspi.EventListener.new(remember)
    for kind in kinds:
        listener.register(kind)
    return listener


def pump():
    """Events come by the main loop."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def has(kind, fits=lambda role, name, data: True):
    pump()
    return any(event.startswith(kind) and fits(role, name, data) for event, role, name, data in seen)


def reply():
    return program.find('article', lambda name: name.startswith('Reply from'))


def parts(role):
    return [node for node in program.walk(reply()) if node.get_role() == role]


def announced_once():
    """A reply is announced when it is complete, and only once"""
    program.start()
    program.press('button', 'Try the Sandbox')
    program.find('text', 'Message')
    listen('object:announcement')
    program.say(PROMPT)
    program.find('button', 'Regenerate')
    wait('the announcement', lambda: has('object:announcement'))
    program.find('button', 'Copy')
    pump()
    told = [data for event, _, _, data in seen if event.startswith('object:announcement')]
    assert len(told) == 1, told
    assert str(told[0]).startswith('Reply complete. What mistral-large can'), told  # no marks of Markdown


def structure():
    """Headings with their level, paragraphs, lists, tables, links and code are found by role"""
    heading = wait('a heading', lambda: parts(Atspi.Role.HEADING))[0]
    assert heading.get_name() and heading.get_attributes().get('level') in '123456', heading.get_attributes()
    assert program.read(heading) == heading.get_name()
    for role in (Atspi.Role.PARAGRAPH, Atspi.Role.LIST, Atspi.Role.LIST_ITEM, Atspi.Role.TABLE,
                 Atspi.Role.TABLE_ROW, Atspi.Role.TABLE_CELL, Atspi.Role.LINK, Atspi.Role.BLOCK_QUOTE):
        assert parts(role), Atspi.role_get_name(role)
    assert all(program.read(cell) for cell in parts(Atspi.Role.TABLE_CELL))
    assert any(node.get_name().startswith('Code, ') and program.read(node) for node in program.walk(reply()))
    assert all(program.read(link) == link.get_name() for link in parts(Atspi.Role.LINK))


def drag_over_two_turns():
    """Dragging from a message into the reply below moves the caret, selects in both, and is copied"""
    listen('object:text-caret-moved', 'object:text-selection-changed')
    message = program.find('article', 'You')
    words = next(node for node in program.walk(message) if node.get_role() == Atspi.Role.PARAGRAPH)
    program.drag(parts(Atspi.Role.PARAGRAPH)[-1], parts(Atspi.Role.PARAGRAPH)[-1])
    program.keys('ctrl+Home')
    wait('the top', lambda: 0 < words.get_component_iface().get_extents(Atspi.CoordType.WINDOW).y < 400)
    program.drag(words, parts(Atspi.Role.HEADING)[0])
    wait('the caret in the heading', lambda: has('object:text-caret-moved',
                                                 lambda role, name, data: role == Atspi.Role.HEADING))
    wait('the selection', lambda: has('object:text-selection-changed'))
    chosen = [node for article in (message, reply()) for node in program.walk(article)
              if node.get_text_iface() is not None and node.get_role() != Atspi.Role.ARTICLE
              and Atspi.Text.get_n_selections(node.get_text_iface()) > 0]
    assert len(chosen) == 2, [node.get_name() for node in chosen]
    screenshot('drag', program.size())
    assert program.stop() == 0


if __name__ == '__main__':
    run([announced_once, structure, drag_over_two_turns])
