"""A length of time in words, exactly: what a log-in's time-out says has to be so."""

from __future__ import annotations

from typing import Final

UNITS: Final = (("day", 24 * 60 * 60), ("hour", 60 * 60), ("minute", 60), ("second", 1))


def duration(seconds: int) -> str:
    """Return a number of seconds in words, all of it: 9000 is "2 hours 30 minutes". Two days are 48 hours no more."""
    parts = []
    for name, length in UNITS:
        if name == "day" and seconds < 2 * length:  # "24 hours" is what people say of a log-in
            continue
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(f"{number} {name}" if number == 1 else f"{number} {name}s")
    return " ".join(parts) or "0 seconds"
