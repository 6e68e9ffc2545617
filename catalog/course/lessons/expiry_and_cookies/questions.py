"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import expiry_of
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "expire_after_timedelta": Question(
        "What does Django put into the session for a timedelta?",
        {
            "A number of seconds": lambda exchange: isinstance(expiry_of(exchange), int),
            "The moment of the end, as text": lambda exchange: isinstance(expiry_of(exchange), str),
            "Nothing: it goes into the cookie alone": lambda exchange: expiry_of(exchange) is None,
        },
    ),
    "expire_with_browser": Question(
        "The session is to end with the browser. What does get_expiry_age() say?",
        {
            "0 s": lambda exchange: exchange.result.startswith("0 s"),
            "As many seconds as without this line": lambda exchange: not exchange.result.startswith("0 s"),
        },
    ),
    "expire_at_naive_datetime": Question(
        "The site has USE_TZ = True, and this moment has no time zone. When does Django say so?",
        {
            "At once, in set_expiry()": lambda exchange: exchange.error is not None and not exchange.error.while_saving,
            "After the view, when it saves": lambda exchange: exchange.error is not None,
            "Never: it takes the time zone of the site": lambda exchange: exchange.error is None,
        },
    ),
    "set_test_cookie": Question(
        "The browser has not answered yet. Does test_cookie_worked() say True already?",
        {
            "Yes": lambda exchange: exchange.result.endswith("True"),
            "No": lambda exchange: exchange.result.endswith("False"),
        },
    ),
}
