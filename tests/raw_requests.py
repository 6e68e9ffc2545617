"""Raw requests to the site through WSGI or ASGI, without the normalization of a test client."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from asgiref.sync import async_to_sync
from bs4 import BeautifulSoup

from locallibrary import asgi, wsgi
from tests.sessions import FORM

PIECE = 64 * 1024  # bytes of a body in one message of ASGI


@dataclass(frozen=True)
class Answer:
    """A response. The names of headers are in lower case; ``Set-Cookie`` is in ``cookies``."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes

    @property
    def page(self) -> BeautifulSoup:
        """The parsed body."""
        return BeautifulSoup(self.body, "html.parser")


@dataclass(frozen=True)
class RawRequest:
    """A request. ``target`` is the path with the query, percent-encoded or not.

    The default of the header ``content-length`` is the length of the body; ``None`` omits the header.
    """

    method: str = "GET"
    target: bytes = b"/"
    headers: dict[str, str | None] = field(default_factory=dict)
    body: bytes = b""

    @property
    def sent_headers(self) -> dict[str, str]:
        """The headers, including defaults."""
        usual = {"host": "testserver"} | ({"content-length": str(len(self.body))} if self.body else {})
        return {name: value for name, value in (usual | self.headers).items() if value is not None}

    def send(self, server: Callable[[RawRequest], Answer] | None = None) -> Answer:
        """Send it with one of the functions below, by default through WSGI."""
        return (server or through_wsgi)(self)


def through_wsgi(request: RawRequest) -> Answer:
    """Send a request to the site like a WSGI server (PEP 3333)."""
    path, _, query = request.target.partition(b"?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.sent_headers.items():
        bare = name.upper().replace("-", "_")
        environ[bare if bare in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{bare}"] = value
    started: list[Any] = []
    chunks = wsgi.application(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    status, headers = started
    return _answer(int(status[:3]), headers, body)


def through_asgi(request: RawRequest) -> Answer:
    """Send a request to the site like an ASGI server."""
    return async_to_sync(_through_asgi)(request)


async def _through_asgi(request: RawRequest) -> Answer:
    path, _, query = request.target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in request.sent_headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("testserver", 80),
    }
    pieces = [request.body[start : start + PIECE] for start in range(0, len(request.body), PIECE)] or [b""]
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()  # the client stays connected, and sends nothing more
        raise AssertionError("unreachable")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await asgi.application(scope, receive, send)
    start = sent[0]
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
    return _answer(start["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def _answer(status: int, headers: list[tuple[str, str]], body: bytes) -> Answer:
    cookies: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name.lower() == "set-cookie":
            cookies.load(value)
    plain = {name.lower(): value for name, value in headers if name.lower() != "set-cookie"}
    return Answer(status, plain, {name: morsel.value for name, morsel in cookies.items()}, body)


SERVERS = {"wsgi": through_wsgi, "asgi": through_asgi}
TOKEN = "a" * 32  # the CSRF token in form and cookie


def form(body: bytes, address: bytes = b"/catalog/preferences/", **headers: str | None) -> RawRequest:
    """Return a form POST, by default to the preferences, with additional headers."""
    usual: dict[str, str | None] = {"content-type": FORM, "cookie": f"csrftoken={TOKEN}"}
    return RawRequest("POST", address, usual | {name.replace("_", "-"): text for name, text in headers.items()}, body)


def sentence(answer: Answer) -> str:
    """Return the first sentence of an error page."""
    return answer.page.select_one("main .lede").get_text()
