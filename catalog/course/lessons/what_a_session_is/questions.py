"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    is_not_saved,
    is_saved,
    leaves_the_old_row,
    sends_a_cookie,
    sends_nothing,
)
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "say_hello": Question(
        "This view never mentions the session. Does the answer bring you a session cookie?",
        {"Yes, every visitor gets one": sends_a_cookie, "No, none is sent": sends_nothing},
    ),
    "recognize": Question(
        "The view only reads. Is the session written to the store?",
        {"Yes, to note the visit": is_saved, "No": is_not_saved},
    ),
    "delete_cookie": Question(
        "The answer deletes the cookie. What becomes of the row?",
        {
            "It is deleted too": lambda exchange: exchange.row_before is not None and exchange.old_row is None,
            "It stays in the store": leaves_the_old_row,
            "There was none": lambda exchange: exchange.row_before is None,
        },
    ),
}
