"""What the site notes for itself in the cache: counts, limits, lists of labels, cookies that were sent.

A note never costs a visitor anything. If the cache fails, the page goes on without it, and one line in the log says
so. The cache is then left alone for a few seconds, so that a server that does not answer delays one page and not
every page. Sessions are no notes: an engine that keeps them in the cache asks the cache itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger(__name__)

REST = 5  # seconds without a note after the cache failed

Answer = TypeVar("Answer")

_resting_until = 0.0  # on the clock of time.monotonic()


def get(key: str, default: Any = None) -> Any:
    """Return what is noted under ``key``, or ``default``."""
    return _ask(lambda: cache.get(key, default), default)


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """Return what is noted under ``keys``; what is missing is left out."""
    return _ask(lambda: cache.get_many(keys), {})


def set(key: str, value: Any, seconds: int) -> None:
    """Note ``value`` under ``key`` for so many seconds."""
    _ask(lambda: cache.set(key, value, seconds), None)


def delete_many(keys: Iterable[str]) -> None:
    """Forget what is noted under ``keys``."""
    _ask(lambda: cache.delete_many(keys), None)


def count(key: str, seconds: int, *, step: int = 1) -> None:
    """Add ``step`` to the number noted under ``key``, which lasts so many seconds from its first count."""

    def add_up() -> None:
        if cache.add(key, step, seconds):
            return
        try:
            cache.incr(key, step)
        except ValueError:  # it expired between the two calls
            cache.set(key, step, seconds)

    _ask(add_up, None)


def get_or_make(key: str, make: Callable[[], Answer], seconds: int) -> Answer:
    """Return what is noted under ``key``; if nothing is, make it and note it."""
    noted = get(key)
    if noted is None:
        noted = make()
        set(key, noted, seconds)
    return noted


def _ask(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return the cache's answer, or ``otherwise`` if it fails or has failed a moment ago."""
    global _resting_until  # noqa: PLW0603  (one cache for the process, one state)
    if time.monotonic() < _resting_until:
        return otherwise
    try:
        return question()
    except Exception as error:  # each cache raises its own kind; none of them is worth a visitor's page
        _resting_until = time.monotonic() + REST
        logger.warning("The cache failed, and the site goes on without its notes: %s", describe(error))
        return otherwise


def wake() -> None:
    """Ask the cache again at once, whatever happened before."""
    global _resting_until  # noqa: PLW0603
    _resting_until = 0.0


def describe(error: BaseException) -> str:
    """Return an error in one line for the log."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def counted(notes: Mapping[str, Any]) -> int:
    """Return the sum of numbers that ``count`` noted."""
    return sum(value for value in notes.values() if isinstance(value, int))
