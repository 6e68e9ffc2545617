"""What the guards of all engines have in common."""

from __future__ import annotations

from typing import Any

from catalog.faults import fault_in


class Guard:
    """Notes a failure of the store (``failure``), and raises it; while ``defers`` is set it only notes it.

    Django's middleware would turn what is raised while it saves into a 400 or a 500, so it is deferred then.
    """

    defers = False
    failure: Exception | None = None

    def load(self) -> dict[str, Any]:
        """Return what is stored. A store that has failed is not asked again in the same request."""
        if self.failure is not None:
            self._note_or_raise(self.failure)
            return {}
        key = self._session_key
        try:
            data = super().load()
        except Exception as error:  # the store may raise anything; what is no fault is raised again
            self._session_key = key  # which the engine may have given up, and the cookie with it
            self._note_or_raise(error)
            return {}
        return data

    def save(self, must_create: bool = False) -> None:
        """Save; not after a failure, when what is in memory is not what was stored."""
        if self.failure is not None and self.defers:
            return
        try:
            super().save(must_create)
        except Exception as error:  # as above
            self._note_or_raise(error)

    def delete(self, session_key: str | None = None) -> None:
        """Delete what is stored."""
        try:
            super().delete(session_key)
        except Exception as error:  # as above
            self._note_or_raise(error)

    def _note_or_raise(self, error: Exception) -> None:
        if fault_in(error) is None:
            raise error
        self.failure = error
        if not self.defers:
            raise error
