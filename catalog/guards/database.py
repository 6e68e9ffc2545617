"""The guard of the engines that keep a session in a row: ``db`` and ``cached_db``."""

from __future__ import annotations

from django.contrib.sessions.backends.base import UpdateError

from catalog.faults import StoreFault, fault_in


class DatabaseGuard:
    """Tells a database that cannot write from a row that was deleted meanwhile, which Django takes for the same."""

    def save(self, must_create: bool = False) -> None:
        """Save. Raise ``StoreFault`` if the database did not take it."""
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
