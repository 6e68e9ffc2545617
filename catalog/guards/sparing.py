"""What a request leaves alone in the store until its answer is saved."""

from __future__ import annotations


class Sparing:
    """Never takes away what a visitor's cookie still opens.

    A new key is good once the browser has it. Django's ``cycle_key`` deletes the old row at once; if the request ends
    before its answer, because the store fails or the process is killed, the browser has a key to nothing. Here the old
    row goes when the new one has been saved for the answer, and so does one that ``flush`` leaves.

    What cannot be read is not overwritten: it is good again when the secret key is. The session begins anew, under
    another key.
    """

    _left: tuple[str, ...] = ()  # keys that were given up in this request

    def cycle_key(self) -> None:
        """Give the session a new key, and keep the old row for now."""
        data, key = self._session, self.session_key
        spare = getattr(self, "unreadable", False)
        self.create()
        self._session_cache = data
        if key and not spare:
            self._left = (*self._left, key)

    def flush(self) -> None:
        """Leave the session, and keep its row for now."""
        key = self.session_key
        self.clear()
        self._session_key = None
        if key:
            self._left = (*self._left, key)

    def create(self) -> None:
        """Begin under a new key."""
        super().create()
        self.unreadable = False

    def save(self, must_create: bool = False) -> None:
        """Save; if it is for the answer, delete what was left under former keys."""
        if getattr(self, "unreadable", False) and not must_create:
            self._session_key = None
        super().save(must_create)
        if self.defers and not must_create:
            self.delete_left()

    def delete_left(self) -> None:
        """Delete what was left under former keys: the answer is about to go out."""
        left, self._left = self._left, ()
        for key in left:
            self.delete(key)
