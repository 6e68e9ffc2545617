"""What a reader predicted before a run, held against what came true."""

from __future__ import annotations

from catalog.course.exchange.record import Exchange
from catalog.course.exchange.result import Result
from catalog.course.lessons.collection import QUESTIONS


def result_of(exchange: Exchange, given: str = "") -> Result:
    """Return the result of a run, with what the reader predicted, if the operation has a question."""
    question = QUESTIONS.get(exchange.operation)
    return Result(exchange, question.judge(given, exchange) if question and given in question.choices else None)
