"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    found,
    had_cookie,
    neither,
    sends_a_cookie,
    sends_nothing,
    succeeds,
)
from catalog.course.lessons.question import Question
from catalog.course.lessons.reasons import DEAD_KEY, EVERY_REQUEST, NEVER_STORED

QUESTIONS: dict[str, Question] = {
    "say_hello": Question(
        "This view never mentions the session. Does the answer bring you a session cookie?",
        {"Yes, every visitor gets one": sends_a_cookie, "No, none is sent": sends_nothing},
        (EVERY_REQUEST,),
    ),
    "recognize": Question(
        "The view only reads. Is the session written to the store?",
        {"Yes, to note the visit": found("renewed", "saved", "began"), "No": succeeds},
        (EVERY_REQUEST, DEAD_KEY),
    ),
    "delete_cookie": Question(
        "The answer deletes the cookie. What becomes of the row?",
        {
            "It is deleted too": found("ended"),
            "It stays in the store": found("cookie_dropped"),
            "There was none": neither(had_cookie),
        },
        (EVERY_REQUEST, NEVER_STORED, DEAD_KEY),
    ),
}
