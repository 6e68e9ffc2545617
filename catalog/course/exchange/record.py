"""The record of an exchange: what one request did to the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore as CookieStore

from catalog.course.exchange.cookies import Cookie
from catalog.course.exchange.diff import Change, changes
from catalog.course.exchange.stores import StoredSession


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that came out of the view, or out of the middleware when it saved (``while_saving``)."""

    type: str
    message: str
    while_saving: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request did to the session.

    ``cookie_in`` is the session cookie that came in, ``key_after`` the one that a browser has afterwards.
    ``before`` is what was stored, ``after`` what the view left in memory, and ``stored_after`` what the next request
    will find. ``row_before`` and ``row_after`` are what the store holds under the two, ``old_row`` what it holds in the
    end under the key that came in, when the browser has another one, or none.

    ``empty`` says that the view left an empty session without a key, which Django does not save.
    ``rewritten`` says that what lies under the key that came in was written, ``saved_early`` that the view wrote it
    before the middleware did, and ``wrote`` that anything was written or deleted.
    ``orphans`` are what was stored under keys that no browser has. ``refused`` is how the store refused a write.
    ``error`` is what became the answer; ``view_error`` what the view raised, be it that saving failed after that, too.
    ``late`` are the changes that a streamed answer made when the session was saved already. ``asked`` says that the
    view, and not the middleware after it, sent queries to the table of the sessions, and ``touched`` that the session
    was used, be it by a streamed answer; ``loaded`` that its contents were in memory in the end.
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
    signed: bool = False
    every_request: bool = False
    empty: bool = False
    rewritten: bool = False
    saved_early: bool = False
    wrote: bool = False
    orphans: list[StoredSession] = field(default_factory=list)
    refused: Raised | None = None
    late: list[Change] = field(default_factory=list)
    asked: bool = False
    touched: bool = False
    loaded: bool = False
    view_error: Raised | None = None

    @property
    def changes(self) -> list[Change]:
        """What the view did to the contents, saved or not."""
        return changes(self.before, self.after)

    @property
    def stored_changes(self) -> list[Change]:
        """What is stored for the browser in the end, against what was stored for it before.

        A session that begins, or takes the place of another one, had nothing before.
        """
        return changes(self.before if self.goes_on else {}, self.stored_after)

    @property
    def session_cookie(self) -> Cookie | None:
        """The session cookie that went out, if one did."""
        return next((cookie for cookie in self.set_cookie if cookie.name == settings.SESSION_COOKIE_NAME), None)

    @property
    def gives_cookie(self) -> bool:
        """Whether the answer gave the browser a session cookie that it keeps."""
        sent = self.session_cookie
        return sent is not None and not sent.deletes and not sent.refused

    @property
    def opened(self) -> bool:
        """Whether the cookie that came in opened a session."""
        return self.row_before is not None and self.row_before.alive

    @property
    def opens(self) -> bool:
        """Whether the cookie that the browser has afterwards opens a session."""
        return self.row_after is not None and self.row_after.alive

    @property
    def old_opens(self) -> bool:
        """Whether the cookie that came in still opens a session."""
        left = self.row_after if self.key_after == self.cookie_in else self.old_row
        return left is not None and left.alive

    @property
    def hides_row(self) -> bool:
        """Whether a cache gives the browser something else than the row beneath it holds."""
        return self.row_after is not None and self.row_after.hides_row

    @property
    def rotated(self) -> bool:
        """Whether another cookie went out than came in, and both opened a session in their time."""
        return self.opened and self.opens and self.key_after != self.cookie_in

    @property
    def carried_over(self) -> bool:
        """Whether every entry that the session held is in the one that the browser has now."""
        return all(name in self.stored_after for name in self.before)

    @property
    def goes_on(self) -> bool:
        """Whether the browser's session is the one that came in, be it under another key."""
        if not (self.opened and self.opens):
            return False
        same = self.key_after == self.cookie_in
        return same or self.signed or (not self.old_opens and self.carried_over)


def keeps_no_store(store_class: type) -> bool:
    """Return whether an engine keeps sessions in the cookies themselves, as ``signed_cookies`` does."""
    return issubclass(store_class, CookieStore)
