"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, found, raises, succeeds
from catalog.course.lessons.question import Question, Undecided
from catalog.course.lessons.reasons import DEAD_KEY, EVERY_REQUEST, STORE_FAILED, TOO_LARGE

QUESTIONS: dict[str, Question] = {
    "get_value_or_default": Question(
        "The default comes back if no entry has this name. Is it stored, too?",
        {"Yes, get() sets it": found("saved", "renewed", "began"), "No, get() only reads": succeeds},
        (EVERY_REQUEST, DEAD_KEY),
    ),
    "loop_over_session": Question(
        "A dictionary gives its keys to a loop. What does a session give?",
        {"Its keys": succeeds, "KeyError: 0": raises("KeyError"), "A TypeError": raises("TypeError")},
    ),
    "compare_with_dict": Question(
        "Both hold the same entries. Are they equal?",
        {"Yes": answers("True"), "No": answers("False")},
    ),
    "set_default": Question(
        "setdefault() reads. Does it also write?",
        {
            "Yes: the entry is missing, so the default is stored": found("saved"),
            "No: the entry is there, so its value is read": lambda exchange: (
                succeeds(exchange) and not exchange.changes
            ),
            "No, it is another name for get()": succeeds,
        },
        (STORE_FAILED, TOO_LARGE),
    ),
    "brackets_in_async_view": Question(
        "This view is async, and the brackets are not. What comes of it?",
        {
            "The count": succeeds,
            "SynchronousOnlyOperation": raises("SynchronousOnlyOperation"),
            "A KeyError: there is no session to load": raises("KeyError"),
        },
        (
            Undecided(
                lambda exchange: raises("KeyError")(exchange) and exchange.opened,
                "Your session is there, and the engine here could load it. It holds no count.",
                ("count_visit",),
            ),
        ),
    ),
}
