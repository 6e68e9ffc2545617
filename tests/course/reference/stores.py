"""What the tests of the reference do with the stores of Django's engines, without the site around them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory


def new_store(engine: str, key: str | None = None) -> SessionBase:
    """Return a store object of one of Django's engines."""
    return import_module(f"django.contrib.sessions.backends.{engine}").SessionStore(key)


def stored(engine: str, expiry: object = None, **entries: object) -> str:
    """Store a session, and return its session key."""
    session = new_store(engine)
    session.update(entries)
    if expiry is not None:
        session.set_expiry(expiry)
    session.save()
    return session.session_key


def entries_under(engine: str, key: str) -> dict[str, Any]:
    """Return the entries that a request with this session key finds, without the expiry."""
    return {name: value for name, value in new_store(engine, key).items() if name != "_session_expiry"}


def answered(view: Callable[[HttpRequest], HttpResponse], key: str | None = None) -> HttpResponse:
    """Send a request, with this session key in its cookie, through Django's own middleware."""
    request = RequestFactory().get("/")
    if key:
        request.COOKIES["sessionid"] = key
    return SessionMiddleware(view)(request)
