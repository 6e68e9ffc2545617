"""Questions to answer before an operation is run. The run itself decides what was right."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.course.exchange.record import Exchange
from catalog.course.lessons.conditions import Condition


@dataclass(frozen=True, slots=True)
class Question:
    """A question about what a run will do. ``choices`` gives each answer the test that its coming true passes."""

    text: str
    choices: dict[str, Condition]

    def right_answer(self, exchange: Exchange) -> str | None:
        """Return the first answer that came true, or ``None`` if the session was in no state to ask about."""
        return next((answer for answer, came_true in self.choices.items() if came_true(exchange)), None)
