"""Count in an asynchronous view."""

from __future__ import annotations

import inspect
import os

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Count in an asynchronous view",
    lesson="storing-and-reading",
    story=(
        "When you ask for a book that the library does not have, it asks three other libraries, all at once. Its pages "
        "are to wait for them asynchronously. Somebody has written them already, but as plain functions."
    ),
    task=[
        "`ask(request, title)` shows how often this visitor has asked for this title, this time included: `1` the "
        "first time. `start_over(request)` forgets all counts of this visitor, shows how many titles it has forgotten "
        "(`0` if there were none), and leaves everything else in the session as it is.",
        "Both work. Make both asynchronous: `async def`, with the same pages as before. The sessions are in the "
        "database, and Django's guard stays on: do not set `DJANGO_ALLOW_ASYNC_UNSAFE`.",
    ],
    hints=[
        "`async` before `def` is the beginning. What then loads the session has to be waited for: `[...]`, `in`, "
        "`get()` and `pop()` cannot, so Django refuses them in an asynchronous view.",
        "Each of the methods has a twin that begins with `a`: `aget()`, `aset()`, `apop()`. `aset(key, value)` takes "
        "the place of `request.session[key] = value`.",
        "Write `await` before each of them. Without it nothing is done, and you hold a coroutine and no value.",
        '`counts = await request.session.aget("asked", {})`, then count in the dictionary, and then '
        '`await request.session.aset("asked", counts)`. `await request.session.apop("asked", {})` forgets them.',
    ],
    learned=(
        "In an asynchronous view, read and write the session with the twins that begin with `a`, and await each of "
        "them. A visitor without a session hides the mistake: there is nothing to load, so nothing is refused."
    ),
)


@exercise.check()
def both_views_are_asynchronous(lab, attempt):
    """Both views are asynchronous."""
    for view in (attempt.ask, attempt.start_over):
        if not inspect.iscoroutinefunction(view):
            fail(f"{view.__name__} should be asynchronous, and is a plain function.")


@exercise.check()
def the_first_question_reads_1(lab, attempt):
    """The first question for a title reads 1."""
    ann = lab.browser()

    expect("The count", ann.get(attempt.ask, "Momo").number).to_be(1)


@exercise.check()
def every_question_adds_1(lab, attempt):
    """Every question for a title adds 1, for visitors who have a session too."""
    ann = lab.browser()

    for question in (1, 2, 3):
        expect("The count", ann.get(attempt.ask, "Momo").number).to_be(question)
    expect("The count of another title", ann.get(attempt.ask, "Emil").number).to_be(1)


@exercise.check()
def starting_over_forgets_the_counts(lab, attempt):
    """Starting over forgets the counts, and says of how many titles."""
    ann = lab.browser()
    ann.get(attempt.ask, "Momo")
    ann.get(attempt.ask, "Momo")
    ann.get(attempt.ask, "Emil")

    expect("The number of forgotten titles", ann.post(attempt.start_over).number).to_be(2)
    expect("The count afterwards", ann.get(attempt.ask, "Momo").number).to_be(1)


@exercise.check()
def one_can_start_over_without_a_count(lab, attempt):
    """Starting over without a count forgets 0 titles, and leaves the rest of the session as it is."""
    ann, ben = lab.browser(), lab.browser()
    ben.post(choose_color)

    expect("The number of forgotten titles", ann.post(attempt.start_over).number).to_be(0)
    expect("The number of forgotten titles", ben.post(attempt.start_over).number).to_be(0)
    expect("The rest of the session", ben.session.get("color")).to_be("brass")


@exercise.check()
def the_guard_stays_on(lab, attempt):
    """Django's guard against waiting for the database in an asynchronous view stays on."""
    ann = lab.browser()
    ann.get(attempt.ask, "Momo")
    ann.post(attempt.start_over)

    expect("DJANGO_ALLOW_ASYNC_UNSAFE", os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)).to_be_nothing()


def choose_color(request):
    """A page of the library that keeps something of its own in the session."""
    request.session["color"] = "brass"
    return HttpResponse("Brass.")
