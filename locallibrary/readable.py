"""What cannot be read of a request, looked at before Django makes a request object of it.

Django decodes the ``Content-Type``, and with the encoding that stands there the query, when the request object is
made: before any middleware, and so outside of every error page. Python knows encodings that are none of text, such
as ``hex``. A length that is no number, or bytes that are not UTF-8, fail as early or somewhere in the middle of a view.

The wrappers put something harmless in the place of what cannot be read, and leave a ``Refusal`` for
``catalog.middleware.ReadableMiddleware``, which answers with a page.

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

REFUSAL: Final = "locallibrary.refusal"  # where it stands in the environment of WSGI and in the scope of ASGI
UTF_8: Final = {"utf-8", "utf8", "us-ascii", "ascii"}  # ASCII is a part of it
ALIAS: Final = re.compile(r"(;\s*charset\s*=\s*)\"?(?:utf8|us-ascii|ascii)\"?(?=\s*(?:;|$))", re.IGNORECASE)
OPAQUE: Final = "application/octet-stream"  # nothing that Django looks into
LONGEST_PARAMETERS: Final = 10_000  # characters of a header; Django 6.1 reads no more


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: a sentence for whoever sent it, and the status."""

    sentence: str
    status: int = 400


ENCODING: Final = Refusal(
    "The library reads UTF-8 alone, and your request names another encoding. Send it again in UTF-8."
)
CONTENT_TYPE: Final = Refusal("The Content-Type of your request cannot be read. Leave it out, or send a usual one.")
LENGTH: Final = Refusal("The Content-Length of your request is no number of bytes.")
NO_LENGTH: Final = Refusal("Your request does not say how long it is. Send it again with a Content-Length.", 411)
ADDRESS: Final = Refusal("The address of your request holds bytes that are not UTF-8.")
NULL: Final = Refusal("The address of your request holds a null character, which no page here has in its address.")
FIELDS: Final = Refusal("The address of your request holds more fields than the library reads.")
ACCEPT: Final = Refusal("The header Accept of your request cannot be read. Leave it out, or send a usual one.")
BROKEN_OFF: Final = Refusal("Your form broke off before its end. Send it again.")
BODY: Final = Refusal("Your form holds bytes that are not UTF-8. Send it again in UTF-8.")


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Return what a wrapper left with the request that it belongs to, if it left anything."""
    return (getattr(request, "environ", None) or getattr(request, "scope", None) or {}).get(REFUSAL)


def is_utf_8(octets: bytes) -> bool:
    """Say whether ``octets`` are text in UTF-8."""
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_content_type(value: str) -> Refusal | None:
    """Return why a ``Content-Type`` is refused: nothing can be made of it, or it names another encoding than UTF-8."""
    try:
        _, parameters = parse_header_parameters(value)
    except (ValueError, LookupError):  # an encoding of RFC 2231 that is none
        return CONTENT_TYPE
    if len(value) > LONGEST_PARAMETERS:
        return CONTENT_TYPE
    charset = parameters.get("charset")
    return None if charset is None or charset.strip("\"' ").lower() in UTF_8 else ENCODING


def in_plain_words(content_type: str) -> str:
    """Return a ``Content-Type`` with UTF-8 under its usual name, the only one under which Django takes a usual form."""
    return ALIAS.sub(r"\1utf-8", content_type)


def check_accept(value: str) -> Refusal | None:
    """Return why an ``Accept`` is refused: Django would fail where it asks for the types that the client prefers."""
    try:
        for media_type in value.split(","):
            parse_header_parameters(media_type)
    except (ValueError, LookupError):
        return ACCEPT
    return ACCEPT if len(value) > LONGEST_PARAMETERS else None


def is_length(value: str) -> bool:
    """Say whether a ``Content-Length`` is a number of bytes (RFC 9110, 8.6). A server may leave it empty.

    Headers are read as Latin-1, in which 0 to 9 are the only decimal digits.
    """
    return not value or value.isdecimal()


def check_query(query: bytes) -> Refusal | None:
    """Return why the part of an address behind the question mark is refused."""
    if query.count(b"&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return FIELDS  # Django refuses it as well, with a page that asks for the fields once more
    return None if is_utf_8(query) and is_utf_8(unquote_to_bytes(query)) else ADDRESS


def check_path(path: str) -> Refusal | None:
    """Return why a path is refused. One of bytes that are not UTF-8 is left to Django, which has no such page: 404."""
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
            harmless["CONTENT_LENGTH"] = "0", NO_LENGTH  # Django reads as many bytes as are announced: none
        environ.update({name: value for name, (value, _) in harmless.items()})
        for _, refusal in harmless.values():
            environ.setdefault(REFUSAL, refusal)
        return application(environ, start_response)

    return wrapped


def with_readable_asgi(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Wrap an ASGI application. What has no length is read to its end there."""

    async def wrapped(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        await application(_readable(scope) if scope["type"] == "http" else scope, receive, send)

    return wrapped


def _readable(scope: dict[str, Any]) -> dict[str, Any]:
    """Return the scope of a request with something harmless in the place of what cannot be read."""
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
