"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, goes_up_by, is_not_saved, is_saved, raises
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "count_visit_in_place": Question(
        "One line instead of three. What comes of it, with your session as it is now?",
        {
            "A KeyError: there is no count yet": raises("KeyError"),
            "Visit number 1: a missing count is taken for 0": answers("This is visit number 1."),
            "The next number: the count is there": is_saved,
        },
    ),
    "count_and_redirect": Question(
        "The view answers with a redirect. Is the count saved?",
        {"Yes": is_saved, "No, a redirect is no page": is_not_saved},
    ),
    "count_in_two_tabs": Question(
        "Each tab adds 1 to the count. By how much does it go up?",
        {
            "By 2": goes_up_by(2),
            "By 1": goes_up_by(1),
            "Not at all: there is no count yet": goes_up_by(0),
        },
    ),
}
