"""The encoding that a request names, looked at before Django sees it.

Django decodes the query of an address with the encoding that the body's header names, when the request object is
made: before any middleware, and so outside of every error page. Python knows encodings that are none of text, such as
``hex``. Their names are taken out here, and ``catalog.middleware.EncodingMiddleware`` refuses the request.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

CHARSET = re.compile(r"(;\s*charset\s*=\s*)([^;]*)", re.IGNORECASE)
UTF_8 = {"utf-8", "utf8", "us-ascii", "ascii"}  # ASCII is a part of it
UNREADABLE = "x-unreadable"  # no name of an encoding, which Django ignores


def readable(content_type: str) -> str:
    """Return the ``Content-Type`` with every encoding but UTF-8 replaced by the name of none."""

    def replace(match: re.Match[str]) -> str:
        return match[0] if is_utf_8(match[2]) else f"{match[1]}{UNREADABLE}"

    return CHARSET.sub(replace, content_type)


def is_utf_8(charset: str) -> bool:
    """Say whether ``charset``, as a header has it, is UTF-8 or a part of it."""
    return charset.strip("\"' ").lower() in UTF_8


def with_readable_wsgi(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Wrap a WSGI application."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = readable(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return wrapped


def with_readable_asgi(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Wrap an ASGI application."""

    async def wrapped(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] == "http":
            headers = [
                (name, readable(value.decode("latin-1")).encode("latin-1") if name == b"content-type" else value)
                for name, value in scope["headers"]
            ]
            scope = scope | {"headers": headers}
        await application(scope, receive, send)

    return wrapped
