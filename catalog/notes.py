"""Optional data ("notes") in the cache: counts of rate limits, lists of labels, cookies that were sent.

A failure of the cache never fails a request: the page is rendered without the note, and the log gets one line. The
cache is then not accessed for a few seconds, so that an unresponsive server delays one page and not every page.
Sessions are not notes: an engine that stores them in the cache accesses the cache directly.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger(__name__)

REST = 5  # seconds without access to the cache after a failure

Answer = TypeVar("Answer")

_resting_until = 0.0  # on the clock of time.monotonic()


def get(key: str, default: Any = None) -> Any:
    """Return the note ``key``, or ``default``."""
    return _ask(lambda: cache.get(key, default), default)


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """Return the notes ``keys``, without those that are missing."""
    return _ask(lambda: cache.get_many(keys), {})


def set(key: str, value: Any, seconds: int) -> None:
    """Store ``value`` as the note ``key`` for ``seconds``."""
    _ask(lambda: cache.set(key, value, seconds), None)


def delete_many(keys: Iterable[str]) -> None:
    """Delete the notes ``keys``."""
    _ask(lambda: cache.delete_many(keys), None)


def count(key: str, seconds: int, *, step: int = 1) -> None:
    """Add ``step`` to the number ``key``, which expires ``seconds`` after its first count."""

    def add_up() -> None:
        if cache.add(key, step, seconds):
            return
        try:
            cache.incr(key, step)
        except ValueError:  # it expired between the two calls
            cache.set(key, step, seconds)

    _ask(add_up, None)


def get_or_make(key: str, make: Callable[[], Answer], seconds: int) -> Answer:
    """Return the note ``key``; if it is missing, call ``make`` and store the result."""
    noted = get(key)
    if noted is None:
        noted = make()
        set(key, noted, seconds)
    return noted


def _ask(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return the result of ``question``, or ``otherwise`` if the cache fails or failed less than ``REST`` ago."""
    global _resting_until  # noqa: PLW0603  (one cache for the process, one state)
    if time.monotonic() < _resting_until:
        return otherwise
    try:
        return question()
    except Exception as error:  # backends raise different exceptions; none may fail the request
        _resting_until = time.monotonic() + REST
        logger.warning("The cache failed, and the site goes on without its notes: %s", describe(error))
        return otherwise


def wake() -> None:
    """End the pause after a failure: access the cache again at once."""
    global _resting_until  # noqa: PLW0603
    _resting_until = 0.0


def describe(error: BaseException) -> str:
    """Return an error in one line for the log."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def counted(notes: Mapping[str, Any]) -> int:
    """Return the sum of numbers that ``count`` stored."""
    return sum(value for value in notes.values() if isinstance(value, int))
