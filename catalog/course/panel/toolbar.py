"""A panel for django-debug-toolbar that shows what a request did to the session.

It compares two looks at the store, one before the request and one after it, and copies a few attributes of
``request.session``. It asks the session itself for nothing: to read from it would load it, mark it accessed and, where
the toolbar stands inside ``SessionMiddleware``, add ``Vary: Cookie`` to the response. What two requests of one browser
do at the same moment, both panels show as their own.

https://django-debug-toolbar.readthedocs.io/en/latest/panels.html#third-party-panels
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator
from contextlib import contextmanager
from http.cookies import Morsel
from inspect import isawaitable
from typing import Any

from asgiref.sync import sync_to_async
from debug_toolbar.middleware import show_toolbar
from debug_toolbar.panels import Panel
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from catalog.course.exchange.stores import session_store
from catalog.course.exchange.text import as_text, short_key
from catalog.course.panel.looks import Look, key_of, look
from catalog.discretion import words_of

VALUE_SHOWN = 300  # characters of a value or of a query
RECORDERS = {"SQLPanel", "CachePanel"}  # the panels that would show a look of ours as the page's own work


def shows_toolbar(request: HttpRequest) -> bool:
    """Return whether the toolbar notes a request: as it does by itself, but for the looks of the live session panel.

    They come every few seconds, and the toolbar would turn to each of them, away from what the reader did.
    """
    return show_toolbar(request) and request.path != reverse("inspector-panel")


class SessionPanel(Panel):
    """What the request did to the session: its key, its entries, the save, the cookie and the queries."""

    title = nav_title = "Session"
    template = "course/panel/toolbar_panel.html"
    is_async = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with nothing seen: the toolbar makes a panel for every request."""
        super().__init__(*args, **kwargs)
        self._before = look(None)
        self._inside = False
        self._seen: dict[str, Any] = {}

    @property
    def nav_subtitle(self) -> str:
        """A few words for the side bar, such as "changed, saved"."""
        return in_a_few_words(self.get_stats())

    def enable_instrumentation(self) -> None:
        """Look at the session before the request."""
        request = self.toolbar.request
        self._inside = hasattr(request, "session")
        with self._noting_errors(), self._unrecorded():
            self._before = known(key_of(request))

    async def aenable_instrumentation(self) -> None:
        """Look at the session before the request, from async code."""
        await sync_to_async(self.enable_instrumentation)()

    def process_request(self, request: HttpRequest) -> HttpResponse | Awaitable[HttpResponse]:
        """Let the request pass, and look at the session as soon as the response is there."""
        response = super().process_request(request)
        if isawaitable(response):
            return self._aprocess_request(request, response)
        self._look_after(request, response)
        return response

    async def _aprocess_request(self, request: HttpRequest, pending: Awaitable[HttpResponse]) -> HttpResponse:
        response = await pending
        await sync_to_async(self._look_after)(request, response)
        return response

    def generate_stats(self, request: HttpRequest, response: HttpResponse) -> None:
        """Record what was seen. The SQL panel has recorded its queries if it stands below this one in the settings."""
        sql = self.toolbar.stats.get("SQLPanel", {}).get("queries")
        with self._noting_errors():
            self._seen["queries"] = None if sql is None else session_queries(query["raw_sql"] for query in sql)
        self.record_stats(self._seen)

    def _look_after(self, request: HttpRequest, response: HttpResponse) -> None:
        with self._noting_errors(), self._unrecorded():
            if self._inside:
                self._seen |= seen_inside(request, self._before)
            else:
                self._seen |= seen_outside(request, response, self._before)

    @contextmanager
    def _noting_errors(self) -> Iterator[None]:
        """Show in the panel whatever goes wrong: a store may raise anything, and that must not break the page."""
        try:
            yield
        except Exception as error:
            self._seen["error"] = printable(cut(f"{type(error).__name__}: {words_of(error)}"))

    @contextmanager
    def _unrecorded(self) -> Iterator[None]:
        """Keep a look out of the panels that would show it as the page's own work."""
        recorders = [panel for panel in self.toolbar.enabled_panels if panel.panel_id in RECORDERS]
        for panel in recorders:
            panel.disable_instrumentation()
        try:
            yield
        finally:
            for panel in recorders:
                panel.enable_instrumentation()


def known(key: str | None) -> Look:
    """Return a look at what is stored. Raise what the store raised, if it failed."""
    seen = look(key)
    seen.require()
    return seen


