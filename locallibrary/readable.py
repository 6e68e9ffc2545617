"""WSGI and ASGI wrappers that detect invalid headers and addresses before Django creates the request object.

When Django creates the request object, it decodes the ``Content-Type``, and with its charset the query. An exception
there happens before any middleware, and so without an error page. Python also has codecs that are not for text, such
as ``hex``. An invalid length, or bytes that are not UTF-8, raise there, too, or later in a view.

The wrappers replace invalid values by valid ones, and store a ``Refusal`` for
``catalog.middleware.ReadableMiddleware``, which returns an error page.

https://peps.python.org/pep-3333/ and https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

REFUSAL: Final = "locallibrary.refusal"  # the key in the WSGI environ and in the ASGI scope
UTF_8: Final = {"utf-8", "utf8", "us-ascii", "ascii"}  # ASCII is a subset
ALIAS: Final = re.compile(r"(;\s*charset\s*=\s*)\"?(?:utf8|us-ascii|ascii)\"?(?=\s*(?:;|$))", re.IGNORECASE)
OPAQUE: Final = "application/octet-stream"  # not parsed by Django
LONGEST_PARAMETERS: Final = 10_000  # characters of a header; Django 6.1 reads no more


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: a sentence for the client, and the HTTP status."""

    sentence: str
    status: int = 400


ENCODING: Final = Refusal(
    "The library accepts only UTF-8, and your request has another encoding. Send it again in UTF-8."
)
CONTENT_TYPE: Final = Refusal("The Content-Type of your request is invalid. Leave it out, or send a valid one.")
LENGTH: Final = Refusal("The Content-Length of your request is not a number of bytes.")
NO_LENGTH: Final = Refusal("Your request has no length. Send it again with a Content-Length.", 411)
ADDRESS: Final = Refusal("The address of your request contains bytes that are not UTF-8.")
NULL: Final = Refusal("The address of your request contains a null character, which no address of this site has.")
FIELDS: Final = Refusal("The address of your request has more fields than the library accepts.")
ACCEPT: Final = Refusal("The header Accept of your request is invalid. Leave it out, or send a valid one.")
BROKEN_OFF: Final = Refusal("Your form is incomplete: the connection ended too early. Send it again.")
BODY: Final = Refusal("Your form contains bytes that are not UTF-8. Send it again in UTF-8.")


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Return the ``Refusal`` that a wrapper stored for the request, or ``None``."""
    return (getattr(request, "environ", None) or getattr(request, "scope", None) or {}).get(REFUSAL)


def is_utf_8(octets: bytes) -> bool:
    """Return whether ``octets`` are valid UTF-8."""
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_content_type(value: str) -> Refusal | None:
    """Return why a ``Content-Type`` is refused: it is invalid, or has another charset than UTF-8."""
    try:
        _, parameters = parse_header_parameters(value)
    except (ValueError, LookupError):  # an unknown encoding in the syntax of RFC 2231
        return CONTENT_TYPE
    if len(value) > LONGEST_PARAMETERS:
        return CONTENT_TYPE
    charset = parameters.get("charset")
    return None if charset is None or charset.strip("\"' ").lower() in UTF_8 else ENCODING


def in_plain_words(content_type: str) -> str:
    """Return a ``Content-Type`` with the charset named ``utf-8``, the only name that Django accepts for a form."""
    return ALIAS.sub(r"\1utf-8", content_type)


def check_accept(value: str) -> Refusal | None:
    """Return why an ``Accept`` is refused: Django would raise an exception when it parses it."""
    try:
        for media_type in value.split(","):
            parse_header_parameters(media_type)
    except (ValueError, LookupError):
        return ACCEPT
    return ACCEPT if len(value) > LONGEST_PARAMETERS else None


def is_length(value: str) -> bool:
    """Return whether a ``Content-Length`` is a number of bytes (RFC 9110, 8.6), or empty, as some servers set it.

    Headers are decoded as Latin-1, in which 0 to 9 are the only decimal digits.
    """
    return not value or value.isdecimal()


def check_query(query: bytes) -> Refusal | None:
    """Return why a query string is refused."""
    if query.count(b"&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return FIELDS  # Django refuses it, too, but its error page would parse the fields again
    return None if is_utf_8(query) and is_utf_8(unquote_to_bytes(query)) else ADDRESS


def check_path(path: str) -> Refusal | None:
    """Return why a path is refused. Django returns 404 for one with bytes that are not UTF-8."""
    return NULL if "\0" in path else None


def with_readable_wsgi(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Wrap a WSGI application."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        harmless: dict[str, tuple[str, Refusal]] = {}
        length = environ.get("CONTENT_LENGTH") or ""
        if refusal := check_path(environ.get("PATH_INFO", "")):
            harmless["PATH_INFO"] = "/", refusal
        if refusal := check_query(environ.get("QUERY_STRING", "").encode("latin-1")):
            harmless["QUERY_STRING"] = "", refusal
        if refusal := check_content_type(environ.get("CONTENT_TYPE") or ""):
            harmless["CONTENT_TYPE"] = OPAQUE, refusal
        elif "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = in_plain_words(environ["CONTENT_TYPE"])
        if refusal := check_accept(environ.get("HTTP_ACCEPT", "")):
            harmless["HTTP_ACCEPT"] = "*/*", refusal
        if not is_length(length):
            harmless["CONTENT_LENGTH"] = "0", LENGTH
        elif not length and environ.get("HTTP_TRANSFER_ENCODING"):
            harmless["CONTENT_LENGTH"] = "0", NO_LENGTH  # Django then reads no body
        environ.update({name: value for name, (value, _) in harmless.items()})
        for _, refusal in harmless.values():
            environ.setdefault(REFUSAL, refusal)
        return application(environ, start_response)

    return wrapped


def with_readable_asgi(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Wrap an ASGI application. A body without a length is allowed: ASGI marks its end."""

    async def wrapped(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        await application(_readable(scope) if scope["type"] == "http" else scope, receive, send)

    return wrapped


def _readable(scope: dict[str, Any]) -> dict[str, Any]:
    """Return the scope of a request with valid values instead of invalid ones."""
    refusals = [check_path(scope["path"]), check_query(scope.get("query_string", b""))]
    headers = []
    for name, value in scope["headers"]:
        text = value.decode("latin-1")
        if name == b"content-type":
            refusals.append(check_content_type(text))
            headers.append((name, (OPAQUE if refusals[-1] else in_plain_words(text)).encode("latin-1")))
        elif name == b"accept" and (refusal := check_accept(text)):
            refusals.append(refusal)
        elif name == b"content-length" and not is_length(text):
            refusals.append(LENGTH)
        else:
            headers.append((name, value))
    first = next(filter(None, refusals), None)
    if first is None:
        return scope | {"headers": headers}
    return scope | {
        "path": "/" if refusals[0] else scope["path"],
        "query_string": b"" if refusals[1] else scope.get("query_string", b""),
        "headers": headers,
        REFUSAL: first,
    }
