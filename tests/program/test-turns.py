#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with turns, and how replies look that did not end well: against a sandbox with faults."""

import time
import urllib.request

from driver import Atspi, Program, Sandbox, run, screenshot, wait

FIRST = 'The first question.'
SECOND = 'The second question.'
LONG = 'Tell me a long story about tokens.'
program = Program()
sandbox = Sandbox('--faults')
said = {}


def add(deployment):
    program.new_chat() if program.look('button', 'New Chat') else None
    program.add_resource(f'{sandbox.origin}/openai/v1', deployment, sandbox.key)


def picture(name):
    screenshot(f'turns-{name}', program.size())


def edit_and_cancel():
    """Edit offers the message, and Cancel brings the draft back"""
    program.start()
    add('mistral-large')
    program.say(FIRST)
    program.wait_for_reply(FIRST)
    program.type('text', 'Message', 'a draft')
    program.press('button', 'Edit')
    message = program.find('text', 'Message')
    wait('the message', lambda: program.read(message) == FIRST)
    picture('edit')
    program.keys('alt+1')  # opens a door of the welcome page, and only there
    program.press('button', 'Cancel')
    wait('the draft', lambda: program.read(message) == 'a draft')
    assert program.look('dialog') is None


def edit_and_send():
    """An edited message takes the place of the old one, and the draft stays"""
    program.press('button', 'Edit')
    message = program.find('text', 'Message')
    wait('the message', lambda: program.read(message) == FIRST)
    program.type('text', 'Message', SECOND)
    program.press('button', 'Send')
    program.wait_for_reply(SECOND)
    assert FIRST not in program.conversation(), program.conversation()
    wait('the draft', lambda: program.read(message) == 'a draft')


def regenerate_with_another():
    """Another deployment is asked once; the chat stays with its own"""
    add('gpt-4o')
    program.say(FIRST)
    program.wait_for_reply(FIRST)
    program.press('button', 'Regenerate With Another Deployment')
    program.type('entry', 'Search Deployments', 'mistral-large')
    program.keys('Return')
    wait('a reply of the other', lambda: '\nReply from mistral-large\n' in program.conversation())
    program.wait_for_reply(FIRST)
    program.find('label', 'Message gpt-4o')


def context_menu():
    """The menu of the transcript deletes a message with its reply, by keyboard, and Undo brings both back"""
    focus_transcript('ctrl+Home')
    program.keys('Menu')
    program.find('menu item')
    picture('menu')
    program.keys('d')
    wait('an empty chat', lambda: not program.conversation())
    program.press('button', 'Undo')
    wait('the conversation', lambda: FIRST in program.conversation())


def delete_reply():
    """A reply that was deleted can be asked for again"""
    focus_transcript('ctrl+End')
    program.keys('Menu')
    program.find('menu item')
    program.keys('d')
    wait('no reply', lambda: program.reply_to(FIRST) == '')
    program.press('button', 'Regenerate')
    program.wait_for_reply(FIRST)


def facts():
    """The facts lead to all that is known"""
    program.press('button', 'Facts')
    dialog = program.find('dialog', 'About This Reply')
    program.find('button', 'Copy Request Id', dialog)
    picture('facts')
    program.keys('Escape')
    program.gone('dialog', 'About This Reply')


def reasoning():
    """Reasoning is folded, and unfolds by keyboard"""
    add('deepseek-r1')
    program.say(FIRST)
    wait('thinking', lambda: is_open('Thinking…'))
    program.wait_for_reply(FIRST)
    picture('reasoning-folded')
    before = program.conversation()
    assert not is_open('Thought for ')
    focus_transcript('ctrl+Home', 'Tab')
    program.keys('Return')
    wait('the reasoning', lambda: is_open('Thought for '))
    assert len(program.conversation()) > len(before) + 20
    picture('reasoning')


def is_open(words):
    """Whether the reasoning is shown below the line that says so."""
    line = program.find('button', lambda name: name.startswith(words))
    return line.get_state_set().contains(Atspi.StateType.EXPANDED)


