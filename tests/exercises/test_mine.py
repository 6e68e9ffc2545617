"""Your own answers: ``pytest tests/exercises --mine``. Without ``--mine`` this module is not looked at."""

from __future__ import annotations

import io
from functools import cache

import pytest

from catalog.course.exercises import Exercise, report
from catalog.course.exercises.collection import all_exercises
from catalog.course.exercises.desk import Desk
from catalog.course.exercises.exercise import Check
from catalog.course.exercises.screen import Screen
from catalog.course.exercises.verdict import Verdict

DESK = Desk.of_settings()
STARTED = [exercise for exercise in all_exercises() if DESK.has_started(exercise)]

if not STARTED:
    pytest.skip(f"{DESK.folder} has no answer of yours. Begin: {report.COMMAND} start 1", allow_module_level=True)


@cache
def verdict_on(slug: str) -> Verdict:
    """Return what comes of your answer to one exercise, which is judged once, with all of its checks."""
    return DESK.check(next(exercise for exercise in STARTED if exercise.slug == slug))


@pytest.mark.parametrize(
    ("exercise", "check"),
    [
        pytest.param(exercise, check, id=f"{exercise.slug}-{check.name}")
        for exercise in STARTED
        for check in exercise.checks
    ],
)
def test_mine(exercise: Exercise, check: Check):
    verdict = verdict_on(exercise.slug)
    results = [one for one in verdict.results if one.check == check.name]

    if not results and check is not exercise.checks[0]:
        pytest.skip("not run")  # what stands in the way is told once, by the first check
    if not all(one.passed for one in results or verdict.results) or verdict.problem:
        text = io.StringIO()
        shown = Verdict(exercise.slug, results or verdict.results, verdict.problem, verdict.printed)
        report.show_failed(Screen(text), exercise, shown, DESK.path(exercise))
        pytest.fail(text.getvalue(), pytrace=False)
