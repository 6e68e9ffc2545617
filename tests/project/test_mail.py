"""Mail is sent through the server in EMAIL_URL, on every supported version of Django."""

from __future__ import annotations

import base64
import socketserver
import threading

import pytest


class Postman(socketserver.StreamRequestHandler):
    """A minimal SMTP server that accepts a letter."""

    def handle(self):
        self.say("220 ready")
        for line in self.rfile:
            command = line.decode().strip()
            self.server.heard.append(command)
            match command.upper().split()[0]:
                case "EHLO":
                    self.say("250-here", "250 AUTH PLAIN")
                case "AUTH":
                    self.say("235 welcome")
                case "DATA":
                    self.say("354 go on")
                    self.server.letter = "".join(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
                    self.say("250 taken")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 fine")

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@pytest.fixture
def post_office():
    """A local mail server that records the received lines."""
    with socketserver.TCPServer(("127.0.0.1", 0), Postman) as server:
        server.heard, server.letter = [], ""
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_letter_reaches_the_server(manage, post_office):
    url = f"smtp://reader%40example.org:p%2Fw@127.0.0.1:{post_office.server_address[1]}"

    result = manage(
        "sendtestemail", "ann@example.org", python=("-W", "error"), EMAIL_URL=url, DEFAULT_FROM_EMAIL="desk@example.org"
    )

    assert result.returncode == 0, result.stderr
    assert any(line.lower().startswith("mail from:<desk@example.org>") for line in post_office.heard)
    assert "To: ann@example.org" in post_office.letter
    login = next(line for line in post_office.heard if line.startswith("AUTH PLAIN "))
    assert base64.b64decode(login.split()[2]).decode() == "\0reader@example.org\0p/w"


def test_without_a_server_development_prints_the_letter(manage):
    result = manage("sendtestemail", "ann@example.org", python=("-W", "error"))

    assert result.returncode == 0, result.stderr
    assert "To: ann@example.org" in result.stdout
