"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    deletes_the_cookie,
    had_no_row,
    has_new_key,
    keeps_its_key,
    leaves_the_old_row,
)
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "cycle_key": Question(
        "A new key for the same contents. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": leaves_the_old_row,
            "There was none": had_no_row,
            "It is deleted": has_new_key,
        },
    ),
    "create_session": Question(
        "create() gives a new key. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": leaves_the_old_row,
            "There was none": had_no_row,
            "It is deleted": has_new_key,
        },
    ),
    "flush_then_store": Question(
        "flush() throws the session away, and the next line stores something. What does the browser get?",
        {
            "The order to drop its cookie": deletes_the_cookie,
            "A cookie with a new key": has_new_key,
            "Nothing: it keeps the key it has": keeps_its_key,
        },
    ),
}
