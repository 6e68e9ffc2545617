"""Whether the checks can be trusted: what has to pass passes, and what has to fail fails for its reason."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest

from catalog.course.exercises import Exercise, report
from catalog.course.exercises.collection import all_exercises
from catalog.course.exercises.desk import starter_text
from catalog.course.exercises.exercise import FEWEST_HINTS
from catalog.course.exercises.judge import judge
from catalog.course.exercises.screen import Screen
from catalog.course.exercises.verdict import Verdict
from catalog.course.lessons.collection import LESSONS

FEWEST_EXERCISES = 16
FEWEST_WRONG_ANSWERS = 3
COLUMNS, LINES = 80, 24  # of a terminal

pytestmark = pytest.mark.usefixtures("any_database")

each_exercise = pytest.mark.parametrize("exercise", all_exercises(), ids=lambda exercise: exercise.slug)


def each_answer(kind: str) -> pytest.MarkDecorator:
    """Run a test with every answer of a kind: ``right_answers`` or ``wrong_answers``.

    The first of each exercise is for every run, the others are marked ``full``.
    """
    return pytest.mark.parametrize(
        ("exercise", "path"),
        [
            pytest.param(exercise, path, id=f"{exercise.slug}-{path.stem}", marks=[pytest.mark.full] if number else [])
            for exercise in all_exercises()
            for number, path in enumerate(getattr(exercise, kind))
        ],
    )


def promise(path: Path) -> dict[str, str]:
    """Return what the docstring of a wrong answer says that it ``Fails`` at, and what the failure ``Says``."""
    docstring = path.read_text(encoding="utf-8").split('"""')[1]
    return dict(re.findall(r"^(Fails|Says): (.+)$", docstring, re.MULTILINE))


@each_exercise
def test_our_solution_passes(exercise: Exercise):
    verdict = judge(exercise, exercise.solution)

    assert verdict.failure is None
    assert len(verdict.results) == len(exercise.checks) > 0


@each_exercise
def test_the_untouched_starter_can_be_run_and_fails(exercise: Exercise):
    verdict = judge(exercise, exercise.starter, to_the_end=False)

    assert verdict.problem is None
    assert not verdict.passed


@each_exercise
def test_what_a_learner_begins_with_is_python_and_begins_with_the_task(exercise: Exercise):
    text = starter_text(exercise)
    docstring = " ".join(ast.get_docstring(ast.parse(text)).split())

    assert docstring.startswith(f"{exercise.title}. {exercise.story}")
    assert all(paragraph in docstring for paragraph in exercise.task)
    assert text.endswith(exercise.starter.read_text(encoding="utf-8"))


@each_answer("right_answers")
def test_a_differently_written_right_answer_passes(exercise: Exercise, path: Path):
    assert judge(exercise, path).failure is None


@each_answer("wrong_answers")
def test_a_wrong_answer_fails_at_its_check_and_for_its_reason(exercise: Exercise, path: Path):
    promised = promise(path)
    verdict = judge(exercise, path, to_the_end=False)

    assert verdict.problem is None
    assert verdict.first_failed is not None, "it passes"
    assert (verdict.first_failed.check, verdict.failure.sentence) == (promised["Fails"], promised["Says"])
    check_that_it_reads_well(exercise, verdict, path)


def check_that_it_reads_well(exercise: Exercise, verdict: Verdict, path: Path) -> None:
    """Expect that what a learner sees of a failure fits on a screen, and shows nothing of the machinery."""
    text = io.StringIO()
    report.show_failed(Screen(text), exercise, verdict, Path("my_exercises") / path.name)
    lines = text.getvalue().splitlines()

    assert len(lines) < LINES
    assert max(map(len, lines)) <= COLUMNS
    assert not any(word in text.getvalue() for word in ("Traceback", "site-packages", "catalog/course", ".lab."))


@each_exercise
def test_the_task_and_what_was_learned_fit_on_a_screen(exercise: Exercise):
    task, solved = io.StringIO(), io.StringIO()
    report.show_task(Screen(task), exercise, Path("my_exercises") / f"{exercise.slug}.py")
    report.show_passed(Screen(solved), exercise, Path("my_exercises") / f"{exercise.slug}.py")

    assert len(task.getvalue().splitlines()) < LINES
    assert len(solved.getvalue().splitlines()) < LINES


@each_exercise
def test_an_exercise_is_complete(exercise: Exercise):
    assert exercise.story
    assert exercise.task
    assert exercise.learned
    assert len(exercise.hints) >= FEWEST_HINTS
    assert exercise.reread in LESSONS
    assert exercise.right_answers
    assert len(exercise.wrong_answers) >= FEWEST_WRONG_ANSWERS
    assert all(check.rule.endswith(".") for check in exercise.checks)


@each_exercise
def test_every_check_is_there_for_a_reason(exercise: Exercise):
    """Each check is the first to fail for the starter or for a wrong answer: none could be left out."""
    found = {promise(path)["Fails"] for path in exercise.wrong_answers}  # which is tested above
    found.add(judge(exercise, exercise.starter, to_the_end=False).first_failed.check)

    assert {check.name for check in exercise.checks} - found == set()


def test_there_are_enough_exercises():
    assert len(all_exercises()) >= FEWEST_EXERCISES


def test_the_exercises_follow_the_order_of_the_lessons():
    numbers = [exercise.reread.number for exercise in all_exercises()]

    assert numbers == sorted(numbers)


def test_every_folder_of_an_exercise_is_in_the_order():
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/exercise.py")}

    assert folders == {exercise.slug for exercise in all_exercises()}
