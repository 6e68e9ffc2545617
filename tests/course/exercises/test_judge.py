"""The judge: every way in which an attempt can fail is a sentence, with the line to look at."""

from __future__ import annotations

import decimal
import sys

import pytest
from django.contrib.auth import signals

from catalog.course.exercises.collection import find_exercise
from catalog.course.exercises.judge import judge


def view(*lines: str) -> str:
    """Return a file with a view of these lines, of which the first is line 5."""
    head = ["from django.http import HttpResponse", "", "", "def count_visits(request, page):"]
    return "\n".join([*head, *(f"    {line}" for line in lines)])


@pytest.fixture
def verdict_on(write, exercise, django_db_blocker):
    """A function that returns what the judge says about the text of an attempt."""

    def judged(text: str):
        with django_db_blocker.unblock():
            return judge(exercise, write(text))

    return judged


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ("def count_visits(request, page)\n    pass\n", "Python cannot read line 1: expected ':'.", 1),
        ("x = 1\n\n  y = 2\n", "Python cannot read line 3: unexpected indent.", 3),
        ("x = 1\0", "Python cannot read ", 1),
        ("import os\nimport reading_rooms\n", "Line 2 cannot be imported: No module named 'reading_rooms'.", 2),
        (
            "from django.http import HttpAnswer\n",
            "Line 1 cannot be imported: cannot import name 'HttpAnswer' from 'django.http'",
            1,
        ),
        ("a = 1\nb = a / 0\n", "Line 2 raised ZeroDivisionError: division by zero.", 2),
        ("import sys\nsys.exit()\n", "Your file calls exit() while it is loaded, so nothing can be checked.", None),
    ],
    ids=["syntax", "indent", "null", "module", "name", "error", "exit"],
)
def test_a_file_that_cannot_be_loaded_is_told_with_its_line(verdict_on, text, sentence, line):
    verdict = verdict_on(text)

    assert not verdict.passed
    assert verdict.problem.sentence.startswith(sentence)
    assert (verdict.problem.place.line if verdict.problem.place else None) == line


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        pytest.param(
            "x = 1",
            "Your file has no count_visits, and the exercise asks for one. It ends in line 1.",
            1,
            id="no function",
        ),
        pytest.param(
            "",
            "Your file has no count_visits, and the exercise asks for one. It ends in line 1.",
            1,
            id="empty file",
        ),
        pytest.param(
            "\ndef count_visit(request, page):\n    pass\n",
            "Your file has no count_visits, and the exercise asks for one. There is a count_visit in line 1. "
            "Is that the one?",
            1,
            id="misspelled",
        ),
        pytest.param(
            "count_visits = 3",
            "count_visits should be a function, and is 3.",
            None,
            id="a number",
        ),
        pytest.param(
            view("request.session['visits'] = 1"),
            "count_visits did not answer. ValueError: The view my_attempt.count_visits didn't return an HttpResponse "
            "object. It returned None instead.",
            4,
            id="returns nothing",
        ),
        pytest.param(
            view("return 'one'"),
            'count_visits did not answer. ValueError: The view count_visits returned "one", and should return an '
            "HttpResponse.",
            4,
            id="returns a text",
        ),
        pytest.param(
            view("", "return request.session['visits']"),
            "count_visits raised KeyError: 'visits', in line 6.",
            6,
            id="raises",
        ),
        pytest.param(
            "def count_visits(request):\n    pass\n",
            "count_visits did not answer. TypeError: count_visits() takes 1 positional argument but 2 were given.",
            1,
            id="takes too little",
        ),
        pytest.param(
            view("request.session['on'] = {1, 2}", "return HttpResponse('1')"),
            "count_visits was done, and then Django could not save the session: "
            "TypeError: Object of type set is not JSON serializable.",
            4,
            id="cannot be saved",
        ),
        pytest.param(
            view("raise SystemExit"),
            "Your code called exit(), which would end the server.",
            5,
            id="exits",
        ),
        pytest.param(
            view("return HttpResponse('many')"),
            'The page of count_visits should show one whole number, and shows "many".',
            4,
            id="shows no number",
        ),
        pytest.param(
            view("return count_visits(request, page)"),
            "count_visits raised RecursionError: maximum recursion depth exceeded",
            5,
            id="endless recursion",
        ),
    ],
)
def test_a_view_that_fails_is_told_with_its_line(verdict_on, text, sentence, line):
    verdict = verdict_on(text)
    failure = verdict.failure

    assert verdict.problem is None
    assert failure.sentence.startswith(sentence)
    assert (failure.place.line if failure.place else None) == line


def test_a_failure_tells_the_rule_the_story_and_the_session_before_and_after(verdict_on):
    verdict = verdict_on(
        """
        from django.http import HttpResponse


        def count_visits(request, page):
            counts = request.session.setdefault("visits", {})
            counts[page] = counts.get(page, 0) + 1
            return HttpResponse(f"{counts[page]}")
        """
    )
    failed = verdict.first_failed

    assert failed.rule == "Every visit adds 1."
    assert failed.failure.story == [
        'Ann opened count_visits("catalog"), and got "1"',
        'Ann opened count_visits("catalog"), and got "2"',
        'Ann opened count_visits("catalog"), and got "2"',
    ]
    assert failed.failure.seen.before == failed.failure.seen.after == [("visits", "{'catalog': 1}")]
    assert failed.failure.seen.happened.startswith("In memory: visits.catalog changed. It is not saved")


def test_the_exchange_of_a_failure_is_the_one_where_the_session_changed(django_db_blocker):
    """The last page only shows what is wrong. Where it went wrong is what the learner has to look at."""
    recent_books = find_exercise("recent_books")
    with django_db_blocker.unblock():
        failure = judge(recent_books, recent_books.folder / "wrong_appends.py").failure

    assert "recent_books()" in failure.story[-1]
    assert "show_book(" in failure.seen.asked
    assert failure.place.source == "def show_book(request, book):"


def test_what_the_code_prints_is_kept(verdict_on):
    verdict = verdict_on("print('here')\n\ndef count_visits(request, page):\n    print(page)\n")

    assert verdict.printed.startswith("here\ncatalog\n")


def test_a_check_finds_nothing_of_what_the_one_before_left_in_the_process(verdict_on):
    verdict = verdict_on(
        """
        from django.http import HttpResponse

        asked = []


        def count_visits(request, page):
            asked.append(page)
            return HttpResponse(f"{len(asked)}")
        """
    )

    assert [result.passed for result in verdict.results] == [True, True, False, False, False]


def test_judging_leaves_no_module_and_no_receiver_behind(verdict_on):
    modules, receivers = set(sys.modules), list(signals.user_logged_in.receivers)

    verdict_on(
        """
        from django.contrib.auth.signals import user_logged_in
        from django.dispatch import receiver
        from django.http import HttpResponse


        @receiver(user_logged_in)
        def keep(**kwargs):
            pass


        def count_visits(request, page):
            return HttpResponse("1")
        """
    )

    assert "my_attempt" not in set(sys.modules) - modules
    assert signals.user_logged_in.receivers == receivers


def test_judging_leaves_no_context_variable_behind(verdict_on):
    verdict_on(
        """
        import decimal
        from django.http import HttpResponse

        decimal.setcontext(decimal.Context(prec=3))


        def count_visits(request, page):
            decimal.setcontext(decimal.Context(prec=4))
            return HttpResponse("1")
        """
    )

    assert decimal.getcontext().prec == 28
