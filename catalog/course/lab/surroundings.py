"""What a browser needs of its lab."""

from __future__ import annotations

from typing import Any, Protocol

from catalog.course.lab.steps import Underway
from catalog.course.lab.store import Store


class Surroundings(Protocol):
    """A lab, as its browsers see it."""

    underway: list[Underway]

    @property
    def store(self) -> Store:
        """The contents of the store."""

    def require_open(self) -> None:
        """Raise ``RuntimeError`` outside of the lab's block."""

    def note(self, sentence: str) -> None:
        """Add a sentence to the story."""

    def record(self, answer: Any) -> None:
        """Add the result of a request to the answers."""
