"""One pass of a request through Django's own ``SessionMiddleware`` and a view, recorded.

The middleware is Django's, wrapped around the view alone. What it does is observed from outside: the store is read by
objects of our own before and after, the queries on its connection are listened to, and the flags of the session are
noted at the moment when the view is done and the middleware has not begun to save.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from catalog.course.exchange import stores
from catalog.course.exchange.cookies import Cookie, attributes_of, kept_by_browser
from catalog.course.exchange.diff import Change, changes
from catalog.course.exchange.record import Exchange, Raised, keeps_no_store
from catalog.course.exchange.stores import StoredSession
from catalog.course.exchange.watching import StoreWatch, listening, making_session, watching
from catalog.discretion import words_of
from catalog.faults import StoreFault, fault_in
from catalog.guards.guard import Guard

CSRF = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")  # where Django keeps it in request.META
# What Django answers to an exception of a view; to any other it answers 500 (django.core.handlers.exception).
STATUS_OF: dict[type[Exception], int] = {
    Http404: 404,
    PermissionDenied: 403,
    MultiPartParserError: 400,
    BadRequest: 400,
    SuspiciousOperation: 400,
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of a run: the record, the view's response, and the exception of the view, if it raised one."""

    exchange: Exchange
    response: HttpResponse
    raised: Exception | None = None


@dataclass(slots=True)
class _Notes:
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


def run(
    view: Callable[..., Any],
    request: HttpRequest,
    *,
    name: str = "",
    store_class: type[SessionBase] | None = None,
    within: AbstractContextManager[Any] | None = None,
) -> Ran:
    """Send ``request`` through ``SessionMiddleware`` and ``view``. Return what came of it.

    The view may be ``async``. An exception becomes a part of the record, with the status that Django would answer.
    Afterwards the session of ``request`` is a fresh store for the session key that the exchange left; whoever draws a
    page with it sends the cookies of the response on. ``store_class`` puts another engine in the place of the site's.
    ``within`` is entered while the middleware and the view run, and not while the observer looks.

    Raise ``StoreFault`` if a store with a guard failed: such a pass shows nothing of Django, and may have kept nothing.
    """
    store_class = store_class or type(stores.session_store())
    cookie_in = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or None
    notes = _Notes(StoreWatch(), cookie_in, stores.read(cookie_in, store_class) if cookie_in else None)

    authentication = AuthenticationMiddleware(_noting(view, notes, store_class))
    middleware = SessionMiddleware(authentication)
    middleware.SessionStore = making_session(store_class, notes.watch)
    _forget_user(request)
    engines = {store_class, type(stores.session_store())}  # the site's own may have a guard, and a view has none
    with listening(store_class, notes.watch), watching(engines, notes.watch):
        with _same_forms(request), within or nullcontext():
            response = _answer(middleware, request, notes)
        text = _text_of(response, notes)
    if notes.session is not None:
        notes.at_last = _in_memory(notes.session)
    fault = notes.fault or getattr(notes.session, "failure", None)
    if fault is not None and issubclass(store_class, Guard):
        raise StoreFault("the operation could not be run") from fault

    exchange = _recorded(name or view.__name__, store_class, response, text, notes)
    request.session = store_class(exchange.key_after)
    _forget_user(request)
    authentication.process_request(request)  # who is logged in with a course account is anonymous outside
    return Ran(exchange, response, notes.raised)


