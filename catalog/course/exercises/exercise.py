"""The parts of an exercise: a story, a task, hints, and checks.

Each has its own folder under ``tests/exercises/``, named like the exercise. In it ``exercise.py`` makes
an ``Exercise`` called ``exercise``; ``starter.py`` is what a learner begins with, ``solution.py`` is ours,
``right_….py`` are other answers that have to pass, and ``wrong_….py`` are answers that look right and have to fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.course.lessons.collection import find_lesson
from catalog.course.lessons.lesson import Lesson

FEWEST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be true of an answer. ``rule`` is the sentence for it."""

    name: str
    rule: str
    function: Callable[..., None]
    settings: dict[str, Any]


@dataclass(slots=True)
class Exercise:
    """An exercise. In all texts, ``code`` stands between backticks.

    ``task`` is a list of paragraphs, ``learned`` is shown when it is solved, ``lesson`` is the slug of the lesson to
    reread. ``slug``, ``folder`` and ``number`` are filled in when the exercise is found.
    """

    title: str
    lesson: str
    story: str
    task: list[str]
    hints: list[str]
    learned: str
    checks: list[Check] = field(default_factory=list)
    slug: str = ""
    folder: Path = Path()
    number: int = 0

    def check(self, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Return a decorator for a check, a function of a lab and an attempt. Its docstring is the rule.

        ``settings`` are those of its lab: ``engine="file"``, ``SESSION_COOKIE_AGE=60``.
        """

        def register(function: Callable[..., None]) -> Callable[..., None]:
            rule = (function.__doc__ or "").strip().partition("\n\n")[0]
            self.checks.append(Check(function.__name__, " ".join(rule.split()), function, settings))
            return function

        return register

    @property
    def reread(self) -> Lesson:
        """The lesson to reread. Raise ``LookupError`` if there is none of that slug."""
        lesson = find_lesson(self.lesson)
        if lesson is None:
            raise LookupError(f"Exercise {self.slug}: there is no lesson {self.lesson}.")
        return lesson

    @property
    def starter(self) -> Path:
        """The text of the starter."""
        return self.folder / "starter.py"

    @property
    def solution(self) -> Path:
        """Our solution."""
        return self.folder / "solution.py"

    @property
    def right_answers(self) -> list[Path]:
        """Answers that are written differently, and right."""
        return sorted(self.folder.glob("right_*.py"))

    @property
    def wrong_answers(self) -> list[Path]:
        """Answers that look right, and are wrong."""
        return sorted(self.folder.glob("wrong_*.py"))
