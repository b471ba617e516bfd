# SPDX-License-Identifier: GPL-3.0-or-later
"""The page at /: what it tells, that its lines for curl work as they stand, and what it keeps to itself."""

import html
import html.parser
import json
import os
import re
import subprocess

from sandbox import SandboxCase, main

VOID = {'meta', 'br'}


class Balance(html.parser.HTMLParser):
    """Refuses tags that are not closed in their order."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


class Page(SandboxCase):
    def page(self):
        connection, response = self.sandbox.begin('GET', '/', key=False)
        text = response.read().decode()
        connection.close()
        self.assertEqual(response.status, 200)
        return response.headers, text

    def test_html(self):
        _, text = self.page()
        balance = Balance()
        balance.feed(text)
        self.assertEqual(balance.open, [])
        self.assertNotIn('script', balance.seen)
        self.assertIn('name="viewport"', text)
        self.assertIn('color-scheme: light dark', text)

    def test_nothing_runs_and_nothing_is_loaded(self):
        headers, text = self.page()
        policy = headers['Content-Security-Policy']
        self.assertRegex(policy, r"^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+';")
        self.assertNotIn('unsafe', policy)
        self.assertNotRegex(text, r'\b(src|style|on\w+)=')

    def test_tells_the_deployments(self):
        _, text = self.page()
        listed = self.sandbox.ask('GET', '/openai/deployments?api-version=2023-03-15-preview')[2]['data']
        self.assertEqual(len(listed), 8)
        for deployment in listed:
            self.assertIn(f'<code>{deployment["id"]}</code>', text)

    def test_tells_no_secrets(self):
        secret = 'a-secret-prompt'
        self.sandbox.chat('gpt-4o', secret)
        self.sandbox.ask('GET', '/openai/v1/models?secret=' + secret)
        _, text = self.page()
        self.assertIn('POST /openai/v1/chat/completions', text)
        for word in (self.sandbox.key, self.sandbox.ready['identity_header'], secret):
            self.assertNotIn(word, text)

    def test_escapes_what_came_from_outside(self):
        self.sandbox.begin('GET', "/<script>'&amp;")[0].close()
        self.sandbox.wait_for_log(lambda entry: entry['path'].startswith('/%3C') or '<script>' in entry['path'])
        self.assertNotIn('<script', self.page()[1])

    def test_is_not_in_its_own_list(self):
        self.sandbox.ask('POST', '/sandbox/reset')
        self.page()
        self.assertIn('None yet.', self.page()[1])
        self.assertEqual(self.sandbox.log(), [])

    def test_lines_for_curl_work(self):
        blocks = [html.unescape(block) for block in re.findall(r'<pre>(curl .*?)</pre>', self.page()[1], re.S)]
        self.assertEqual(len(blocks), 8)
        for block in blocks:
            with self.subTest(block):
                answer = subprocess.run(block + " --fail-with-body -s", shell=True, capture_output=True, text=True,
                                        env={**os.environ, 'KEY': self.sandbox.key}, timeout=60)
                self.assertEqual(answer.returncode, 0, answer)
                if '"stream":true' in block:
                    self.assertTrue(answer.stdout.endswith('data: [DONE]\n\n'))
                else:
                    json.loads(answer.stdout)


class PageOverTls(Page):
    OPTIONS = ('--tls', '--rate=100000')


if __name__ == '__main__':
    main()
