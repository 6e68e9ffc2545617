"""A session for a page that is drawn although the visitor's own cannot be reached, or not written."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from catalog.faults import StoreFault


class StandIn(SessionBase):
    """Stands for a session whose store fails: nothing can be put into it.

    ``reached`` says whether the contents were read. Without them the page is one for a stranger, and ``fails`` says
    what of the visitor's cannot be reached: the session, or the account of a session that was read.
    """

    can_keep = False

    def __init__(
        self, session_key: str | None = None, data: dict[str, Any] | None = None, *, fails: str = "session"
    ) -> None:
        """Take what is stored, if that could be read."""
        super().__init__(session_key if data else None)
        self.reached = data is not None
        self.fails = fails
        self._session_cache = dict(data or {})

    @property
    def modified(self) -> bool:
        """Say that nothing was changed."""
        return False

    @modified.setter
    def modified(self, value: bool) -> None:
        """Raise ``StoreFault`` for a change."""
        if value:
            raise StoreFault("nothing can be put into the session")

    def load(self) -> dict[str, Any]:
        """Return nothing: the contents were given at the start."""
        return {}

    def exists(self, session_key: str) -> bool:
        """Say that no other session exists."""
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
