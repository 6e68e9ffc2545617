"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import found, neither, opened, raises, succeeds
from catalog.course.lessons.question import Question, Undecided
from catalog.course.lessons.reasons import NEVER_STORED, STORE_FAILED, TOO_LARGE

QUESTIONS: dict[str, Question] = {
    "change_wheels": Question(
        "What will the wheels be on the next request?",
        {
            "alloy": found("saved"),
            "What they were before": found("not_noticed"),
            "It does not come to that: there is no car with wheels": found("raised"),
        },
        (
            STORE_FAILED,
            TOO_LARGE,
            Undecided(
                lambda exchange: succeeds(exchange) and not exchange.changes,
                "The wheels were alloy already.",
                ("reassign_car",),
            ),
        ),
    ),
    "append_to_cart": Question(
        "The view answers with the new item in the list. Is the item still there on the next request?",
        {"Yes, it is saved": found("saved"), "No, it is in memory alone": found("not_noticed")},
        (STORE_FAILED, TOO_LARGE),
    ),
    "fail_after_change": Question(
        "The view breaks after the change. Is the change stored?",
        {"Yes": found("saved"), "No": found("raised")},
        (STORE_FAILED,),
    ),
    "save_then_fail": Question(
        "The view saves, and breaks after that. Is the change stored?",
        {"Yes": found("saved_early"), "No, an error takes all of it back": found("raised")},
        (
            STORE_FAILED,
            NEVER_STORED,
            Undecided(raises("UpdateError"), "The row of your session was gone, so that save() itself failed."),
            Undecided(
                neither(opened),
                "It is stored, but under a new session key that was never sent: the answer with the cookie failed.",
                ("set_value",),
            ),
        ),
    ),
}
