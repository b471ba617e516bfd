# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that the three endpoint styles send are as the official descriptions of the service have them."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'sandbox'))
from sandbox import main  # noqa: E402
from specification import validate  # noqa: E402

PROGRAM = sys.argv[1]


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'requests'
            done = subprocess.run([PROGRAM], env={**os.environ, 'INGOT_REQUESTS': str(path)}, capture_output=True,
                                  text=True, check=False)
            assert done.returncode == 0, done.stdout
            cls.requests = [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()]

    def check(self, style):
        requests = [request for request in self.requests if request['style'] == style]
        self.assertGreaterEqual(len(requests), 2)
        for request in requests:
            problems = validate(style, 'chat', 'request', request['body'], version=request['version'],
                                extra_parameters=style == 'inference' and request['extra'])
            # The dated description is older than the parameter.
            if style == 'deployment' and request['extra']:
                problems = [problem for problem in problems if 'reasoning_effort' not in problem]
            self.assertEqual(problems, [], request['test'])

    def test_inference(self):
        self.check('inference')

    def test_deployment(self):
        self.check('deployment')

    def test_v1(self):
        self.check('v1')


if __name__ == '__main__':
    main()
