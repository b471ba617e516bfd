# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire between Ingot and the sign-in service, with somebody on it who reads along: whatever secret passes is
noted, so that a test can look for it where it does not belong."""

import json
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = ('access_token', 'refresh_token', 'id_token', 'device_code', 'code', 'code_verifier', 'client_secret')


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        """Whoever asked follows, or does not."""
        return None


class Wire(ThreadingHTTPServer):
    """Passes on what it hears to a sandbox, over TLS on both sides, under the sandbox's own certificate."""

    daemon_threads = True

    def __init__(self, origin, ca_file, certificate):
        super().__init__(('127.0.0.1', 0), Passer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.to = origin
        self.opener = urllib.request.build_opener(
            NoRedirect(), urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca_file)))
        self.origin = f'https://127.0.0.1:{self.server_port}'
        self.secrets = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def note(self, found):
        """What has a name of a secret's; the same one may pass twice."""
        for name, value in found.items():
            if name in SECRETS and value not in self.secrets.values():
                kind = name.replace('_', ' ')
                number = sum(known.startswith(kind) for known in self.secrets) + 1
                self.secrets[f'{kind} {number}'] = value

    def kinds(self):
        """Which kinds have passed."""
        return {name.rpartition(' ')[0] for name in self.secrets}


class Passer(BaseHTTPRequestHandler):
    """One request on its way there and back."""

    protocol_version = 'HTTP/1.1'

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))) or None
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() not in ('connection', 'content-length', 'host')}
        request = urllib.request.Request(self.server.to + self.path, body, headers, method=self.command)
        try:
            answer = self.server.opener.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read()
            self.note(body, text, answer.headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in ('connection', 'content-length', 'transfer-encoding'):
                    self.send_header(name, value)
            self.send_header('Content-Length', str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    do_GET = do_POST = pass_on

    def note(self, body, text, headers):
        if body is not None:
            self.server.note(dict(urllib.parse.parse_qsl(body.decode())))
        if headers.get_content_type() == 'application/json':
            self.server.note({name: value for name, value in json.loads(text).items() if isinstance(value, str)})

    def log_message(self, *_):
        """The test's output is TAP."""
