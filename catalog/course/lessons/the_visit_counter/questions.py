"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import both, found, goes_up_by, held, neither, raises, succeeds
from catalog.course.lessons.question import Question
from catalog.course.lessons.reasons import STORE_FAILED, TOO_LARGE

QUESTIONS: dict[str, Question] = {
    "count_visit_in_place": Question(
        "One line instead of three. What comes of it, with your session as it is now?",
        {
            "A KeyError: there is no count yet": raises("KeyError"),
            "Visit number 1: a missing count is taken for 0": both(succeeds, neither(held("num_visits"))),
            "The next number: the count is there": both(succeeds, held("num_visits")),
        },
        (STORE_FAILED, TOO_LARGE),
    ),
    "count_and_redirect": Question(
        "The view  with a redirect. Is the count saved?",
        {"Yes": found("saved"), "No, a redirect is no page": succeeds},
        (STORE_FAILED, TOO_LARGE),
    ),
    "count_in_two_tabs": Question(
        "Each tab adds 1 to the count. By how much does it go up?",
        {
            "By 2": goes_up_by(2),
            "By 1": goes_up_by(1),
            "Not at all: there is no count yet": neither(held("num_visits")),
        },
        (STORE_FAILED, TOO_LARGE),
    ),
}
