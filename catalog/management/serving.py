"""A server for one room: Django's own with a thread for each connection, made to stay calm with thirty browsers.

It is for a private network, where nobody attacks it. A site on the Internet is served by a server of production: see
the README. https://docs.djangoproject.com/en/5.2/ref/django-admin/#runserver
"""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterable
from types import FrameType

from django.core.servers.basehttp import ServerHandler, ThreadedWSGIServer, WSGIRequestHandler

logger = logging.getLogger("django.server")

IDLE_SECONDS = 20  # a browser that is silent for so long, or takes nothing, is hung up on
LONGEST_LINE = 65_536  # bytes of the first line of a request, as in Django's own server
TLS_HANDSHAKE = b"\x16"  # the first byte of a record of TLS (RFC 8446, section 5.1)
# What happens when a browser goes away in the middle, or goes silent.
GONE = (TimeoutError, ConnectionError)


class QuietHandler(ServerHandler):
    """Runs the application for one request. A browser that goes away in the middle is no error of the site."""

    def log_exception(self, exc_info) -> None:
        """Log what went wrong, except with the connection."""
        if not issubclass(exc_info[0], GONE):
            logger.error("The server failed to answer.", exc_info=exc_info)


class RoomRequestHandler(WSGIRequestHandler):
    """Reads the requests of one connection, one after the other."""

    timeout = IDLE_SECONDS

    def handle(self) -> None:
        """Answer what comes, until the browser hangs up or falls silent.

        A browser that tries HTTPS first is hung up on at once, so that it tries HTTP next.
        """
        with contextlib.suppress(*GONE):
            if self.connection.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
                super().handle()

    def handle_one_request(self) -> None:
        """Do what Django's method does, with the handler above in the place of its own."""
        self.raw_requestline = self.rfile.readline(LONGEST_LINE + 1)
        if len(self.raw_requestline) > LONGEST_LINE:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
            return
        if not self.parse_request():  # an answer that says so has been sent
            return
        handler = QuietHandler(self.rfile, self.wfile, self.get_stderr(), self.get_environ())
        handler.request_handler = self  # Django's handler tells it when to close the connection
        handler.run(self.server.get_app())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: thirty browsers would push the address off the screen. Errors are logged by the site itself."""


class RoomServer(ThreadedWSGIServer):
    """Listens on one address. Its threads do not keep the process from ending."""

    request_queue_size = 128  # connections; thirty browsers open six each when a page is announced

    def handle_error(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        """Log an error of the server itself, one line and the traceback."""
        logger.exception("The connection from %s failed.", client_address[0])


def serve(application: Callable, hosts: Iterable[str], port: int, when_ready: Callable[[], None]) -> None:
    """Serve a WSGI ``application`` on ``port`` of each of ``hosts``, until Ctrl-C or SIGTERM.

    ``when_ready`` is called when connections are accepted. Raise ``OSError`` if a port cannot be had.
    """
    with contextlib.ExitStack() as servers:
        for host in hosts:
            server = servers.enter_context(RoomServer((host, port), RoomRequestHandler))
            server.set_app(application)
            threading.Thread(target=server.serve_forever, name=f"room {host}", daemon=True).start()
            servers.callback(server.shutdown)
        _wait_for_the_end(when_ready)


def _wait_for_the_end(when_ready: Callable[[], None]) -> None:
    """Return when the process is asked to end. A second Ctrl-C changes nothing."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    when_ready()
    while not ended.wait(1):  # without a limit Windows would not let Ctrl-C through
        pass
