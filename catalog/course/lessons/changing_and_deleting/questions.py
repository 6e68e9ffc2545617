"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    answers,
    deletes_the_cookie,
    found,
    has_new_key,
    neither,
    opens,
    raises,
    sends_nothing,
    succeeds,
)
from catalog.course.lessons.question import Question
from catalog.course.lessons.reasons import DEAD_KEY, NEVER_STORED, NO_SESSION, STORE_FAILED, TOO_LARGE

QUESTIONS: dict[str, Question] = {
    "write_again": Question(
        "The value is the same as before. Does Django write it to the store?",
        {
            "Yes": found("saved", "renewed"),
            "No, nothing is different": succeeds,
            "A KeyError: there is no value": raises("KeyError"),
        },
        (STORE_FAILED, TOO_LARGE),
    ),
    "set_to_none": Question(
        "The value is None now. What does get() give back?",
        {"Guest, its default": answers("Guest"), "None": answers("None")},
        (STORE_FAILED,),
    ),
    "clear_session": Question(
        "All entries go. What do you have afterwards?",
        {"A row without entries, under the same key": opens, "No row at all": neither(opens)},
        (STORE_FAILED, NO_SESSION, DEAD_KEY, NEVER_STORED),
    ),
    "flush_session": Question(
        "What does the browser get?",
        {
            "A new key": has_new_key,
            "The order to drop its cookie": deletes_the_cookie,
            "Nothing": sends_nothing,
        },
        (STORE_FAILED,),
    ),
}
