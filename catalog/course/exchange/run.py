"""One pass of a request through Django's own ``SessionMiddleware`` and a view, recorded.

The middleware is Django's, wrapped around the view alone. What it does is observed from outside: the store is read by
objects of our own before and after, the queries on its connection are listened to, and the flags of the session are
noted at the moment when the view is done and the middleware has not begun to save.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connections, router
from django.http import Http404, HttpRequest, HttpResponse

from catalog.course.exchange import stores
from catalog.course.exchange.cookies import attributes_of
from catalog.course.exchange.record import Cookie, Exchange, Raised
from catalog.discretion import words_of
from catalog.faults import StoreFault, fault_in
from catalog.guards.guard import Guard

CSRF = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")  # where Django keeps it in request.META
STATUS_OF = {Http404: 404, PermissionDenied: 403, BadRequest: 400, SuspiciousOperation: 400}


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of a run: the record, the view's response, and the exception of the view, if it raised one."""

    exchange: Exchange
    response: HttpResponse
    raised: Exception | None = None


@dataclass(slots=True)
class _Notes:
    """What is noted between the view and the middleware's saving."""

    session: SessionBase | None = None
    accessed: bool = False
    modified: bool = False
    after: dict[str, Any] | None = None
    error: Raised | None = None
    raised: Exception | None = None
    fault: Exception | None = None
    saves: int = 0
    queries: list[str] = field(default_factory=list)


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
    Afterwards the session of ``request`` is a fresh store for the key that the exchange left; whoever draws a page
    with it sends the cookies of the response on. ``store_class`` puts another engine in the place of the site's.
    ``within`` is entered while the middleware and the view run, and not while the observer looks.

    Raise ``StoreFault`` if a store with a guard failed: such a pass shows nothing of Django, and may have kept nothing.
    """
    store_class = store_class or type(stores.session_store())
    cookie_in = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or None
    row_before = stores.read(cookie_in, store_class) if cookie_in else None
    notes = _Notes()

    authentication = AuthenticationMiddleware(_noting(view, notes))
    middleware = SessionMiddleware(authentication)
    middleware.SessionStore = _counting_saves(store_class, notes)
    _forget_user(request)
    with _listening(store_class, notes), _same_forms(request), within or nullcontext():
        response = _answer(middleware, request, notes)
    fault = notes.fault or getattr(notes.session, "failure", None)
    if fault is not None and issubclass(store_class, Guard):
        raise StoreFault("the operation could not be run") from fault

    sent = response.cookies.get(settings.SESSION_COOKIE_NAME)
    key_after = (cookie_in if sent is None else sent.value) or None
    row_after = stores.read(key_after, store_class) if key_after else None
    before = _alive(row_before)
    exchange = Exchange(
        operation=name or view.__name__,
        engine=store_class.__module__,
        status=response.status_code,
        error=notes.error,
        cookie_in=cookie_in,
        key_after=key_after,
        accessed=notes.accessed,
        modified=notes.modified,
        saved=notes.saves > 0,
        before=before,
        after=before if notes.after is None else notes.after,
        stored_after=_alive(row_after),
        queries=notes.queries,
        set_cookie=[Cookie(name, morsel.value, attributes_of(morsel)) for name, morsel in response.cookies.items()],
        row_before=row_before,
        row_after=row_after,
        old_row=stores.read(cookie_in, store_class) if cookie_in and cookie_in != key_after else None,
        result=_text_of(response, notes),
    )
    request.session = store_class(key_after)
    _forget_user(request)
    authentication.process_request(request)  # who is logged in inside is nobody out here
    return Ran(exchange, response, notes.raised)


def _noting(view: Callable[..., Any], notes: _Notes) -> Callable[[HttpRequest], HttpResponse]:
    """Return ``view`` as a plain function that notes what it left behind, whether it answered or raised."""
    plain_view = async_to_sync(view) if inspect.iscoroutinefunction(view) else view

    def noting_view(request: HttpRequest) -> HttpResponse:
        notes.session = request.session
        try:
            response = plain_view(request)
        except Exception as error:  # whatever a view raises is a part of the lesson, and is shown
            notes.error, notes.raised = Raised(type(error).__name__, words_of(error)), error
            notes.fault = error if fault_in(error) else None
            response = HttpResponse(status=_status_of(error))
        notes.accessed, notes.modified = notes.session.accessed, notes.session.modified
        loaded = getattr(notes.session, "_session_cache", None)
        notes.after = None if loaded is None else _copied(loaded)
        return response

    return noting_view


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
    if not response.streaming:
        return response.content.decode(errors="replace")
    content = b""
    try:
        for part in response.streaming_content:
            content += part
    except Exception as error:  # whatever a view raises is a part of the lesson, and is shown
        notes.raised = error
    return content.decode(errors="replace")


def _status_of(error: Exception) -> int:
    return next((status for kind, status in STATUS_OF.items() if isinstance(error, kind)), 500)


def _counting_saves(store_class: type[SessionBase], notes: _Notes) -> Callable[[str | None], SessionBase]:
    """Return a function that makes stores of exactly this class (its name is a part of what is signed), and counts."""

    def make_store(key: str | None = None) -> SessionBase:
        store = store_class(key)
        save, asave = store.save, store.asave

        def counting_save(*args: Any, **kwargs: Any) -> None:
            save(*args, **kwargs)
            notes.saves += 1

        async def counting_asave(*args: Any, **kwargs: Any) -> None:
            await asave(*args, **kwargs)
            notes.saves += 1

        store.save, store.asave = counting_save, counting_asave
        return store

    return make_store


@contextmanager
def _listening(store_class: type[SessionBase], notes: _Notes) -> Iterator[None]:
    """Note the queries on the table of the sessions, and no others."""
    if not issubclass(store_class, DatabaseStore):
        yield
        return
    model = store_class.get_model_class()
    table = model._meta.db_table

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if table in sql:
            notes.queries.append(sql)
        return execute(sql, params, many, context)

    with connections[router.db_for_write(model)].execute_wrapper(listen):
        yield


def _alive(stored: stores.StoredSession | None) -> dict[str, Any]:
    return stored.data if stored and not stored.expired and not stored.unreadable else {}


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
