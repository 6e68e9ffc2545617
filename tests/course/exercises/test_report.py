"""What is shown of a failure: never more than a screen, and the rest is counted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from catalog.course.exercises import report
from catalog.course.exercises.screen import Screen
from catalog.course.exercises.verdict import CheckResult, Failure, Place, Seen, Verdict


@pytest.fixture
def shown(exercise):
    """A function that returns what is shown of a failure with this story and this session."""

    def show(story: list[str], before: list[tuple[str, str]]) -> list[str]:
        seen = Seen("Ann opened it", "Nothing changed.", before, [], {}, {})
        failure = Failure("It should be 1, and is 0.", Place(7, "def it(request):"), story, seen)
        text = io.StringIO()
        verdict = Verdict(exercise.slug, [CheckResult("a_check", "It is 1.", failure)])
        report.show_failed(Screen(text), exercise, verdict, Path("it.py"))
        return text.getvalue().splitlines()

    return show


def test_of_a_long_session_the_first_entries_are_shown_and_the_rest_is_counted(shown):
    lines = shown([], [(f"key_{number}", str(number)) for number in range(5)])

    assert lines[lines.index("  The session, when Ann opened it:") + 1 :][:4] == [
        "    before  key_0 = 0",
        "            key_1 = 1",
        "            and 3 more",
        "    after   (empty)",
    ]


def test_the_long_entries_of_a_log_in_are_left_out(shown):
    text = "\n".join(shown([], [("_auth_user_id", "1"), ("_auth_user_hash", "f00"), ("_auth_user_backend", "b")]))

    assert "_auth_user_id = 1" in text
    assert "f00" not in text


@pytest.mark.parametrize("steps", [1, 9, 40])
def test_of_a_long_story_the_last_steps_are_shown_and_the_others_counted(shown, steps):
    lines = shown([f"Step {number}." for number in range(1, steps + 1)], [("a", "1")])
    told = [line for line in lines if line.startswith("  Step")]

    assert len(lines) < 24
    assert told[-1] == f"  Step {steps}."
    assert len(told) == steps or f"  ({steps - len(told)} steps before)" in lines
