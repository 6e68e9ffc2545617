"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers_begin, answers_end, expiry_of, found, succeeds
from catalog.course.lessons.question import Question
from catalog.course.lessons.reasons import STORE_FAILED, TOO_LARGE

QUESTIONS: dict[str, Question] = {
    "expire_after_timedelta": Question(
        "What does Django put into the session for a timedelta?",
        {
            "A number of seconds": lambda exchange: isinstance(expiry_of(exchange), int),
            "The moment of the end, as text": lambda exchange: isinstance(expiry_of(exchange), str),
            "Nothing: it goes into the cookie alone": succeeds,
        },
        (STORE_FAILED, TOO_LARGE),
    ),
    "expire_with_browser": Question(
        "The session is to end with the browser. What does get_expiry_age() say?",
        {"0 s": answers_begin("0 s"), "As many seconds as without this line": succeeds},
        (STORE_FAILED,),
    ),
    "expire_at_naive_datetime": Question(
        "The site has USE_TZ = True, and this moment has no time zone. When does Django say so?",
        {
            "At once, in set_expiry()": found("raised"),
            "After the view, when it saves": found("not_storable"),
            "Never: it takes the time zone of the site": succeeds,
        },
    ),
    "set_test_cookie": Question(
        "The browser has not answered yet. Does test_cookie_worked() say True already?",
        {"Yes": answers_end("True"), "No": answers_end("False")},
        (STORE_FAILED,),
    ),
}