def go_on():
    """A reply that was stopped is continued in place"""
    program.say(LONG)
    # Reasoning is shown while it is all there is, and folded away by the reply itself.
    wait('some text', lambda: len(program.reply_to(LONG)) > 60 and program.look('button', 'Thinking…') is None)
    wait('more than was reasoned', lambda: len(program.reply_to(LONG)) > 60)
    program.press('button', 'Stop')
    program.find('button', 'Send')
    stopped = program.conversation()
    program.press('button', 'Continue')
    wait('more', lambda: len(program.conversation()) > len(stopped) + 20)
    assert program.conversation().startswith(stopped.rstrip()), program.conversation()[-2000:]
    program.press('button', 'Stop')
    program.find('button', 'Send')


def filtered_prompt():
    """A prompt that the content filter stops"""
    add('gpt-4o')
    program.say('filter-prompt-violence-medium')
    program.find('label', 'The prompt was stopped by the content filter')
    for label in ('Violence', 'Medium', 'Blocked', 'Passed'):
        program.find('label', label)
    program.find('button', 'Edit Message')
    picture('filter-prompt')


def filtered_reply():
    """A reply that the content filter stops keeps its beginning"""
    program.press('button', 'Edit Message')
    message = program.find('text', 'Message')
    wait('the message', lambda: program.read(message) == 'filter-prompt-violence-medium')
    program.type('text', 'Message', 'filter-reply-hate-high')
    program.press('button', 'Send')
    program.find('label', 'The reply was stopped by the content filter')
    picture('filter-reply')


def withheld():
    """A reply that the filter takes back is not shown"""
    add('fault-async-filter')
    program.say('filter-reply-hate-high')
    program.find('label', 'The reply was stopped by the content filter')
    wait('no text', lambda: program.reply_to('filter-reply-hate-high') == '')
    picture('withheld')


def rate_limit():
    """A rate limit is waited for, with a countdown"""
    add('fault-429')
    program.say(FIRST)
    program.find('label', 'The rate limit is used up')
    program.find('label', lambda name: name.startswith('Attempt 2 of 3 in '))
    picture('rate-limit')
    program.press('button', 'Try Now')
    program.find('label', lambda name: name.startswith('Attempt 3 of 3 in '))
    program.wait_for_reply(FIRST)


def use_instead():
    """Whoever does not want to wait asks another deployment"""
    refuse_again()
    program.press('button', 'Regenerate')
    wait('the offer', lambda: refuse_again() and program.look('button', 'Use mistral-large Instead'))
    program.press('button', 'Use mistral-large Instead')
    wait('a reply of the other', lambda: '\nReply from mistral-large\n' in program.conversation())
    assert 'mistral-large' in program.wait_for_reply(FIRST)
    program.find('label', 'Message fault-429')


def too_small():
    """A request that is larger than the quota is not waited for"""
    add('fault-small')
    program.say(('A long line of words. ' * 4 + '\n') * 100)
    program.find('label', 'The request is larger than the quota')
    program.find('button', 'Use mistral-large Instead')
    picture('too-small')


def interrupted():
    """An interrupted reply offers to continue"""
    add('fault-cut')
    program.say(FIRST)
    program.find('label', 'The reply was interrupted')
    picture('interrupted')
    before = program.conversation()
    program.press('button', 'Continue')
    wait('more', lambda: len(program.conversation()) > len(before))
    assert program.stop() == 0


def focus_transcript(*keys):
    """As a person without a mouse does: from the composer backwards."""
    program.keys('ctrl+l')
    wait('focus on the conversation', lambda: is_focused() or step_back())
    program.keys(*keys)


def refuse_again():
    """The deployment refuses a few requests and then works; this begins its count anew."""
    request = urllib.request.Request(f'{sandbox.origin}/sandbox/reset', b'', {'api-key': sandbox.key})
    with urllib.request.urlopen(request, timeout=60):
        return True


def is_focused():
    return program.find('document', 'Conversation').get_state_set().contains(Atspi.StateType.FOCUSED)


def step_back():
    """Where Shift+Tab leads is seen when the program has had the key, so this looks a moment later."""
    program.keys('shift+Tab')
    time.sleep(0.3)
    return False


if __name__ == '__main__':
    with sandbox:
        run([edit_and_cancel, edit_and_send, regenerate_with_another, context_menu, delete_reply, facts, reasoning,
             go_on, filtered_prompt, filtered_reply, withheld, rate_limit, use_instead,
             too_small, interrupted])
