"""The cache of a lab: Django's own, in memory. A request that runs step by step can stop before each operation."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends import locmem

from catalog.course.lab import steps


class LabCache(locmem.LocMemCache):
    """Django's ``LocMemCache``, with a possible stop before each operation of a request that runs step by step."""

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """Stop, then get."""
        steps.pause(f"get {key} from the cache")
        return super().get(key, *args, **kwargs)

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Stop, then add."""
        steps.pause(f"add {key} to the cache")
        return super().add(key, *args, **kwargs)

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        """Stop, then set."""
        steps.pause(f"set {key} in the cache")
        super().set(key, *args, **kwargs)

    def incr(self, key: str, *args: Any, **kwargs: Any) -> int:
        """Stop, then increment: one operation, as it is in memcached and Redis."""
        steps.pause(f"increment {key} in the cache")
        return super().incr(key, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Stop, then delete."""
        steps.pause(f"delete {key} from the cache")
        return super().delete(key, *args, **kwargs)

    def keys(self) -> list[str]:
        """Return the keys that have not expired, without prefix and version."""
        with self._lock:
            alive = [key for key in self._cache if not self._has_expired(key)]
        return [key.split(":", 2)[2] for key in alive]  # prefix:version:key


def forget_cache(name: str) -> None:
    """Delete the contents of the cache called ``name`` from the memory of the process."""
    for kept in (locmem._caches, locmem._expire_info, locmem._locks):
        kept.pop(name, None)
