"""Whatever the session: the answer to a question that counts as right is right, or the page says that none does."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from catalog.course.lessons.collection import QUESTIONS
from catalog.course.lessons.operation import all_operations
from tests import selection
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import CELLS, STATES
from tests.course.lessons.verdicts import TRUE_WHEN, Outcome

pytestmark = pytest.mark.django_db

A_PART = 5  # every fifth question, where not all are asked


@pytest.mark.parametrize(("engine", "state"), CELLS)
def test_what_counts_as_right_is_right(request, use_engine, settings, engine, state):
    use_engine(engine)
    settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
    everything = selection.runs_whole_file(request.config, request.path)
    wrong = []
    for name in list(QUESTIONS) if everything else list(QUESTIONS)[::A_PART]:
        ran, seen = run_cell(name, state, engine)
        right = QUESTIONS[name].right_answer(ran.exchange)
        if right is not None and not TRUE_WHEN[name][right](Outcome(ran, seen)):
            wrong.append(f"{name}: “{right}” counts as right")

    assert wrong == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_session_with_entries_or_a_new_one_decides_a_question(use_engine, name):
    use_engine("db")

    decided = [
        QUESTIONS[name].right_answer(run_cell(name, state, "db")[0].exchange)
        for state in ("with data", "stranger", "course log-in")
    ]

    assert any(decided)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_choice_has_a_test_of_its_own(name):
    assert list(TRUE_WHEN[name]) == list(QUESTIONS[name].choices)


def test_an_undecided_question_says_why_and_what_to_run_first(use_engine):
    use_engine("db")
    question = QUESTIONS["cycle_key"]
    exchange = run_cell("cycle_key", "expired", "db")[0].exchange

    prediction = question.judge("It is deleted", exchange)
    page = BeautifulSoup(render_to_string("course/exchange/prediction.html", {"prediction": prediction}), "html.parser")

    assert "your session could not decide this question" in page.get_text()
    assert "opened nothing" in page.get_text()
    assert page.select_one("a")["href"].endswith("#set_value")


@pytest.mark.parametrize(
    "name", [name for question in QUESTIONS.values() for why in question.undecided for name in why.first]
)
def test_what_is_to_be_run_first_is_an_operation(name):
    assert name in all_operations()
