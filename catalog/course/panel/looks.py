"""A look at a visitor's session that changes nothing.

A look reads the store through an object of its own and never touches ``request.session``: it does not mark the session
accessed, does not save it, does not move its expiry and leaves nothing in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from catalog.course.exchange import stores
from catalog.course.exchange.text import as_text, readable, short_key
from catalog.course.panel import cookies, raw
from catalog.faults import StoreFault, fault_in
from catalog.own_entries import is_own

MAX_SEEN = 200_000  # characters of what a panel says it has seen


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the session, as a row of the panel.

    ``mark`` is added, changed, removed or empty; ``own`` says that the visitor can remove it with a form.
    """

    name: str
    type: str
    text: str
    mark: str = ""
    own: bool = False

    @property
    def label(self) -> str:
        """The name as a page can show it."""
        return readable(self.name)


@dataclass(frozen=True, slots=True)
class Look:
    """One visitor's session at one moment. ``key`` is ``None`` for a visitor without a cookie.

    ``failure`` is why the store could not be read: then nothing is known of what lies there.
    """

    key: str | None
    stored: stores.StoredSession | None
    cookie: cookies.SentCookie | None
    failure: Exception | None = None

    @property
    def short_key(self) -> str:
        """The first characters of the key."""
        return short_key(self.key)

    def require(self) -> None:
        """Raise ``StoreFault`` if the store could not be read."""
        if self.failure is not None:
            raise StoreFault("the session cannot be looked at") from self.failure

    @property
    def alive(self) -> bool:
        """Whether Django finds a session under the key."""
        return self.stored is not None and not self.stored.expired

    @property
    def data(self) -> dict[str, Any]:
        """What a view finds in ``request.session``."""
        return self.stored.data if self.stored is not None and self.alive else {}

    @property
    def unreadable(self) -> str:
        """Why what is stored cannot be read, if so."""
        return self.stored.unreadable if self.stored else ""

    @property
    def engine(self) -> str:
        """The module of the engine."""
        return settings.SESSION_ENGINE

    @property
    def engine_name(self) -> str:
        """The last part of the engine's module."""
        return settings.SESSION_ENGINE.rpartition(".")[2]

    @property
    def save_every_request(self) -> bool:
        """Whether every request saves the session, changed or not."""
        return settings.SESSION_SAVE_EVERY_REQUEST

    @property
    def ends_with_browser(self) -> bool:
        """Whether the cookie lasts until the browser closes: an expiry of 0, or the setting and no expiry."""
        expiry = self.data.get("_session_expiry")
        return settings.SESSION_EXPIRE_AT_BROWSER_CLOSE if expiry is None else expiry == 0

    @property
    def raw(self) -> raw.RawText | None:
        """The stored text in its parts."""
        return raw.take_apart(self.stored.raw) if self.stored and self.stored.raw else None

    @property
    def entries(self) -> list[Entry]:
        """The contents as rows."""
        return [entry_of(name, value) for name, value in self.data.items()]

    @property
    def seen(self) -> dict[str, Any]:
        """What a panel has seen with this look: digests by which it tells later what has changed."""
        stored = self.stored
        return {
            "key": digest(self.key or ""),
            "store": digest(f"{stored.expires}{stored.expired}{stored.raw}" if stored else ""),
            "entries": {entry.name: digest(entry.text) for entry in self.entries},
        }

    def entries_since(self, seen: dict[str, Any] | None) -> list[Entry]:
        """Return the contents as rows, each marked with what happened to it since ``seen``."""
        if seen is None:
            return self.entries
        before = dict(seen["entries"])
        marked = []
        for entry in self.entries:
            old = before.pop(entry.name, None)
            mark = "added" if old is None else "" if old == digest(entry.text) else "changed"
            marked.append(Entry(entry.name, entry.type, entry.text, mark, entry.own))
        return marked + [Entry(name, "", "", "removed") for name in before]


def look(key: str | None) -> Look:
    """Look at what is stored under ``key``."""
    if not key:
        return Look(None, None, None)
    try:
        stored, failure = stores.read(key), None
    except Exception as error:  # each store raises its own kind; what is no fault is raised again
        if fault_in(error) is None:
            raise
        stored, failure = None, error
    return Look(key, stored, cookies.sent_cookie(key), failure)


def key_of(request: HttpRequest) -> str | None:
    """Return the key that the visitor's browser sent."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME) or None


def entry_of(name: Any, value: Any) -> Entry:
    """Return one entry as a row. A pickled session may have names that are no texts, and values of any kind."""
    own = is_own(name) and name.isprintable()
    return Entry(str(name), type(value).__name__, as_text(value), own=own)


def digest(text: str) -> str:
    """Return a short hash of ``text``."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]


def parse_seen(text: str) -> dict[str, Any] | None:
    """Return what a panel sent back as seen, or ``None`` if it makes no sense."""
    try:
        seen = json.loads(text[:MAX_SEEN])
    except (ValueError, RecursionError):
        return None
    if not isinstance(seen, dict) or not isinstance(seen.get("entries"), dict):
        return None
    return seen


def panel_context(now: Look, before: dict[str, Any] | None = None, *, can_post: bool = False) -> dict[str, Any]:
    """Return what the template of a panel needs.

    ``before`` is what the panel has seen. ``can_post`` says that the browser has the cookie which goes with a form's
    CSRF token: a look sets no cookie, so without it there are links in place of the buttons.
    """
    return {
        "look": now,
        "can_post": can_post,
        "entries": now.entries_since(before),
        "seen": json.dumps(now.seen) if now.failure is None else "",
        "key_changed": now.failure is None and before is not None and before.get("key") != now.seen["key"],
    }


class FrozenSession(SessionBase):
    """A copy of a session to draw a page with: it reads like the real one, and nothing of it is ever stored."""

    def __init__(self, seen: Look) -> None:
        """Take the contents of a look."""
        super().__init__(seen.key if seen.alive else None)
        self._session_cache = {} if seen.unreadable else dict(seen.data)
        self.unreadable = bool(seen.unreadable)

    def exists(self, session_key: str) -> bool:
        """Say that no other session exists."""
        return False

    def load(self) -> dict[str, Any]:
        """Return nothing: the contents were given at the start."""
        return {}

    def create(self) -> None:
        """Create nothing."""

    def save(self, must_create: bool = False) -> None:
        """Save nothing."""

    def delete(self, session_key: str | None = None) -> None:
        """Delete nothing."""
