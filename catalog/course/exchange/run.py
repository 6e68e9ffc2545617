"""One pass of a request through Django's own ``SessionMiddleware`` and a view, recorded.

The middleware is Django's, wrapped around the view alone. What it does is observed from outside: the store is read by
objects of our own before and after, the queries on its connection are listened to, and the flags of the session are
noted at the moment when the view is done and the middleware has not begun to save.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from catalog.course.exchange import stores
from catalog.course.exchange.cookies import Cookie, attributes_of, kept_by_browser
from catalog.course.exchange.diff import Change, changes
from catalog.course.exchange.noting import Notes, answered, in_memory_of, noting, text_of
from catalog.course.exchange.record import Exchange, Raised, keeps_no_store
from catalog.course.exchange.stores import StoredSession, differs
from catalog.course.exchange.watching import StoreWatch, listening, making_session, watching
from catalog.discretion import words_of
from catalog.faults import StoreFault
from catalog.guards.guard import Guard

CSRF = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")  # where Django keeps it in request.META


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out of a run: the record, the view's response, and the exception of the view, if it raised one."""

    exchange: Exchange
    response: HttpResponse
    raised: Exception | None = None


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
    notes = Notes(StoreWatch(), cookie_in, stores.read(cookie_in, store_class) if cookie_in else None)

    authentication = AuthenticationMiddleware(noting(view, notes, store_class))
    middleware = SessionMiddleware(authentication)
    middleware.SessionStore = making_session(store_class, notes.watch)
    _forget_user(request)
    engines = {store_class, type(stores.session_store())}  # the site's own may have a guard, and a view has none
    with listening(store_class, notes.watch), watching(engines, notes.watch):
        with _same_forms(request), within or nullcontext():
            response = answered(middleware, request, notes)
        text = text_of(response, notes)
    if notes.session is not None:
        notes.at_last = in_memory_of(notes.session)
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
    notes: Notes,
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
        rewritten=cookie_in in watch.written or differs(notes.row_before, under_old),
        saved_early=notes.saved_early,
        wrote=not signed and bool(watch.saves or watch.statements or orphans or differs(notes.row_before, under_old)),
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
