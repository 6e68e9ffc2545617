"""Faults of what the site stands on: a database or a cache that cannot be reached, is busy, full or read-only.

A fault is no error of the code, so it is no 500: the visitor gets a page that says what is the matter, with status 503,
and the log gets one line.
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
# What an OperationalError of SQLite says of a database that was never migrated: that is an error of whoever set it up.
NOT_MIGRATED = re.compile("no such |table .+ has no column named ")
# SQLite may not make the files beside the database, without which it does not even read; its words are about writing.
NOT_OPENED = "SQLITE_READONLY_DIRECTORY"
# What SQLite says, in an error of no special kind, of a file that is damaged.
DAMAGED = ("database disk image is malformed", "file is not a database")
# By name, because the package may not be installed. Its other errors are those of a wrong command, ours.
REDIS_FAULTS = {
    "ConnectionError",
    "TimeoutError",
    "BusyLoadingError",
    "ReadOnlyError",
    "OutOfMemoryError",
    "NoPermissionError",
    "ClusterDownError",
}
# The first word of an answer for which redis-py has no class: the server runs, and refuses what is right.
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
    """The session's store failed where Django says nothing of it; the cause is the error that was swallowed."""


class TooLargeForCookie(StoreFault):
    """The session lies in a cookie, and has grown larger than a cookie may be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is the matter: a sentence for the visitor, and whether it passes by itself.

    ``yours`` says that the visitor can mend it, on the page of their session.
    """

    sentence: str
    passes: bool
    yours: bool = False


FAR = Fault("A server that the library needs cannot be reached at the moment.", passes=True)
BUSY = Fault("The library's database is busy, and did not get to your request in time.", passes=True)
NO_ROOM = Fault("The library's disk is full, so nothing can be stored.", passes=False)
NO_MEMORY = Fault("A server that the library needs has no memory left, so nothing can be stored.", passes=False)
NOT_WRITABLE = Fault("The library's storage can be read and not written at the moment.", passes=False)
NOT_OPEN = Fault("The library's database cannot be opened at the moment.", passes=False)
TOO_LARGE = Fault(
    "Your session is full: it lies in a cookie of your browser, which takes no more. Remove something from it.",
    passes=False,
    yours=True,
)
NO_STORE = Fault("The place where the library keeps sessions cannot be used at the moment.", passes=False)

# What the words of a database, of Redis and of the system say, in the order in which they are looked for.
WORDS = (
    (NO_MEMORY, ("out of memory", "out of shared memory", "used memory > 'maxmemory'")),
    (NO_ROOM, ("full", "no space")),
    (NOT_WRITABLE, ("readonly", "read-only", "read only", "misconf", "noreplicas")),
    (NOT_OPEN, ("unable to open",)),
    (BUSY, ("locked", "lock timeout", "deadlock", "statement timeout")),
)


def fault_in(error: BaseException) -> Fault | None:
    """Return the fault that led to ``error``, or ``None`` if it is an error of the code."""
    found = _find(error)
    return None if found is None else found[0]


def cause_of(error: BaseException) -> BaseException:
    """Return the error, of those that led to ``error``, which tells of the fault; ``error`` itself if none does."""
    found = _find(error)
    return error if found is None else found[1]


def is_of_a_store(error: BaseException) -> bool:
    """Say whether the store of the sessions failed, and not another part of the site."""
    return any(isinstance(link, StoreFault) for link in _with_causes(error))


def _find(error: BaseException) -> tuple[Fault, BaseException] | None:
    """Return the first fault on the way back from ``error``, together with the error that tells of it.

    What a ``StoreFault`` was raised for may be of a kind that is no fault elsewhere, a folder in the place of a file.
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
    if isinstance(error, InternalError):  # PostgreSQL's word for a transaction that may only read
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
    """Answer 503, in a way that asks no store, and write one line to the log.

    A browser gets a page, htmx a part of one (https://htmx.org/docs/#request-headers), and a script JSON.
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
    """Tell programs when to try again, if that may help (RFC 9110, section 10.2.3)."""
    if fault.passes:
        response["Retry-After"] = str(SOON)


def note(request: HttpRequest, response: HttpResponse, error: BaseException) -> None:
    """Write the one line about a fault. Django then writes none of its own about this response."""
    level = "error" if response.status_code >= 500 else "warning"
    line, what = "%s for %s %s", describe(cause_of(error))
    log_response(line, what, request.method, request.path, response=response, request=request, level=level)
