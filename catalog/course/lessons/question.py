"""Questions to answer before an operation is run. The run itself decides what was right."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.course.exchange.record import Exchange
from catalog.course.exchange.result import Prediction
from catalog.course.lessons.conditions import Condition

NOTHING_TRUE = "None of the answers is what happened: what did is told above."


@dataclass(frozen=True, slots=True)
class Undecided:
    """A state of the session in which a question cannot be decided.

    ``when`` is the test on the record, ``why`` the sentence for the reader, ``first`` the names of the operations that
    make a session which can decide it.
    """

    when: Condition
    why: str
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question about what a run will do.

    ``choices`` gives each answer the test that its coming true passes; ``undecided`` are states that decide nothing.
    """

    text: str
    choices: dict[str, Condition]
    undecided: tuple[Undecided, ...] = ()

    def why_undecided(self, exchange: Exchange) -> Undecided | None:
        """Return the first reason why ``exchange`` cannot decide the question, or ``None``."""
        return next((reason for reason in self.undecided if reason.when(exchange)), None)

    def right_answer(self, exchange: Exchange) -> str | None:
        """Return the first answer that came true, or ``None`` if this session could not decide the question."""
        if self.why_undecided(exchange) is not None:
            return None
        return next((answer for answer, came_true in self.choices.items() if came_true(exchange)), None)

    def judge(self, given: str, exchange: Exchange) -> Prediction:
        """Return what a reader predicted beside what came true."""
        right = self.right_answer(exchange)
        if right is not None:
            return Prediction(given, right)
        reason = self.why_undecided(exchange)
        return Prediction(given, None, reason.why if reason else NOTHING_TRUE, list(reason.first) if reason else [])
