"""Faults of what the site stands on: a database or a cache that cannot be reached, is busy, full or read-only.

A fault is no error of the code, so it is no 500: the visitor gets a page that says what is the matter, with status 503,
and the log gets one line.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.log import log_response

from catalog.forms.preferences import THEME_COOKIE, THEMES
from catalog.notes import describe

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
NOT_MIGRATED = ("no such ", "has no column")
# By name, because the package may not be installed. Its other errors are those of a wrong command, ours.
REDIS_FAULTS = {"ConnectionError", "TimeoutError", "BusyLoadingError", "ReadOnlyError", "OutOfMemoryError"}


class StoreFault(Exception):
    """The session's store failed where Django says nothing of it; the cause is the error that was swallowed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is the matter: a sentence for the visitor, and whether it passes by itself."""

    sentence: str
    passes: bool


FAR = Fault("A server that the library needs cannot be reached at the moment.", passes=True)
BUSY = Fault("The library's database is busy, and did not get to your request in time.", passes=True)
NO_ROOM = Fault("The library's disk is full, so nothing can be stored.", passes=False)
NOT_WRITABLE = Fault("The library's storage can be read and not written at the moment.", passes=False)


def fault_in(error: BaseException) -> Fault | None:
    """Return the fault that led to ``error``, or ``None`` if it is an error of the code."""
    return next(filter(None, map(_fault, _with_causes(error))), None)


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _fault(error: BaseException) -> Fault | None:
    words = str(error).lower()
    if isinstance(error, OperationalError | InterfaceError):
        return None if words.startswith(NOT_MIGRATED) else _by_words(words)
    if type(error).__module__.startswith("redis.") and {kind.__name__ for kind in type(error).__mro__} & REDIS_FAULTS:
        return _by_words(words)
    if isinstance(error, OSError) and error.errno in FULL | READ_ONLY | UNREACHABLE:
        return NO_ROOM if error.errno in FULL else NOT_WRITABLE if error.errno in READ_ONLY else FAR
    return FAR if isinstance(error, StoreFault) and error.__cause__ is None else None


def _by_words(words: str) -> Fault:
    if "full" in words or "no space" in words or "out of memory" in words:
        return NO_ROOM
    if "readonly" in words or "read-only" in words or "read only" in words:
        return NOT_WRITABLE
    return BUSY if "locked" in words or "lock timeout" in words else FAR


def unavailable(request: HttpRequest, fault: Fault, error: BaseException) -> HttpResponse:
    """Answer 503 with a page that asks no store, and write one line to the log."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse({"refused": fault.sentence}, status=503)
    else:
        theme = request.COOKIES.get(THEME_COOKIE)
        known = {"theme": theme if theme in THEMES else "system", "fault": fault, "soon": SOON}
        response = HttpResponse(render_to_string("503.html", known | {"changed": request.method == "POST"}), status=503)
    if fault.passes:
        response["Retry-After"] = str(SOON)
    response["Cache-Control"] = "no-store"
    note(request, response, error)
    return response


def note(request: HttpRequest, response: HttpResponse, error: BaseException) -> None:
    """Write the one line about a fault. Django then writes none of its own about this response."""
    root = list(_with_causes(error))[-1]
    log_response("%s for %s %s", describe(root), request.method, request.path, response=response, request=request)
