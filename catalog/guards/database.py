"""The guard of the engines that store a session in a database row: ``db`` and ``cached_db``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError

from catalog.faults import StoreFault, fault_in
from catalog.guards.unreadable import NotesUnreadable, Unreadable

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession

NO_TEXT = "could not decode to utf-8"  # SQLite's message for a column


def row_is_damaged(error: Exception) -> bool:
    """Return whether a row cannot be read into an object: SQLite columns accept any value, such as invalid dates."""
    if isinstance(error, OperationalError):
        return str(error).lower().startswith(NO_TEXT)
    return isinstance(error, ValueError | TypeError | AttributeError)


class DatabaseGuard(NotesUnreadable):
    """Distinguishes a database that cannot write from a row that was deleted concurrently; Django does not.

    A row whose other columns are damaged is treated like an unreadable session text.
    """

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        try:
            return super()._get_session_from_db()
        except Exception as error:  # an error other than damage is re-raised
            self._note_damage(error)
            return None

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        try:
            return await super()._aget_session_from_db()
        except Exception as error:  # as above
            self._note_damage(error)
            return None

    def _note_damage(self, error: Exception) -> None:
        if not row_is_damaged(error):
            raise error
        self.note_unreadable(Unreadable(f"its row cannot be read ({type(error).__name__})"))

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row. Django reads it first, which fails for a damaged row."""
        try:
            super().delete(session_key)
        except Exception as error:  # an error other than damage is re-raised
            if not row_is_damaged(error):
                raise
            self.model.objects.filter(session_key=session_key or self.session_key).delete()

    async def adelete(self, session_key: str | None = None) -> None:
        """Do what ``delete`` does."""
        try:
            await super().adelete(session_key)
        except Exception as error:  # as above
            if not row_is_damaged(error):
                raise
            await self.model.objects.filter(session_key=session_key or self.session_key).adelete()

    def save(self, must_create: bool = False) -> None:
        """Save. Raise ``StoreFault`` if the database did not store it."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if fault_in(error) is None:
                raise
            raise StoreFault("the row of the session could not be written") from error.__context__

    async def asave(self, must_create: bool = False) -> None:
        """Do what ``save`` does."""
        try:
            await super().asave(must_create)
        except UpdateError as error:
            if fault_in(error) is None:
                raise
            raise StoreFault("the row of the session could not be written") from error.__context__
