"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import (
    answers_end,
    had_cookie,
    has_new_key,
    keeps_its_key,
    neither,
    opens,
    own_entries,
    raises,
)
from catalog.course.lessons.question import Question, Undecided
from catalog.course.lessons.reasons import NEVER_STORED, STORE_FAILED

QUESTIONS: dict[str, Question] = {
    "log_in": Question(
        "You log in. What becomes of the key?",
        {"You get a new one": has_new_key, "It stays the same": keeps_its_key},
        (STORE_FAILED, NEVER_STORED),
    ),
    "log_in_as_another": Question(
        "You log in, and your session has other entries. Which of them are left?",
        {
            "There were none": lambda exchange: not own_entries(exchange.before),
            "All of them": lambda exchange: own_entries(exchange.before).items() <= exchange.stored_after.items(),
            "None of them": lambda exchange: not own_entries(exchange.stored_after),
        },
        (STORE_FAILED,),
    ),
    "compare_user_id": Question(
        "The session holds the number of the user. Is it equal to user.pk?",
        {
            "Yes": answers_end("True"),
            "No: one is text, the other a number": answers_end("False"),
            "A KeyError: nobody is logged in": raises("KeyError"),
        },
    ),
    "log_out": Question(
        "You log out. What is left of your other entries?",
        {
            "All but the log-in": lambda exchange: bool(exchange.stored_after),
            "Nothing": lambda exchange: not exchange.stored_after,
        },
        (
            STORE_FAILED,
            Undecided(
                lambda exchange: not own_entries(exchange.before),
                "Your session held nothing of its own.",
                ("set_value",),
            ),
        ),
    ),
    "log_in_then_fail": Question(
        "The log-in works, and then the view breaks. What does the key of the browser open now?",
        {
            "There was no key": neither(had_cookie),
            "The session as it was before": opens,
            "Nothing": neither(opens),
        },
        (STORE_FAILED,),
    ),
}
