"""What the tests of the exercises' machinery share. The exercises themselves are tested under tests/exercises/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from catalog.course.exercises import Exercise
from catalog.course.exercises.collection import find_exercise
from catalog.course.exercises.desk import Desk
from catalog.course.exercises.judge import judge
from catalog.course.exercises.verdict import Verdict


@pytest.fixture
def exercise() -> Exercise:
    """The exercise that all of these tests try their attempts on."""
    return find_exercise("count_visits")


@pytest.fixture
def desk(tmp_path: Path, settings) -> Desk:
    """A desk with nothing on it, which is the one of the settings."""
    settings.MY_EXERCISES = tmp_path / "my_exercises"
    return Desk.of_settings()


@pytest.fixture
def judged_here(monkeypatch, django_db_blocker):
    """Have attempts judged in this process, which is there sooner. ``test_process`` shows that nothing else differs."""

    def judge_here(exercise: Exercise, path: Path) -> Verdict:
        with django_db_blocker.unblock():
            return judge(exercise, path)

    monkeypatch.setattr("catalog.course.exercises.desk.judge_apart", judge_here)


@pytest.fixture
def write(desk: Desk, exercise: Exercise) -> Callable[[str], Path]:
    """A function that writes an attempt, and returns where it is. The first line of its text is line 1."""

    def write_attempt(text: str) -> Path:
        path = desk.path(exercise)
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write_attempt


@pytest.fixture
def write_solution(write: Callable[[str], Path], exercise: Exercise) -> Callable[[], Path]:
    """A function that writes our solution as if it were the learner's."""
    return lambda: write(exercise.solution.read_text(encoding="utf-8"))
