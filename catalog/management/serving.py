"""A server for one room: Django's threaded server with time-outs and without tracebacks for closed connections.

It is for a private network only. The README names the server for production.
https://docs.djangoproject.com/en/5.2/ref/django-admin/#runserver
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

IDLE_SECONDS = 20  # time-out for reading and writing
LONGEST_LINE = 65_536  # bytes of the first line of a request, as in Django's own server
TLS_HANDSHAKE = b"\x16"  # the first byte of a record of TLS (RFC 8446, section 5.1)
# Errors of a connection that the browser closed, or that timed out.
GONE = (TimeoutError, ConnectionError)


class QuietHandler(ServerHandler):
    """Runs the application for one request. A closed connection is not logged as an error."""

    def log_exception(self, exc_info) -> None:
        """Log an exception, except those of the connection."""
        if not issubclass(exc_info[0], GONE):
            logger.error("The server failed to answer.", exc_info=exc_info)


class RoomRequestHandler(WSGIRequestHandler):
    """Reads the requests of one connection sequentially."""

    timeout = IDLE_SECONDS

    def handle(self) -> None:
        """Handle requests until the browser closes the connection or it times out.

        A TLS handshake is answered by closing the connection at once, so that the browser tries HTTP next.
        """
        with contextlib.suppress(*GONE):
            if self.connection.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
                super().handle()

    def handle_one_request(self) -> None:
        """Copy of Django's method that uses ``QuietHandler``."""
        self.raw_requestline = self.rfile.readline(LONGEST_LINE + 1)
        if len(self.raw_requestline) > LONGEST_LINE:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
            return
        if not self.parse_request():  # an error response has been sent
            return
        handler = QuietHandler(self.rfile, self.wfile, self.get_stderr(), self.get_environ())
        handler.request_handler = self  # Django's handler sets close_connection on it
        handler.run(self.server.get_app())

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: request lines would scroll the address off the screen. The site logs errors itself."""


class RoomServer(ThreadedWSGIServer):
    """Listens on one address, with daemon threads."""

    request_queue_size = 128  # connections; 30 browsers open six each at the same time

    def handle_error(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        """Log an error of the server, one line and the traceback."""
        logger.exception("The connection from %s failed.", client_address[0])


def serve(application: Callable, hosts: Iterable[str], port: int, when_ready: Callable[[], None]) -> None:
    """Serve a WSGI ``application`` on ``port`` of each of ``hosts``, until Ctrl-C or SIGTERM.

    ``when_ready`` is called when connections are accepted. Raise ``OSError`` if a port cannot be bound.
    """
    with contextlib.ExitStack() as servers:
        for host in hosts:
            server = servers.enter_context(RoomServer((host, port), RoomRequestHandler))
            server.set_app(application)
            threading.Thread(target=server.serve_forever, name=f"room {host}", daemon=True).start()
            servers.callback(server.shutdown)
        _wait_for_the_end(when_ready)


def _wait_for_the_end(when_ready: Callable[[], None]) -> None:
    """Call ``when_ready``, and return after SIGINT or SIGTERM. A second Ctrl-C has no effect."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    when_ready()
    while not ended.wait(1):  # on Windows a wait without a time-out blocks Ctrl-C
        pass
