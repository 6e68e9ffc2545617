"""Handling of failures of the session store.

Two middlewares enclose Django's ``SessionMiddleware``. The inner one replaces the request's store by one with a guard,
which raises ``StoreFault`` where Django ignores an error (``catalog/guards/``). After a fault, a page that only reads
is rendered again with a read-only ``StandIn`` session; every other request gets a 503. No stored session is deleted.
The outer middleware does the same if the session cannot be saved after the view.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.cached_db import SessionStore as CachedRowStore
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from catalog.faults import BUSY, StoreFault, cause_of, fault_in, is_of_a_store, note, unavailable
from catalog.guards import guarded
from catalog.guards.guard import Guard
from catalog.guards.sparing import Sparing
from catalog.guards.stand_in import StandIn

SAFE_METHODS = {"GET", "HEAD"}
OF_ITS_OWN = {"content-length", "content-type", "etag", "last-modified"}  # headers that describe one body


class GuardedStoreMiddleware(MiddlewareMixin):
    """Comes after Django's ``SessionMiddleware``: adds a guard to the request's store."""

    def process_request(self, request: HttpRequest) -> None:
        """Replace Django's store, which was not accessed yet, by a guarded one."""
        if not hasattr(request, "session"):
            return  # SessionMiddleware is missing; Django reports it
        request.session = guarded(type(request.session), sparing=True)(request.session.session_key)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Handle a fault in a view: return the page for an anonymous visitor, or 503."""
        fault = fault_in(exception)
        if fault is None:
            return None
        session = getattr(request, "session", None)
        # A page is not rendered again if the database has already timed out.
        page = None if fault is BUSY or not _worth_another_try(session, exception) else drawn_again(request, exception)
        if page is None:
            leave_alone(request)
            return unavailable(request, fault, exception)
        note(request, page, exception)
        return page

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Defer failures of the store: Django's middleware would turn them into a 400 or a 500."""
        session = getattr(request, "session", None)
        if isinstance(session, StandIn) or response.status_code >= 500:
            # Django does not save the session of a failed page, but it deletes the cookie of a flushed one.
            leave_alone(request)
        elif isinstance(session, Guard):
            session.defers = True
            if isinstance(session, Sparing) and session.is_empty():
                session.delete_left()  # nothing will be saved for the response
        return response


class StoreFaultMiddleware(MiddlewareMixin):
    """Comes before Django's ``SessionMiddleware``: replaces a response whose session was not saved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """If the store recorded a failure, return a page that stores nothing, or 503."""
        failure = getattr(getattr(request, "session", None), "failure", None)
        fault = None if failure is None else fault_in(failure)
        if fault is None:
            return response
        page = drawn_again(request, failure) if response.status_code == 200 else None
        leave_alone(request)
        if page is None:
            return unavailable(request, fault, failure)
        for name, value in response.headers.items():  # set by inner middlewares
            if name.lower() not in OF_ITS_OWN:
                page.headers.setdefault(name, value)
        page.cookies = response.cookies
        page.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        note(request, page, failure)
        return page


def _worth_another_try(session: SessionBase | None, exception: Exception) -> bool:
    """Return whether the page may render without the visitor's session: the fault is in the session or in the user.

    Another query to a failed database would fail again.
    """
    if getattr(session, "failure", None) is not None or isinstance(exception, StoreFault):
        return True
    if isinstance(session, CachedRowStore) or not isinstance(session, DatabaseStore | StandIn):
        return True
    return not isinstance(cause_of(exception), DatabaseError | InterfaceError)


def leave_alone(request: HttpRequest) -> None:
    """Keep ``SessionMiddleware`` from saving and from setting a cookie, by removing the session from the request."""
    if hasattr(request, "session"):
        del request.session


def stand_in(request: HttpRequest, error: Exception) -> StandIn:
    """Return a read-only session: with the contents of the visitor's session if only writing failed."""
    session = request.session
    if not hasattr(session, "_session_cache") or getattr(session, "failure", None) is None:
        return without_contents(session, error)
    stored = type(session)(session.session_key)
    try:
        data = stored.load()
    except Exception as another:  # the store may raise any exception
        if fault_in(another) is None:
            raise
        return StandIn()
    return StandIn(stored.session_key, data)


def without_contents(session: SessionBase, error: Exception) -> StandIn:
    """Return an empty read-only session for a page for an anonymous visitor, after ``error``."""
    was_read = getattr(session, "failure", None) is None and not is_of_a_store(error)
    return StandIn(fails="account" if was_read else "session")


def take(request: HttpRequest, session: SessionBase) -> None:
    """Replace the session of the request, and reset its lazy user."""
    request.session = session
    if hasattr(request, "give_user"):  # not before LogInTimesMiddleware
        request.give_user()


def drawn_again(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Render the page that failed with ``error`` again, with a ``StandIn`` session.

    Return ``None`` if the page needs the visitor's session.
    """
    match = request.resolver_match
    if request.method not in SAFE_METHODS or match is None or inspect.iscoroutinefunction(match.func):
        return None
    if isinstance(getattr(request, "session", None), StandIn):
        return None
    take(request, stand_in(request, error))
    try:
        page = match.func(request, *match.args, **match.kwargs)
        if callable(getattr(page, "render", None)):
            page = page.render()
    except PermissionDenied:
        return None  # the page requires a log-in
    except Exception as another:  # an error of the code would have occurred the first time
        if fault_in(another) is None:
            raise
        return None
    if page.status_code != 200:
        return None  # a redirect to the log-in page, because the visitor appears to be anonymous
    patch_cache_control(page, private=True, no_store=True)
    return page


def drawn_anyway(request: HttpRequest, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the result of ``draw``; after a fault, its result for an anonymous visitor.

    This is for error pages. They are rendered outside of views, so ``process_exception`` is not called for a fault.
    """
    try:
        return draw()
    except Exception as error:  # an error other than a fault is re-raised
        if fault_in(error) is None or not hasattr(request, "session"):
            raise
        take(request, without_contents(request.session, error))
        page = draw()
        note(request, page, error)
        return page


def needs_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view about the session: raise ``StoreFault`` if it cannot be read, instead of showing an empty one."""

    @wraps(view)
    def needing_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.session, StandIn) and not request.session.reached:
            raise StoreFault("the session cannot be reached")
        return view(request, *args, **kwargs)

    return needing_view
