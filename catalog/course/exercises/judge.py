"""Judging an attempt: each check runs in its own lab, and each failure is a sentence for the learner."""

from __future__ import annotations

import gc
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from contextvars import copy_context
from dataclasses import asdict
from pathlib import Path
from typing import Any

from catalog.course.exchange.contents import contents_of_exchange
from catalog.course.exchange.picture import picture
from catalog.course.exchange.sentences import happened
from catalog.course.exercises.attempt import (
    Attempt,
    AttemptRefused,
    loaded,
    named,
    place_in_traceback,
    place_of,
)
from catalog.course.exercises.exercise import Check, Exercise
from catalog.course.exercises.verdict import CheckResult, Failure, Place, Seen, Verdict
from catalog.course.lab import Answer, Lab, NotAsExpected
from catalog.course.lab.expectations import shown

LONGEST_PRINT = 2000  # characters of what the learner's code printed


class ViewFailed(Exception):
    """A view raised an exception, or Django could not save the session. The judge handles it."""

    def __init__(self, answer: Answer) -> None:
        """Take the answer."""
        super().__init__()
        self.answer = answer


class CheckLab(Lab):
    """A lab where a failing view ends the check, so that checks need not test each response for it."""

    def record(self, answer: Answer) -> None:
        """Raise ``ViewFailed`` for an answer of 500 or more."""
        super().record(answer)
        if answer.exchange.error is not None and answer.status >= 500:
            raise ViewFailed(answer)


def judge(
    exercise: Exercise, path: Path, begins: Callable[[Check], Any] | None = None, *, to_the_end: bool = True
) -> Verdict:
    """Return the verdict on the file at ``path``. It runs in this process, without a time limit.

    ``begins`` is called with each check before it is run. Unless ``to_the_end``, no check is run after one has failed.
    """
    printed = io.StringIO()
    results: list[CheckResult] = []
    problem = None
    with redirect_stdout(printed), _warnings() as warned:
        try:
            for check in exercise.checks:
                if begins is not None:
                    begins(check)
                results.append(copy_context().run(_result, check, path))
                if not (to_the_end or results[-1].passed):
                    break
        except AttemptRefused as refused:
            problem = refused.failure
    printed.writelines(f"RuntimeWarning: {warning}\n" for warning in warned)
    return Verdict(exercise.slug, results, problem, printed.getvalue()[:LONGEST_PRINT])


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Yield a list that has Python's warnings after the ``with`` block, such as that of a missing ``await``."""
    told: list[str] = []
    gc.freeze()  # objects from before the block are not searched
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", RuntimeWarning)
            yield told
            gc.collect()  # a coroutine warns when it is deleted, and an exception may still refer to it
    finally:
        gc.unfreeze()
    told.extend(dict.fromkeys(str(warning.message).splitlines()[0] for warning in caught))


def _result(check: Check, path: Path) -> CheckResult:
    """Run one check on the file, loaded again: variables of the module do not last until the next check."""
    with loaded(path) as attempt:
        return CheckResult(check.name, check.rule, _run(check, attempt, path))


def _run(check: Check, attempt: Attempt, path: Path) -> Failure | None:
    """Return why the check fails, or ``None`` if it passes."""
    lab = CheckLab(**check.settings)
    failure = None
    try:
        with lab:
            check.function(lab, attempt)
    except AttemptRefused as refused:
        failure = _failure(lab, refused.failure.sentence, refused.failure.place)
    except NotAsExpected as unexpected:
        telling = _telling_answer(lab, path)
        failure = _failure(lab, str(unexpected), place_of(telling.view, path) if telling else None, telling)
    except ViewFailed as failed:
        failure = _view_failure(lab, failed.answer, path)
    except Exception as error:  # the learner's code may raise any exception, which becomes a sentence
        failure = _failure(lab, *_stumbled(error, path))
    except SystemExit as error:
        place = place_in_traceback(error.__traceback__, path)
        failure = _failure(lab, "Your code called exit(), which would end the server.", place)
    return failure


def _failure(lab: Lab, sentence: str, place: Place | None, answer: Answer | None = None) -> Failure:
    """Return the failure, with the exchange of ``answer``: the last one, unless it is given."""
    answer = answer or (lab.answers[-1] if lab.answers else None)
    return Failure(sentence, place, list(lab.story), _seen(answer) if answer else None)


def _view_failure(lab: Lab, answer: Answer, path: Path) -> Failure:
    error, view = answer.exchange.error, answer.view.__name__
    said = f"{error.type}: {error.message}".rstrip(": .")
    if error.while_saving:
        sentence = f"{view} was done, and then Django could not save the session: {said}."
        return _failure(lab, sentence, place_of(answer.view, path))
    place = place_in_traceback(answer.raised.__traceback__, path) if answer.raised else None
    if place is None:
        return _failure(lab, f"{view} did not answer. {said}.", place_of(answer.view, path))
    return _failure(lab, f"{view} raised {said}, in line {place.line}.", place)


def _stumbled(error: Exception, path: Path) -> tuple[str, Place | None]:
    place = place_in_traceback(error.__traceback__, path)
    if place is not None:
        return f"Your code raised {named(error)}, in line {place.line}.", place
    return f"The check failed on what it found ({named(error)}).", None


def _telling_answer(lab: Lab, path: Path) -> Answer | None:
    """Return the answer of the learner's views that explains best why a check fails.

    It is the last one. But where that only read the session, and most checks look at a page in the end, it is the one
    before it that changed something: there the session became what the page shows.
    """
    own = [answer for answer in reversed(lab.answers) if place_of(answer.view, path) is not None]
    if not own or not own[0].exchange.accessed:
        return own[0] if own else None
    return next((answer for answer in own if answer.exchange.saved or answer.exchange.changes), own[0])


def _seen(answer: Answer) -> Seen:
    exchange = answer.exchange
    return Seen(
        asked=f"{answer.browser.name} {answer.asked}",
        happened=" ".join(happened(exchange)),
        before=_pairs(exchange.before),
        after=_pairs(exchange.stored_after),
        picture=asdict(picture(exchange)),
        contents=asdict(contents_of_exchange(exchange)),
    )


def _pairs(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(key), shown(value)) for key, value in data.items()]
