"""Questions to answer before an operation of this lesson is run."""

from __future__ import annotations

from catalog.course.lessons.conditions import answers, raises
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "store_date": Question(
        "The view stores a date, and answers. What does the visitor get?",
        {
            "The answer, and the date is stored as text": lambda exchange: exchange.error is None,
            "An error inside the view": lambda exchange: exchange.error is not None and not exchange.error.while_saving,
            "An error after the view": raises("TypeError"),
        },
    ),
    "read_integer_key": Question(
        "A request before this one stored a text under the number 7. What does the number find now?",
        {"The text that was stored": lambda exchange: exchange.error is None, "A KeyError": raises("KeyError")},
    ),
    "read_tuple": Question(
        "A tuple was stored. What comes back?",
        {
            "A tuple": answers("tuple"),
            "A list": answers("list"),
            "A KeyError: there is none": raises("KeyError"),
            "Something else: another view stored it": lambda exchange: exchange.error is None,
        },
    ),
    "decode_forged": Question(
        "The text was changed, so the signature is wrong. What does decode() do?",
        {
            "It raises an exception": lambda exchange: exchange.error is not None,
            "It gives an empty dictionary": answers("{}"),
            "It gives the data all the same": lambda exchange: exchange.error is None,
        },
    ),
}