def seen_outside(request: HttpRequest, response: HttpResponse, before: Look) -> dict[str, Any]:
    """Return what a request did, seen from outside ``SessionMiddleware``: the session is saved, the cookie is set."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    key = before.key if cookie is None else cookie.value or None
    under_old_key = known(before.key)
    stored = under_old_key if key in (before.key, None) else known(key)
    saved = bool(cookie and cookie.value) or (stored.stored is not None and stored.stored != before.stored)
    seen = from_session(request)
    if saved and not seen["modified"]:
        seen["accessed"] = None  # SessionMiddleware reads what it saves: whether the view did is not to be seen
    return seen | {
        "inside": False,
        "status": response.status_code,
        "saved": saved,
        "set_cookie": cookie_facts(cookie) if cookie else None,
        "key": key_facts(before, key, under_old_key),
        **entry_facts(before.data, contents(request, stored.data), stored.data),
    }


def seen_inside(request: HttpRequest, before: Look) -> dict[str, Any]:
    """Return what a request did, seen from inside ``SessionMiddleware``: nothing is saved yet, no cookie is set."""
    key = getattr(getattr(request, "session", None), "session_key", before.key)
    left = contents(request, before.data)
    return from_session(request) | {
        "inside": True,
        "key": key_facts(before, key, known(before.key)),
        **entry_facts(before.data, left, left),
    }


def from_session(request: HttpRequest) -> dict[str, Any]:
    """Return what ``request.session`` says of itself; a view may have taken it off the request."""
    session = getattr(request, "session", None)
    return {
        "has_session": session is not None,
        "accessed": getattr(session, "accessed", None),
        "modified": getattr(session, "modified", None),
    }


def contents(request: HttpRequest, otherwise: dict[str, Any]) -> dict[str, Any]:
    """Return what the view left in ``request.session``, or ``otherwise`` if the session was never loaded."""
    # The attribute is private to Django; every public way to the contents loads them.
    return getattr(getattr(request, "session", None), "_session_cache", otherwise)


def cookie_facts(cookie: Morsel[str]) -> dict[str, Any]:
    """Return the session cookie as it was sent, but for most of the key."""
    attributes = cookie.OutputString().partition("; ")[2]
    return {"name": cookie.key, "value": short_key(cookie.value), "attributes": attributes}


def key_facts(before: Look, key: str | None, under_old_key: Look) -> dict[str, Any]:
    """Return what became of the key, and whether something is still stored under the one that came."""
    if key == before.key:
        what = "same" if key else "none"
    elif not key:
        what = "deleted"
    else:
        what = "another" if before.alive else "new"
    return {
        "what": what,
        "before": before.short_key,
        "after": short_key(key),
        "was_stored": before.stored is not None,
        "was_alive": before.alive,
        "stays": under_old_key.stored is not None,
    }


def entry_facts(before: dict[str, Any], left: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Return the entries that a request added, changed or removed, each with whether the store has it so."""
    olds, news, stored_texts = texts(before), texts(left), texts(stored)
    changes = []
    for name in olds | news:
        old, new = olds.get(name), news.get(name)
        if old == new:
            continue
        kind = "added" if old is None else "removed" if new is None else "changed"
        is_stored = stored_texts.get(name) == new
        changes.append({"name": name, "kind": kind, "old": cut(old), "new": cut(new), "stored": is_stored})
    unchanged = sum(news.get(name) == old for name, old in olds.items())
    return {"changes": changes, "unchanged": unchanged, "lost": not all(change["stored"] for change in changes)}


def texts(data: dict[Any, Any]) -> dict[str, str]:
    """Return the contents as text, by which they are compared: a tuple and the list that it is stored as are alike."""
    return {printable(str(name)): printable(value_text(value)) for name, value in data.items()}


def value_text(value: Any) -> str:
    """Return a value as JSON, or as Python shows it if it is nothing for JSON."""
    try:
        return as_text(value)
    except (TypeError, ValueError, RecursionError):
        return repr(value)


def printable(text: str) -> str:
    """Return ``text`` without half characters, which no page could carry."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def cut(text: str | None) -> str | None:
    """Return the beginning of a text that is too long to show."""
    return text if text is None or len(text) <= VALUE_SHOWN else f"{text[:VALUE_SHOWN]}…"


def session_queries(queries: Iterable[str]) -> list[str]:
    """Return those of the queries, without their parameters, that go to the table of the sessions."""
    model = getattr(session_store(), "model", None)
    return [cut(query) for query in queries if model and model._meta.db_table in query]


def in_a_few_words(stats: dict[str, Any]) -> str:
    """Return what a request did to the session, in words for the side bar."""
    if not stats:
        return ""
    if stats.get("error"):
        return "could not look"
    key = stats.get("key", {})
    if key.get("what") == "deleted":
        return "cookie deleted" if key.get("stays") else "deleted"
    words = [
        stats.get("changes") and "changed",
        stats.get("saved") and "saved",
        stats.get("lost") and "not saved",
        {"new": "new key", "another": "another key"}.get(key.get("what")),
    ]
    return ", ".join(filter(None, words)) or _if_nothing_happened(stats)


def _if_nothing_happened(stats: dict[str, Any]) -> str:
    if not stats.get("has_session"):
        return "no session"
    return "read" if stats.get("accessed") else "untouched"
