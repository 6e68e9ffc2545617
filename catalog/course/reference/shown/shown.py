"""What the course knows about one name of Django's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence about a name, and where the course shows it.

    ``operations`` show it live. What no live page can show is explained in a lesson, by its slug. An asynchronous
    name needs no sentence if it does what its twin does. ``newer`` says that Django 5.2 does not have it.
    """

    says: str = ""
    operations: tuple[str, ...] = ()
    lesson: str = ""
    newer: bool = False


def live(operations: str, says: str = "", *, newer: bool = False) -> Shown:
    """Say which operations show a name, separated by spaces."""
    return Shown(says, tuple(operations.split()), newer=newer)


def told(lesson: str, says: str = "", *, newer: bool = False) -> Shown:
    """Say which lesson explains a name that no operation shows."""
    return Shown(says, lesson=lesson, newer=newer)
