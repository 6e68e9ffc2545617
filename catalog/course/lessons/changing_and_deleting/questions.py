"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    answers,
    deletes_the_cookie,
    has_new_key,
    has_no_row,
    has_row,
    is_saved,
    raises,
    sends_nothing,
)
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "write_again": Question(
        "The value is the same as before. Does Django write it to the store?",
        {
            "Yes": is_saved,
            "No, nothing is different": lambda exchange: exchange.error is None,
            "A KeyError: there is no value": raises("KeyError"),
        },
    ),
    "set_to_none": Question(
        "The value is None now. What does get() give back?",
        {"Guest, its default": answers("Guest"), "None": answers("None")},
    ),
    "clear_session": Question(
        "All entries go. What do you have afterwards?",
        {
            "A row without entries, under the same key": has_row,
            "No row at all": has_no_row,
        },
    ),
    "flush_session": Question(
        "What does the browser get?",
        {
            "A new key": has_new_key,
            "The order to drop its cookie": deletes_the_cookie,
            "Nothing": sends_nothing,
        },
    ),
}
