"""The guards of the engines that store a session in the cache: ``cache``, and ``cached_db`` with a database row."""

from __future__ import annotations

import inspect
from typing import Any

from asgiref.sync import sync_to_async

from catalog.faults import StoreFault, fault_in
from catalog.guards.unreadable import NotesUnreadable, Unreadable, check


class CacheGuard(NotesUnreadable):
    """Raises the errors of the cache that the engines ``cache`` and ``cached_db`` catch."""

    def __init__(self, session_key: str | None = None) -> None:
        """Wrap the session cache in a ``WatchedCache``."""
        super().__init__(session_key)
        self._cache = WatchedCache(self._cache)

    def load(self) -> dict[str, Any]:
        """Load, and raise ``StoreFault`` if the cache failed."""
        data = super().load()
        self._cache.raise_failure()
        return self._checked(data)

    async def aload(self) -> dict[str, Any]:
        """Do what ``load`` does."""
        data = await super().aload()
        self._cache.raise_failure()
        return self._checked(data)

    def _checked(self, data: Any) -> dict[str, Any]:
        """Return the data from the cache, which is not signed; an empty dictionary if it is not a session."""
        try:
            check(self, data)
        except Unreadable as error:
            return self.note_unreadable(error)
        return data

    def save(self, must_create: bool = False) -> None:
        """Save, and raise ``StoreFault`` if an old copy may be left in the cache."""
        super().save(must_create)
        self._cache.raise_failure()

    async def asave(self, must_create: bool = False) -> None:
        """Do what ``save`` does."""
        await super().asave(must_create)
        self._cache.raise_failure()


class CachedRowGuard(CacheGuard):
    """Keeps the row if the copy in the cache cannot be deleted: the copy would make the session valid again later."""

    def load(self) -> dict[str, Any]:
        """Load. Delete the cached copy of an unreadable row: it would be an empty session that looks valid."""
        data = super().load()
        if self.unreadable:
            self._cache.delete(self.cache_key)
            self._cache.raise_failure()
        return data

    def _checked(self, data: Any) -> dict[str, Any]:
        """Return the loaded data. If the cached copy is not a session, load the row."""
        try:
            check(self, data)
        except Unreadable as error:
            error.log()
            self._cache.delete(self.cache_key)
            data = super(CacheGuard, self).load()
            self._cache.raise_failure()
        return data

    async def aload(self) -> dict[str, Any]:
        """Do what ``load`` does."""
        return await sync_to_async(self.load)()

    def delete(self, session_key: str | None = None) -> None:
        """Delete the copy, then the row.

        Django then deletes the copy a second time. A failure of that is ignored: the session is deleted already, and
        the response has to be sent.
        """
        key = session_key or self.session_key
        if key is not None:
            self._cache.delete(self.cache_key_prefix + key)
        try:
            super().delete(session_key)
        except Exception as error:
            if not self._cache.raised(error):
                raise

    async def adelete(self, session_key: str | None = None) -> None:
        """Do what ``delete`` does."""
        key = session_key or self.session_key
        if key is not None:
            await self._cache.adelete(self.cache_key_prefix + key)
        try:
            await super().adelete(session_key)
        except Exception as error:
            if not self._cache.raised(error):
                raise


class WatchedCache:
    """A wrapper of a cache that records its last failure.

    Exceptions of ``set`` and ``aset`` are only recorded: ``cached_db`` would log a traceback and continue.
    """

    def __init__(self, watched: Any) -> None:
        """Take the cache to wrap."""
        self._watched = watched
        self._failure: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        """Return a method of the cache that records its exceptions."""
        method = getattr(self._watched, name)
        silent = name in {"set", "aset"}
        if inspect.iscoroutinefunction(method):

            async def awatching(*args: Any, **kwargs: Any) -> Any:
                try:
                    return await method(*args, **kwargs)
                except Exception as error:  # recorded, and re-raised
                    self._failure = error
                    if not silent or fault_in(error) is None:
                        raise

            return awatching

        def watching(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except Exception as error:  # recorded, and re-raised
                self._failure = error
                if not silent or fault_in(error) is None:
                    raise

        return watching if callable(method) else method

    def __contains__(self, key: str) -> bool:
        """Return whether the cache has ``key``."""
        return self.has_key(key)

    def raised(self, error: Exception) -> bool:
        """Return whether ``error`` is the last failure, and clear the record if it is."""
        failure, self._failure = self._failure, None
        return failure is error

    def raise_failure(self) -> None:
        """Raise ``StoreFault`` if a fault was recorded. Django's engines catch other errors, such as an invalid key."""
        failure, self._failure = self._failure, None
        if failure is not None and fault_in(failure) is not None:
            raise StoreFault("the cache of the sessions failed") from failure
