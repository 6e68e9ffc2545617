"""Judging in a process of its own: whatever the code does, there is a verdict, and soon."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from catalog.course.exercises.judge import judge
from catalog.course.exercises.process import GRACE, TIME_LIMIT, judge_apart
from catalog.course.exercises.verdict import Verdict
from tests.selection import first_are_quick

LOOP = """
from django.http import HttpResponse


def count_visits(request, page):
    {loop}
    return HttpResponse("1")
"""


def test_a_solution_passes(write_solution, exercise):
    verdict = judge_apart(exercise, write_solution())

    assert verdict.passed
    assert [result.check for result in verdict.results] == [check.name for check in exercise.checks]


@pytest.mark.full
def test_the_verdict_is_the_same_as_in_this_process(exercise, django_db_blocker):
    (path,) = (path for path in exercise.wrong_answers if path.stem == "wrong_nested_unsaved")
    with django_db_blocker.unblock():
        here = judge(exercise, path)
    apart = judge_apart(exercise, path)

    assert without_keys(apart) == without_keys(here)


def without_keys(verdict: Verdict) -> list:
    """Return what a verdict tells, without the session keys, which are never the same."""
    results = []
    for result in verdict.results:
        failure = result.failure
        results.append((result.check, result.rule, failure and (replace(failure, seen=None), failure.seen.happened)))
    return results


@pytest.mark.parametrize(
    "loop",
    first_are_quick(["while True: pass", "import re; re.match('(a+)+$', 'a' * 60 + 'b')"]),
    ids=["in Python", "in C, where no other thread of Python is let in"],
)
def test_an_endless_loop_ends_with_its_line_and_its_rule(write, exercise, loop):
    begun = time.monotonic()
    verdict = judge_apart(exercise, write(LOOP.format(loop=loop)), limit=0.4)

    assert verdict.failure.sentence == (
        "Your code was still running after 0.4 seconds, in line 5. Is there a loop that never ends?"
    )
    assert verdict.failure.place.source == loop
    assert verdict.first_failed.rule == "The first visit to a page reads 1."
    assert time.monotonic() - begun < 0.4 + GRACE  # when the process would be killed


@pytest.mark.full
def test_an_endless_loop_while_the_file_is_loaded_ends_too(write, exercise):
    verdict = judge_apart(exercise, write("x = 0\nwhile True:\n    x += 1\n"), limit=0.4)

    assert "still running after 0.4 seconds, in line " in verdict.failure.sentence


def test_code_that_ends_python_is_told_so(write, exercise):
    verdict = judge_apart(exercise, write(LOOP.format(loop="import os; os._exit(3)")))

    assert verdict.failure.sentence == "Python ended before the checks were done, with status 3."
    assert verdict.first_failed.rule == "The first visit to a page reads 1."


@pytest.mark.full
def test_threads_that_are_left_running_hold_nothing_up(write, exercise):
    text = LOOP.format(loop="import threading, time; threading.Thread(target=time.sleep, args=[60]).start()")
    begun = time.monotonic()
    verdict = judge_apart(exercise, write(text))

    assert verdict.first_failed.check == "every_visit_adds_1"
    assert time.monotonic() - begun < TIME_LIMIT + GRACE


@pytest.mark.full
def test_the_site_has_no_part_in_it(write, exercise):
    """The process has settings of its own: what the learner's code writes, it writes into the lab."""
    text = "from django.conf import settings\nprint(settings.INSTALLED_APPS)\n"
    verdict = judge_apart(exercise, write(text))

    assert "catalog" not in verdict.printed
    assert "django.contrib.sessions" in verdict.printed
