"""A read-only session for a page that is rendered while the visitor's session cannot be read or written."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from catalog.faults import StoreFault


class StandIn(SessionBase):
    """Replaces a session whose store fails. It is read-only.

    ``reached`` is whether the contents were read. Without them the page is the one for an anonymous visitor, and
    ``fails`` names what cannot be read: the session, or the account of a session that was read.
    """

    can_keep = False

    def __init__(
        self, session_key: str | None = None, data: dict[str, Any] | None = None, *, fails: str = "session"
    ) -> None:
        """Take the stored data, if it could be read."""
        super().__init__(session_key if data else None)
        self.reached = data is not None
        self.fails = fails
        self._session_cache = dict(data or {})

    @property
    def modified(self) -> bool:
        """Return ``False``: the session cannot be changed."""
        return False

    @modified.setter
    def modified(self, value: bool) -> None:
        """Raise ``StoreFault`` for a change."""
        if value:
            raise StoreFault("the session is read-only")

    def load(self) -> dict[str, Any]:
        """Return an empty dictionary: the constructor got the contents."""
        return {}

    def exists(self, session_key: str) -> bool:
        """Return ``False``."""
        return False

    def create(self) -> None:
        """Raise ``StoreFault``."""
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Raise ``StoreFault``."""
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        """Raise ``StoreFault``."""
        self.modified = True
