# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests with official client libraries share: a sandbox with TLS, and a look at everything that the
libraries are sent, which has to be as the official descriptions have it."""

import json
from urllib.parse import parse_qs, urlsplit

from sandbox import SandboxCase
from specification import STYLES, validate

OPERATIONS = {'chat/completions': 'chat', 'images/embeddings': 'image-embeddings', 'embeddings': 'embeddings',
              'models/info': 'info', 'v1/models': 'models'}


def style_of(path):
    if path.startswith('/models/'):
        return 'inference'
    return 'v1' if path.startswith('/openai/v1/') else 'deployment'


def operation_of(path):
    return next((name for end, name in OPERATIONS.items() if path.endswith(end)), None)


class SdkCase(SandboxCase):
    OPTIONS = ('--tls', '--rate=100000', '--faults')

    def setUp(self):
        self.seen, self.problems = 0, []
        self.addCleanup(self.judge)

    def judge(self):
        """A test that saw nothing is none that saw nothing wrong."""
        self.assertGreater(self.seen, 0)
        self.assertEqual(self.problems, [])

    @property
    def ca_file(self):
        return self.sandbox.ready['ca_file']

    @property
    def origin(self):
        return self.sandbox.ready['origin']

    def see(self, url, status, content_type, body):
        """Looks at one reply as it came."""
        parts = urlsplit(str(url))
        style, operation = style_of(parts.path), operation_of(parts.path)
        version = parse_qs(parts.query).get('api-version', [None])[0]
        if content_type.startswith('text/event-stream'):
            direction = 'chunk'
            values = [json.loads(event.removeprefix('data: ')) for event in body.decode().split('\n\n')
                      if event.startswith('data: {')]
        else:
            direction, values = 'reply' if status < 400 else 'error', [json.loads(body)]
        self.seen += 1
        for value in values:
            where = 'error' if 'error' in value else direction
            # Kept for later: raised in here it would be taken for an error of the library's own.
            if where == 'error' or (operation, where) in STYLES[style]:
                self.problems += validate(style, operation, where, value, version)
