"""The sentence of the course on one name of Django, and its proof."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence about a name, and where the course shows it.

    ``operations`` show it live. A name that no operation can show is explained in ``lesson``, a slug. An asynchronous
    name needs no sentence if it does the same as its synchronous twin. ``newer`` says that Django 5.2 does not have it.
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
