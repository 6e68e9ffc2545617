"""What the site does when the store of the sessions fails.

Two middlewares stand around Django's own. The inner one gives the request a store with a guard, which raises
``StoreFault`` where Django keeps silent (``catalog/guards/``). A page that only reads is drawn once more, with a
session that stands in for the visitor's; all else is answered with 503. Nothing of the visitor's is deleted. The outer
middleware does the same when the session cannot be saved after the view.

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
OF_ITS_OWN = {"content-length", "content-type", "etag", "last-modified"}  # headers that belong to one body


class GuardedStoreMiddleware(MiddlewareMixin):
    """Stands inside Django's ``SessionMiddleware``: the request's store does not keep silent about its failures."""

    def process_request(self, request: HttpRequest) -> None:
        """Put a guarded store in the place of Django's, which nobody has used yet."""
        if not hasattr(request, "session"):
            return  # SessionMiddleware is not where it should be; Django says so in its own words
        request.session = guarded(type(request.session), sparing=True)(request.session.session_key)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a fault in a view: with the page as it is for a stranger, or with 503."""
        fault = fault_in(exception)
        if fault is None:
            return None
        session = getattr(request, "session", None)
        # A database that has let the visitor wait once is not asked for the page again.
        page = None if fault is BUSY or not _worth_another_try(session, exception) else drawn_again(request, exception)
        if page is None:
            leave_alone(request)
            return unavailable(request, fault, exception)
        note(request, page, exception)
        return page

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """From here on the store notes a failure, which Django's middleware would turn into a 400 or a 500."""
        session = getattr(request, "session", None)
        if isinstance(session, StandIn) or response.status_code >= 500:
            # Django saves nothing for a page that failed, but forgets the cookie of a session that was left in it.
            leave_alone(request)
        elif isinstance(session, Guard):
            session.defers = True
            if isinstance(session, Sparing) and session.is_empty():
                session.delete_left()  # nothing will be saved for the answer
        return response


class StoreFaultMiddleware(MiddlewareMixin):
    """Stands outside Django's ``SessionMiddleware``: another answer takes the place of one that was not saved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer 503 if the store has noted a failure, or with a page that needs nothing to be stored."""
        failure = getattr(getattr(request, "session", None), "failure", None)
        fault = None if failure is None else fault_in(failure)
        if fault is None:
            return response
        page = drawn_again(request, failure) if response.status_code == 200 else None
        leave_alone(request)
        if page is None:
            return unavailable(request, fault, failure)
        for name, value in response.headers.items():  # what the middlewares inside have added
            if name.lower() not in OF_ITS_OWN:
                page.headers.setdefault(name, value)
        page.cookies = response.cookies
        page.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        note(request, page, failure)
        return page


def _worth_another_try(session: SessionBase | None, exception: Exception) -> bool:
    """Say whether a page may come about without the visitor's session: the fault is the session's, or the user's.

    A database that has failed otherwise will fail again.
    """
    if getattr(session, "failure", None) is not None or isinstance(exception, StoreFault):
        return True
    if isinstance(session, CachedRowStore) or not isinstance(session, DatabaseStore | StandIn):
        return True
    return not isinstance(cause_of(exception), DatabaseError | InterfaceError)


def leave_alone(request: HttpRequest) -> None:
    """Have ``SessionMiddleware`` save nothing and send no cookie: it does so for a request without a session."""
    if hasattr(request, "session"):
        del request.session


def stand_in(request: HttpRequest, error: Exception) -> StandIn:
    """Return what takes the place of the visitor's session: with its contents, if only to write them failed."""
    session = request.session
    if not hasattr(session, "_session_cache") or getattr(session, "failure", None) is None:
        return without_contents(session, error)
    stored = type(session)(session.session_key)
    try:
        data = stored.load()
    except Exception as another:  # the store may raise anything
        if fault_in(another) is None:
            raise
        return StandIn()
    return StandIn(stored.session_key, data)


def without_contents(session: SessionBase, error: Exception) -> StandIn:
    """Return what takes the place of a session for a stranger's page, after ``error``."""
    was_read = getattr(session, "failure", None) is None and not is_of_a_store(error)
    return StandIn(fails="account" if was_read else "session")


def take(request: HttpRequest, session: SessionBase) -> None:
    """Give the request another session, and have its user be worked out anew."""
    request.session = session
    if hasattr(request, "give_user"):  # not before LogInTimesMiddleware
        request.give_user()


def drawn_again(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Draw the page that ``request`` asks for, and that failed with ``error``, with a session that stands in.

    Return ``None`` if it needs the visitor's own.
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
        return None  # to a stranger
    except Exception as another:  # an error of the code would have been one the first time
        if fault_in(another) is None:
            raise
        return None
    if page.status_code != 200:
        return None  # a page that leads elsewhere does so because it takes the visitor for a stranger
    patch_cache_control(page, private=True, no_store=True)
    return page


def drawn_anyway(request: HttpRequest, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what ``draw`` draws, and if a fault prevents that, what it draws for a stranger.

    This is for pages about errors. They are drawn outside the view, where no ``process_exception`` sees a fault.
    """
    try:
        return draw()
    except Exception as error:  # what is no fault is raised again
        if fault_in(error) is None or not hasattr(request, "session"):
            raise
        take(request, without_contents(request.session, error))
        page = draw()
        note(request, page, error)
        return page


def needs_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be called only if the session can be read: its page is about nothing else, and would say "empty"."""

    @wraps(view)
    def needing_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.session, StandIn) and not request.session.reached:
            raise StoreFault("the session cannot be reached")
        return view(request, *args, **kwargs)

    return needing_view