def _recorded(
    name: str,
    store_class: type[SessionBase],
    response: HttpResponse,
    text: str,
    notes: _Notes,
) -> Exchange:
    """Return the record, once the answer is complete."""
    set_cookie = [Cookie(name, morsel.value, attributes_of(morsel)) for name, morsel in response.cookies.items()]
    sent = next((cookie for cookie in set_cookie if cookie.name == settings.SESSION_COOKIE_NAME), None)
    cookie_in, key_after = notes.cookie_in, kept_by_browser(sent, notes.cookie_in)
    row_after = stores.read(key_after, store_class) if key_after else None
    old_row = stores.read(cookie_in, store_class) if cookie_in and cookie_in != key_after else None
    before, stored_after, watch = _alive(notes.row_before), _alive(row_after), notes.watch
    after = before if notes.after is None else notes.after
    signed, orphans = keeps_no_store(store_class), _orphans(store_class, watch, {cookie_in, key_after})
    under_old = row_after if cookie_in == key_after else old_row
    return Exchange(
        operation=name,
        engine=store_class.__module__,
        status=response.status_code,
        error=notes.error,
        cookie_in=cookie_in,
        key_after=key_after,
        accessed=notes.accessed,
        modified=notes.modified,
        saved=watch.saves > 0,
        before=before,
        after=after,
        stored_after=stored_after,
        queries=watch.queries,
        set_cookie=set_cookie,
        row_before=notes.row_before,
        row_after=row_after,
        old_row=old_row,
        result=text,
        signed=signed,
        every_request=settings.SESSION_SAVE_EVERY_REQUEST,
        empty=notes.empty,
        rewritten=cookie_in in watch.written or _differs(notes.row_before, under_old),
        saved_early=notes.saved_early,
        wrote=not signed and bool(watch.saves or watch.statements or orphans or _differs(notes.row_before, under_old)),
        orphans=orphans,
        refused=Raised(type(watch.refused).__name__, words_of(watch.refused), True) if watch.refused else None,
        late=_too_late(after, notes.at_last, stored_after),
        asked=notes.asked,
        loaded=notes.at_last is not None,
        touched=notes.session is not None and notes.session.accessed,
        view_error=notes.view_error,
    )


def _too_late(after: dict[str, Any], at_last: dict[str, Any] | None, stored: dict[str, Any]) -> list[Change]:
    """Return what a streamed answer changed in memory when the middleware had saved, unless it is stored after all."""
    if at_last is None or not changes(stored, at_last):
        return []
    return changes(after, at_last)


def _orphans(store_class: type[SessionBase], watch: StoreWatch, known: set[str | None]) -> list[StoredSession]:
    """Return what was stored under session keys that no browser has."""
    if keeps_no_store(store_class):
        return []
    found = (stores.read(key, store_class) for key in watch.written | watch.tried if key not in known)
    return [stored for stored in found if stored is not None and stored.alive]


def _differs(before: StoredSession | None, after: StoredSession | None) -> bool:
    """Return whether something else is stored than before, or with another date."""
    if before is None or after is None:
        return before is not after
    if (before.raw, before.expires) != (after.raw, after.expires):
        return True
    return bool(changes(before.data, after.data))


def _noting(
    view: Callable[..., Any], notes: _Notes, store_class: type[SessionBase]
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
        notes.after, notes.asked = _in_memory(session), bool(notes.watch.queries)
        notes.saved_early = _wrote_early(notes, store_class)
        return response

    return noting_view


def _wrote_early(notes: _Notes, store_class: type[SessionBase]) -> bool:
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
        return _differs(notes.row_before, stores.read(cookie_in, store_class))
    finally:
        notes.watch.paused = False


def _in_memory(session: SessionBase) -> dict[str, Any] | None:
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


def _answer(middleware: SessionMiddleware, request: HttpRequest, notes: _Notes) -> HttpResponse:
    """Return the response as it leaves the middleware, which may itself fail when it saves."""
    try:
        return middleware(request)
    except Exception as error:  # a value that cannot be stored, a session that is gone: shown like the view's own
        notes.error = Raised(type(error).__name__, words_of(error), while_saving=True)
        notes.fault = notes.fault or (error if fault_in(error) else None)
        return HttpResponse(status=_status_of(error))


def _text_of(response: HttpResponse, notes: _Notes) -> str:
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


def _alive(stored: stores.StoredSession | None) -> dict[str, Any]:
    return stored.data if stored and stored.alive else {}


@contextmanager
def _same_forms(request: HttpRequest) -> Iterator[None]:
    """Keep the CSRF token as it is: a log-in changes it, and the other forms on the page would be refused."""
    before = {name: request.META[name] for name in CSRF if name in request.META}
    yield
    for name in CSRF:
        request.META.pop(name, None)
    request.META.update(before)


def _forget_user(request: HttpRequest) -> None:
    """Make ``request.user`` be worked out anew from the session that the request has next."""
    for name in ("_cached_user", "_acached_user"):
        if hasattr(request, name):
            delattr(request, name)
