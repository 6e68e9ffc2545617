"""What a browser needs of the lab that it works in."""

from __future__ import annotations

from typing import Any, Protocol

from catalog.course.lab.steps import Underway
from catalog.course.lab.store import Store


class Surroundings(Protocol):
    """A lab, as its browsers see it."""

    underway: list[Underway]

    @property
    def store(self) -> Store:
        """A look into the store."""

    def require_open(self) -> None:
        """Raise ``RuntimeError`` outside of the lab's block."""

    def note(self, sentence: str) -> None:
        """Add a sentence to the story."""

    def record(self, answer: Any) -> None:
        """Add what came back to the answers."""
