"""The server of a class room, and the large letters in its terminal."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Iterator

import pytest

from catalog.management.letters import in_large_letters
from catalog.management.serving import RoomRequestHandler, RoomServer

LONG = 60  # seconds


class TestLargeLetters:
    def test_they_are_five_lines_of_blocks(self):
        assert in_large_letters("1.7:", columns=10, encoding="utf-8").splitlines() == [
            " █    ███",
            "██      █ █",
            " █      █",
            " █      █ █",
            "███ █   █",
        ]

    def test_the_longest_address_fits_a_terminal_of_80_columns(self):
        lines = in_large_letters("255.255.255.255:65535", columns=80, encoding="utf-8").splitlines()

        assert max(map(len, lines)) <= 80

    def test_where_there_is_room_they_are_twice_as_wide(self):
        narrow, wide = (in_large_letters("10.0.0.5:8000", columns=columns, encoding="utf-8") for columns in (80, 200))

        assert max(map(len, wide.splitlines())) == 2 * max(map(len, narrow.splitlines()))

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii", "no-such-encoding", None])
    def test_a_terminal_without_blocks_gets_another_mark(self, encoding):
        assert set(in_large_letters("10.0.0.5", columns=80, encoding=encoding)) == {"#", " ", "\n"}


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def broken_off(environ, start_response):
    raise TimeoutError("the browser takes nothing")


def broken(environ, start_response):
    raise RuntimeError("an error of ours")


@contextlib.contextmanager
def served(application) -> Iterator[int]:
    """Serve ``application`` during a ``with`` block; yield the port."""
    with RoomServer(("127.0.0.1", 0), RoomRequestHandler) as server:
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def talk(port: int, *sent: bytes) -> bytes:
    """Send the bytes ``sent``, and return everything that is received until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONG) as connection:
        for part in sent:
            connection.sendall(part)
        answer = b""
        while part := connection.recv(4096):
            answer += part
    return answer


class TestTheServer:
    """``talk`` fails after a minute if the server does not close the connection."""

    REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @pytest.fixture(autouse=True)
    def short_time(self, monkeypatch):
        monkeypatch.setattr(RoomRequestHandler, "timeout", 0.3)

    @pytest.fixture
    def said(self, caplog, monkeypatch):
        """The log records of the server."""
        monkeypatch.setattr(logging.getLogger("django.server"), "propagate", True)
        return caplog

    @pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost:"], ids=["nothing", "half", "more"])
    def test_a_browser_that_falls_silent_is_hung_up_on(self, said, capfd, sent):
        with served(hello) as port:
            assert b"hello" not in talk(port, sent)

        assert said.text == ""
        assert "Traceback" not in "".join(capfd.readouterr())

    def test_one_connection_takes_several_requests(self, said):
        with served(hello) as port:
            assert talk(port, self.REQUEST, self.REQUEST).count(b"hello") == 2

        assert said.text == ""

    def test_a_first_line_without_end_is_refused(self):
        with served(hello) as port:
            assert b"414" in talk(port, b"GET /" + 65_532 * b"x").partition(b"\r\n")[0]

    def test_a_browser_that_takes_nothing_is_no_error_of_the_site(self, said, capfd):
        with served(broken_off) as port:
            talk(port, self.REQUEST)

        assert said.text == ""
        assert "Traceback" not in "".join(capfd.readouterr())

    def test_an_error_is_logged(self, said):
        with served(broken) as port:
            assert b"500" in talk(port, self.REQUEST)

        assert "an error of ours" in said.text
