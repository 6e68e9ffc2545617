"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import deletes_the_cookie, found, had_cookie, has_new_key, keeps_its_key, neither
from catalog.course.lessons.question import Question
from catalog.course.lessons.reasons import DEAD_KEY, NEVER_STORED, STORE_FAILED

QUESTIONS: dict[str, Question] = {
    "cycle_key": Question(
        "A new key for the same contents. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": found("forked"),
            "There was none": neither(had_cookie),
            "It is deleted": found("moved"),
        },
        (STORE_FAILED, NEVER_STORED, DEAD_KEY),
    ),
    "create_session": Question(
        "create() gives a new key. What becomes of the old row?",
        {
            "It stays, and the old key still opens it": found("forked"),
            "There was none": neither(had_cookie),
            "It is deleted": found("moved", "replaced"),
        },
        (STORE_FAILED, NEVER_STORED, DEAD_KEY),
    ),
    "flush_then_store": Question(
        "flush() throws the session away, and the next line stores something. What does the browser get?",
        {
            "The order to drop its cookie": deletes_the_cookie,
            "A cookie with a new key": has_new_key,
            "Nothing: it keeps the key it has": keeps_its_key,
        },
        (STORE_FAILED, NEVER_STORED),
    ),
}
