"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, found, raises, succeeds
from catalog.course.lessons.question import Question, Undecided

QUESTIONS: dict[str, Question] = {
    "store_date": Question(
        "The view stores a date, and answers. What does the visitor get?",
        {
            "The answer, and the date is stored as text": lambda exchange: (
                succeeds(exchange) and isinstance(exchange.stored_after.get("due"), str)
            ),
            "An error inside the view": found("raised"),
            "An error after the view": found("not_storable"),
        },
        (Undecided(succeeds, "The engine here keeps values of Python as they are, in a cache, and not as JSON."),),
    ),
    "read_integer_key": Question(
        "A request before this one stored a text under the number 7. What does the number find now?",
        {"The text that was stored": succeeds, "A KeyError": raises("KeyError")},
        (
            Undecided(
                lambda exchange: not {7, "7"} & set(exchange.before),
                "No request has stored it in your session.",
                ("store_integer_key",),
            ),
        ),
    ),
    "read_tuple": Question(
        "A tuple was stored. What comes back?",
        {
            "A tuple": answers("tuple"),
            "A list": answers("list"),
            "A KeyError: there is none": raises("KeyError"),
            "Something else: another view stored it": succeeds,
        },
    ),
    "decode_forged": Question(
        "The text was changed, so the signature is wrong. What does decode() do?",
        {
            "It raises an exception": lambda exchange: exchange.error is not None,
            "It gives an empty dictionary": answers("{}"),
            "It gives the data all the same": succeeds,
        },
    ),
}
