"""A duration in words, without rounding: a message about a time-out has to be exact."""

from __future__ import annotations

from typing import Final

UNITS: Final = (("day", 24 * 60 * 60), ("hour", 60 * 60), ("minute", 60), ("second", 1))


def duration(seconds: int) -> str:
    """Return a number of seconds in words, without rounding: 9000 is "2 hours 30 minutes". Days begin at two."""
    parts = []
    for name, length in UNITS:
        if name == "day" and seconds < 2 * length:  # "24 hours" is more usual for a log-in than "1 day"
            continue
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(f"{number} {name}" if number == 1 else f"{number} {name}s")
    return " ".join(parts) or "0 seconds"
