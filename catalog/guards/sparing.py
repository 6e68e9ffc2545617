"""Stored sessions that a request does not delete until its response is saved."""

from __future__ import annotations


class Sparing:
    """Keeps the stored session that the visitor's cookie refers to.

    Django's ``cycle_key`` deletes the old row at once. If the request ends before its response, because the store fails
    or the process is killed, the browser has a key without a session. Here the old row is deleted after the new one has
    been saved for the response. The same applies to ``flush``.

    An unreadable session is not overwritten: it becomes readable again if the secret key is restored. The visitor gets
    a new session under another key.
    """

    _left: tuple[str, ...] = ()  # keys that this request replaced

    def cycle_key(self) -> None:
        """Give the session a new key, and keep the old row until the response is saved."""
        data, key = self._session, self.session_key
        spare = getattr(self, "unreadable", False)
        self.create()
        self._session_cache = data
        if key and not spare:
            self._left = (*self._left, key)

    def flush(self) -> None:
        """Start an empty session, and keep the old row until the response is saved."""
        key = self.session_key
        self.clear()
        self._session_key = None
        if key:
            self._left = (*self._left, key)

    def create(self) -> None:
        """Create the session under a new key."""
        super().create()
        self.unreadable = False

    def save(self, must_create: bool = False) -> None:
        """Save; if it is for the response, delete the rows of previous keys."""
        if getattr(self, "unreadable", False) and not must_create:
            self._session_key = None
        super().save(must_create)
        if self.defers and not must_create:
            self.delete_left()

    def delete_left(self) -> None:
        """Delete the rows of previous keys: the response is about to be sent."""
        left, self._left = self._left, ()
        for key in left:
            self.delete(key)
