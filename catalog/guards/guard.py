"""The base class of the guards."""

from __future__ import annotations

from typing import Any

from catalog.faults import fault_in


class Guard:
    """Records a failure of the store in ``failure``, and raises it; while ``defers`` is set it only records it.

    Django's middleware would turn an exception of ``save()`` into a 400 or a 500, so it is deferred then.
    """

    defers = False
    failure: Exception | None = None

    def load(self) -> dict[str, Any]:
        """Return the stored data. A store that has failed is not accessed again in the same request."""
        if self.failure is not None:
            self._note_or_raise(self.failure)
            return {}
        key = self._session_key
        try:
            data = super().load()
        except Exception as error:  # the store may raise any exception; one that is not a fault is re-raised
            self._session_key = key  # the engine may have reset it, and the middleware would delete the cookie
            self._note_or_raise(error)
            return {}
        return data

    def save(self, must_create: bool = False) -> None:
        """Save, except after a failure: the data in memory would then not be based on the stored data."""
        if self.failure is not None and self.defers:
            return
        try:
            super().save(must_create)
        except Exception as error:  # as above
            self._note_or_raise(error)

    def delete(self, session_key: str | None = None) -> None:
        """Delete the stored data."""
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
