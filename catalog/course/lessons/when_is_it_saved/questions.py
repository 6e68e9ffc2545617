"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import is_not_saved, is_saved
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "change_wheels": Question(
        "What will the wheels be on the next request?",
        {
            "alloy": is_saved,
            "What they were before": lambda exchange: exchange.error is None and not exchange.saved,
            "It does not come to that: there is no car with wheels": lambda exchange: exchange.error is not None,
        },
    ),
    "append_to_cart": Question(
        "The view answers with the new item in the list. Is the item still there on the next request?",
        {"Yes, it is saved": is_saved, "No, it is in memory alone": is_not_saved},
    ),
    "fail_after_change": Question(
        "The view breaks after the change. Is the change stored?",
        {"Yes": is_saved, "No": is_not_saved},
    ),
    "save_then_fail": Question(
        "The view saves, and breaks after that. Is the change stored?",
        {"Yes": is_saved, "No, an error takes all of it back": is_not_saved},
    ),
}
