"""Finding the exercises: ``tests/exercises/order.txt`` names their folders in the order in which they are done."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from catalog.course.exercises.exercise import Exercise
from catalog.course.lessons.lesson import Lesson

PROJECT = Path(__file__).resolve().parents[3]
FOLDER = PROJECT / "tests" / "exercises"


class NoSuchExercise(LookupError):
    """There is no exercise of that number or name. The text is a sentence that says which there are."""


@cache
def all_exercises() -> tuple[Exercise, ...]:
    """Return the exercises in their order; none where the project came without its tests."""
    order = FOLDER / "order.txt"
    if not order.is_file():
        return ()
    slugs = order.read_text(encoding="utf-8").split()
    return tuple(_load(slug, number) for number, slug in enumerate(slugs, start=1))


def find_exercise(name: str) -> Exercise:
    """Return the exercise of this number or slug. Raise ``NoSuchExercise``."""
    exercises = all_exercises()
    for exercise in exercises:
        if name in (exercise.slug, str(exercise.number)):
            return exercise
    if name.isdecimal():
        raise NoSuchExercise(f"There is no exercise {name}. They are numbered from 1 to {len(exercises)}.")
    close = difflib.get_close_matches(name, [exercise.slug for exercise in exercises], n=1)
    advice = f"Did you mean {close[0]}?" if close else "`exercises` without anything lists them all."
    raise NoSuchExercise(f"There is no exercise {name}. {advice}")


def after(exercise: Exercise) -> Exercise | None:
    """Return the exercise that follows, or ``None`` after the last one."""
    exercises = all_exercises()
    return exercises[exercise.number] if exercise.number < len(exercises) else None


def exercises_of(lesson: Lesson) -> list[Exercise]:
    """Return the exercises that go with a lesson."""
    return [exercise for exercise in all_exercises() if exercise.lesson == lesson.slug]


def _load(slug: str, number: int) -> Exercise:
    folder = FOLDER / slug
    spec = spec_from_file_location(f"exercises.{slug}", folder / "exercise.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"There is no {folder / 'exercise.py'}.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    exercise: Exercise = module.exercise
    exercise.slug, exercise.folder, exercise.number = slug, folder, number
    return exercise
