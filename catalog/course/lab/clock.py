"""A clock that is stopped until it is moved, for all of Python: ``time.time()``, ``datetime.now()``, Django, cookies.

``time.monotonic()`` keeps running. Its starting point differs on each machine and after each restart, so a stored time
cannot be compared with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import time_machine

START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Tells the time of a lab, and moves it."""

    def __init__(self, coordinates: time_machine.Coordinates) -> None:
        """Take the position in time that ``standing_clock`` has travelled to."""
        self._coordinates = coordinates

    @property
    def now(self) -> datetime:
        """The time in the lab, with its zone."""
        return datetime.now(tz=UTC)

    def move(self, duration: timedelta) -> None:
        """Move the clock forward by ``duration``. Raise ``ValueError`` for a negative one."""
        if duration < timedelta(0):
            raise ValueError("The clock of a lab goes forward only.")
        self._coordinates.shift(duration)


@contextmanager
def standing_clock() -> Iterator[Clock]:
    """Stop the clock at ``START`` for the length of a ``with`` block."""
    with time_machine.travel(START, tick=False) as coordinates:
        yield Clock(coordinates)


def in_words(duration: timedelta) -> str:
    """Return ``duration`` in words: ``15 days``, ``4 minutes 59 seconds``."""
    hours, rest = divmod(duration.seconds, 3600)
    minutes, whole = divmod(rest, 60)
    seconds = whole + duration.microseconds / 1_000_000 if duration.microseconds else whole
    parts = [(duration.days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")]
    said = [f"{count} {unit}" if count == 1 else f"{count} {unit}s" for count, unit in parts if count]
    return " ".join(said) or "no time"
