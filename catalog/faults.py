"""Faults of backing services: a database or a cache that is unreachable, busy, full or read-only.

A fault is not an error of the code. The visitor gets a page with status 503 that names the fault, and the log gets
one line.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.log import log_response

from catalog.notes import describe
from catalog.theme import theme_of

SOON = 10  # seconds after which a visitor may try again
FULL = {errno.ENOSPC, errno.EDQUOT}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
UNREACHABLE = {
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ECONNREFUSED,
    errno.ECONNRESET,
    errno.ETIMEDOUT,
    errno.EPIPE,
}
# Messages of SQLite's OperationalError for a database that was not migrated. This is a set-up error, not a fault.
NOT_MIGRATED = re.compile("no such |table .+ has no column named ")
# SQLite cannot create the files beside the database that it needs even for reading; its message is about writing.
NOT_OPENED = "SQLITE_READONLY_DIRECTORY"
# Messages of SQLite for a damaged file; the exception has no special class.
DAMAGED = ("database disk image is malformed", "file is not a database")
# By name, because the package may not be installed. Its other errors mean that our command was wrong.
REDIS_FAULTS = {
    "ConnectionError",
    "TimeoutError",
    "BusyLoadingError",
    "ReadOnlyError",
    "OutOfMemoryError",
    "NoPermissionError",
    "ClusterDownError",
}
# The first word of error replies without a redis-py class: the server runs, and rejects a valid command.
# https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
REDIS_REFUSALS = (
    "MISCONF",
    "NOREPLICAS",
    "BUSY",
    "DENIED",
    "NOPERM",
    "NOAUTH",
    "CLUSTERDOWN",
    "MASTERDOWN",
    "TRYAGAIN",
)


class StoreFault(Exception):
    """The session store failed where Django ignores the error; ``__cause__`` is that error."""


class TooLargeForCookie(StoreFault):
    """The session is stored in a cookie, and exceeds the size limit of a cookie."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: a sentence for the visitor, and whether it is temporary (``passes``).

    ``yours`` means that the visitor can correct it on the page "Your session".
    """

    sentence: str
    passes: bool
    yours: bool = False


FAR = Fault("A server that the library needs cannot be reached at the moment.", passes=True)
BUSY = Fault("The library's database is busy, and could not handle your request in time.", passes=True)
NO_ROOM = Fault("The library's disk is full, so nothing can be stored.", passes=False)
NO_MEMORY = Fault("A server that the library needs has no memory left, so nothing can be stored.", passes=False)
NOT_WRITABLE = Fault("The library's storage is read-only at the moment.", passes=False)
NOT_OPEN = Fault("The library's database cannot be opened at the moment.", passes=False)
TOO_LARGE = Fault(
    "Your session is full: it is stored in a cookie of your browser, which has a limit. Remove something from it.",
    passes=False,
    yours=True,
)
NO_STORE = Fault("The library's session store cannot be used at the moment.", passes=False)

# Messages of databases, Redis and the operating system for each fault, in search order.
WORDS = (
    (NO_MEMORY, ("out of memory", "out of shared memory", "used memory > 'maxmemory'")),
    (NO_ROOM, ("full", "no space")),
    (NOT_WRITABLE, ("readonly", "read-only", "read only", "misconf", "noreplicas")),
    (NOT_OPEN, ("unable to open",)),
    (BUSY, ("locked", "lock timeout", "deadlock", "statement timeout")),
)


def fault_in(error: BaseException) -> Fault | None:
    """Return the fault that caused ``error``, or ``None`` if it is an error of the code."""
    found = _find(error)
    return None if found is None else found[0]


def cause_of(error: BaseException) -> BaseException:
    """Return the exception in the chain of ``error`` that describes the fault; ``error`` itself if none does."""
    found = _find(error)
    return error if found is None else found[1]


def is_of_a_store(error: BaseException) -> bool:
    """Return whether the session store failed, and not another part of the site."""
    return any(isinstance(link, StoreFault) for link in _with_causes(error))


def _find(error: BaseException) -> tuple[Fault, BaseException] | None:
    """Return the first fault in the exception chain of ``error``, with the exception that describes it.

    The cause of a ``StoreFault`` may be an exception that is not a fault elsewhere, such as a folder instead of a file.
    """
    chain = list(_with_causes(error))
    for link in chain:
        if fault := _fault(link):
            return fault, link
    store_fault = next((link for link in chain if isinstance(link, StoreFault)), None)
    return None if store_fault is None else (NO_STORE, store_fault.__cause__ or store_fault)


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _fault(error: BaseException) -> Fault | None:
    words = str(error).lower()
    if isinstance(error, TooLargeForCookie):
        return TOO_LARGE
    if isinstance(error, OperationalError | InterfaceError):
        if getattr(error.__cause__, "sqlite_errorname", "") == NOT_OPENED:
            return NOT_OPEN
        return None if NOT_MIGRATED.match(words) else _by_words(words) or FAR
    if isinstance(error, DatabaseError) and words.startswith(DAMAGED):
        return NOT_OPEN
    if isinstance(error, InternalError):  # psycopg raises it for a read-only transaction
        return NOT_WRITABLE if _by_words(words) is NOT_WRITABLE else None
    if type(error).__module__.startswith("redis.") and _is_redis_fault(error):
        return _by_words(words) or FAR
    if isinstance(error, OSError) and error.errno in FULL | READ_ONLY | UNREACHABLE:
        return NO_ROOM if error.errno in FULL else NOT_WRITABLE if error.errno in READ_ONLY else FAR
    return None


def _is_redis_fault(error: BaseException) -> bool:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return bool(kinds & REDIS_FAULTS) or ("ResponseError" in kinds and str(error).split(" ")[0] in REDIS_REFUSALS)


def _by_words(words: str) -> Fault | None:
    return next((fault for fault, signs in WORDS if any(sign in words for sign in signs)), None)


def unavailable(request: HttpRequest, fault: Fault, error: BaseException) -> HttpResponse:
    """Return a 503 response without access to any store, and write one line to the log.

    A browser gets a page, htmx a fragment (https://htmx.org/docs/#request-headers), and a script JSON.
    """
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse({"refused": fault.sentence}, status=503)
    else:
        template = "503_part.html" if request.headers.get("HX-Request") == "true" else "503.html"
        known = {"theme": theme_of(request), "fault": fault, "soon": SOON, "changed": request.method == "POST"}
        match = request.resolver_match
        known["logging_out"] = match is not None and match.url_name == "logout"
        response = HttpResponse(render_to_string(template, known), status=503)
    response["Cache-Control"] = "no-store"
    come_back_later(response, fault)
    note(request, response, error)
    return response


def come_back_later(response: HttpResponse, fault: Fault) -> None:
    """Set ``Retry-After`` if the fault is temporary (RFC 9110, section 10.2.3)."""
    if fault.passes:
        response["Retry-After"] = str(SOON)


def note(request: HttpRequest, response: HttpResponse, error: BaseException) -> None:
    """Log one line about a fault, and keep Django from logging the response a second time."""
    level = "error" if response.status_code >= 500 else "warning"
    line, what = "%s for %s %s", describe(cause_of(error))
    log_response(line, what, request.method, request.path, response=response, request=request, level=level)
