"""The record of an exchange: what one request did to the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from catalog.course.exchange.diff import Change, changes
from catalog.course.exchange.stores import StoredSession


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that came out of the view, or out of the middleware when it saved (``while_saving``)."""

    type: str
    message: str
    while_saving: bool = False


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that the response set, with every attribute of the header."""

    name: str
    value: str
    attributes: dict[str, str]

    @property
    def deletes(self) -> bool:
        """Whether it tells the browser to throw the cookie away."""
        return self.attributes.get("Max-Age") == "0"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request did to the session.

    ``before`` is what was stored, ``after`` what the view left in memory, and ``stored_after`` what the next request
    will find. ``old_row`` is what is left under the key that came in, when another key goes out.
    """

    operation: str
    engine: str
    status: int
    error: Raised | None
    cookie_in: str | None
    key_after: str | None
    accessed: bool
    modified: bool
    saved: bool
    before: dict[str, Any]
    after: dict[str, Any]
    stored_after: dict[str, Any]
    queries: list[str]
    set_cookie: list[Cookie]
    row_before: StoredSession | None
    row_after: StoredSession | None
    old_row: StoredSession | None
    result: str

    @property
    def changes(self) -> list[Change]:
        """What the view did to the contents, saved or not."""
        return changes(self.before, self.after)

    @property
    def session_cookie(self) -> Cookie | None:
        """The session cookie that went out, if one did."""
        return next((cookie for cookie in self.set_cookie if cookie.name == settings.SESSION_COOKIE_NAME), None)
