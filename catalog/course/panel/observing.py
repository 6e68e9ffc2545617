"""Pages that show a session: drawn without using it, and kept from everybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from catalog.course.panel.looks import FrozenSession, Look, key_of, look
from catalog.guards.stand_in import StandIn


@contextmanager
def drawn_with(request: HttpRequest, seen: Look, *, needed: bool = True) -> Iterator[None]:
    """Put a frozen copy of what ``seen`` found in the place of the session, for as long as a page is drawn.

    Afterwards the request has no session at all, and ``SessionMiddleware`` leaves the response alone: no save, no
    cookie, even with ``SESSION_SAVE_EVERY_REQUEST``. If the page cannot be drawn, the session is put back, so that the
    page that says so is one like all others.

    Raise ``StoreFault`` if the store failed: the page would show an empty session in the place of one that is there.
    With ``needed`` off the page is about something else. When it has failed with what is stored, and is drawn once more
    for a stranger, the ``StandIn`` for the session stays.
    """
    session = request.session
    if needed or not isinstance(session, StandIn):
        seen.require()
        request.session = FrozenSession(seen)
    try:
        yield
    except Exception:
        request.session = session
        raise
    del request.session


def observes(view: Callable[..., HttpResponse], *, needed: bool = True) -> Callable[..., HttpResponse]:
    """Let a view look at the session without using it. The view takes the look as its second argument.

    A look sends no CSRF cookie either. ``needed`` is that of ``drawn_with``.
    """

    @wraps(view)
    def observing_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = look(key_of(request))
        with drawn_with(request, seen, needed=needed):
            response = view(request, seen, *args, **kwargs)
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return private(response)

    return observing_view


def private(response: HttpResponse) -> HttpResponse:
    """Keep ``response`` out of every shared cache."""
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Cookie", "Accept"])
    return response


def has_csrf_cookie(request: HttpRequest) -> bool:
    """Say whether the browser has the cookie without which the token of a form is worth nothing.

    Ask before a form is drawn: that begins a new cookie, as ``CsrfViewMiddleware`` has done already for a bad one.
    """
    return "CSRF_COOKIE" in request.META and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def wants_json(request: HttpRequest) -> bool:
    """Say whether the client prefers JSON to HTML."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def wants_part(request: HttpRequest) -> bool:
    """Say whether htmx sent the request: it puts a part into the page that is there, and wants no whole one.

    https://htmx.org/docs/#request-headers
    """
    return request.headers.get("HX-Request") == "true"
