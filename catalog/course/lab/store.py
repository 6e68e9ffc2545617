"""The contents of the store of a lab: everything that the engine stores, raw and decoded. Reading changes nothing."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cache, cached_db, db, file
from django.core.cache import caches

from catalog.course.exchange import stores
from catalog.course.exchange.stores import StoredSession


class Store:
    """The contents of the store of the engine in the settings.

    For signed cookies it is empty: the browsers store everything. An engine that is neither Django's nor a subclass of
    one cannot list its keys; it can be read if the key is known.
    """

    def keys(self) -> list[str]:
        """Return the keys of all that is stored, expired or not; a cache holds nothing that has expired."""
        store = stores.session_store()
        match store:
            case cached_db.SessionStore():
                return sorted({*self._row_keys(store), *self._cache_keys(store)})
            case db.SessionStore():
                return self._row_keys(store)
            case cache.SessionStore():
                return self._cache_keys(store)
            case file.SessionStore():
                return sorted(path.name.removeprefix(store.file_prefix) for path in self._files(store))
            case _:
                return []

    def rows(self) -> list[StoredSession]:
        """Return all that is stored: each with its key, its ``raw`` text, its decoded ``data`` and when it expires."""
        return [stored for key in self.keys() if (stored := self.read(key)) is not None]

    def read(self, key: str | None) -> StoredSession | None:
        """Return what is stored under ``key``, or ``None``."""
        return stores.read(key) if key else None

    def _files(self, store: file.SessionStore) -> Iterator[Path]:
        return Path(store.storage_path).glob(f"{glob.escape(store.file_prefix)}*")

    def _row_keys(self, store: db.SessionStore) -> list[str]:
        return sorted(store.model.objects.values_list("session_key", flat=True))

    def _cache_keys(self, store: Any) -> list[str]:
        prefix = store.cache_key_prefix
        keys = caches[settings.SESSION_CACHE_ALIAS].keys()
        return sorted(key.removeprefix(prefix) for key in keys if key.startswith(prefix))
