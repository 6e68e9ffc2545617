"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, is_not_saved, is_saved, raises
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "get_value_or_default": Question(
        "The default comes back if the key is missing. Is it stored, too?",
        {"Yes, get() sets it": is_saved, "No, get() only reads": is_not_saved},
    ),
    "loop_over_session": Question(
        "A dictionary gives its keys to a loop. What does a session give?",
        {
            "Its keys": lambda exchange: exchange.error is None,
            "KeyError: 0": raises("KeyError"),
            "A TypeError": raises("TypeError"),
        },
    ),
    "compare_with_dict": Question(
        "Both hold the same entries. Are they equal?",
        {"Yes": answers("True"), "No": answers("False")},
    ),
    "set_default": Question(
        "setdefault() reads. Does it also write?",
        {
            "Yes: the key is missing, so the default is stored": is_saved,
            "No: the key is there, so its value is read": lambda exchange: bool(exchange.before) and not exchange.saved,
            "No, it is another name for get()": is_not_saved,
        },
    ),
    "brackets_in_async_view": Question(
        "This view is async, and the brackets are not. What comes of it?",
        {
            "The count": lambda exchange: exchange.error is None,
            "SynchronousOnlyOperation": raises("SynchronousOnlyOperation"),
            "A KeyError: there is no session to load": raises("KeyError"),
        },
    ),
}
