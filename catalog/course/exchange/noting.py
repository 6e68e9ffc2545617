"""What is noted while the view and the middleware of an exchange run: flags, contents in memory, exceptions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from catalog.course.exchange import stores
from catalog.course.exchange.record import Raised, keeps_no_store
from catalog.course.exchange.stores import StoredSession, differs
from catalog.course.exchange.watching import StoreWatch
from catalog.discretion import words_of
from catalog.faults import fault_in

# What Django answers to an exception of a view; to any other it answers 500 (django.core.handlers.exception).
STATUS_OF: dict[type[Exception], int] = {
    Http404: 404,
    PermissionDenied: 403,
    MultiPartParserError: 400,
    BadRequest: 400,
    SuspiciousOperation: 400,
}


@dataclass(slots=True)
class Notes:
    """What is noted between the view and the middleware's saving, and what was stored when the exchange began."""

    watch: StoreWatch
    cookie_in: str | None
    row_before: StoredSession | None
    session: SessionBase | None = None
    accessed: bool = False
    modified: bool = False
    empty: bool = True
    saved_early: bool = False
    after: dict[str, Any] | None = None
    at_last: dict[str, Any] | None = None
    asked: bool = False
    error: Raised | None = None
    view_error: Raised | None = None
    raised: Exception | None = None
    fault: Exception | None = None


def noting(
    view: Callable[..., Any], notes: Notes, store_class: type[SessionBase]
) -> Callable[[HttpRequest], HttpResponse]:
    """Return ``view`` as a plain function that notes what it left behind, whether it answered or raised."""
    plain_view = async_to_sync(view) if inspect.iscoroutinefunction(view) else view

    def noting_view(request: HttpRequest) -> HttpResponse:
        notes.session = request.session
        try:
            response = plain_view(request)
        except Exception as error:  # whatever a view raises is a part of the lesson, and is shown
            notes.error = notes.view_error = Raised(type(error).__name__, words_of(error))
            notes.raised = error
            notes.fault = error if fault_in(error) else None
            response = HttpResponse(status=_status_of(error))
        session = notes.session
        notes.accessed, notes.modified, notes.empty = session.accessed, session.modified, session.is_empty()
        notes.after, notes.asked = in_memory_of(session), bool(notes.watch.queries)
        notes.saved_early = _wrote_early(notes, store_class)
        return response

    return noting_view


def _wrote_early(notes: Notes, store_class: type[SessionBase]) -> bool:
    """Return whether the view itself wrote what lies under the session key that came in. It is seldom read for it."""
    cookie_in = notes.cookie_in
    if not cookie_in or keeps_no_store(store_class):
        return False
    if cookie_in in notes.watch.written:
        return True
    if notes.row_before is None or not notes.watch.statements:  # those of the model are not known by session key
        return False
    notes.watch.paused = True
    try:
        return differs(notes.row_before, stores.read(cookie_in, store_class))
    finally:
        notes.watch.paused = False


def in_memory_of(session: SessionBase) -> dict[str, Any] | None:
    """Return a copy of the contents in memory, or ``None`` if they were not loaded."""
    loaded = getattr(session, "_session_cache", None)
    return None if loaded is None else _copied(loaded)


def _copied(value: Any) -> Any:
    """Return a copy of dictionaries and lists, however deep, with the values themselves in it."""
    match value:
        case dict():
            return {key: _copied(inner) for key, inner in value.items()}
        case list():
            return [_copied(inner) for inner in value]
        case _:
            return value


def answered(middleware: SessionMiddleware, request: HttpRequest, notes: Notes) -> HttpResponse:
    """Return the response as it leaves the middleware, which may itself fail when it saves."""
    try:
        return middleware(request)
    except Exception as error:  # a value that cannot be stored, a session that is gone: shown like the view's own
        notes.error = Raised(type(error).__name__, words_of(error), while_saving=True)
        notes.fault = notes.fault or (error if fault_in(error) else None)
        return HttpResponse(status=_status_of(error))


def text_of(response: HttpResponse, notes: Notes) -> str:
    """Return the page as text. A streamed one ends where its view raises, which changes no status any more."""
    content = b""
    try:
        for part in response.streaming_content if response.streaming else [response.content]:
            content += part
    except Exception as error:  # whatever a view raises is a part of the lesson, and is shown
        notes.raised = error
    return content.decode(errors="replace")


def _status_of(error: Exception) -> int:
    return next((status for kind, status in STATUS_OF.items() if isinstance(error, kind)), 500)
