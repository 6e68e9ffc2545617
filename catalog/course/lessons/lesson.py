"""What a lesson is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[3] / "tests" / "course" / "lessons"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: prose that puts operations in order. ``number`` counts from 1."""

    number: int
    slug: str
    title: str
    aim: str

    @property
    def template_name(self) -> str:
        """The template of the prose."""
        return f"course/lessons/{self.slug}.html"

    @property
    def tests(self) -> Path:
        """The module of tests that goes with the lesson. A project may come without it."""
        return TESTS / f"test_{self.slug.replace('-', '_')}.py"
