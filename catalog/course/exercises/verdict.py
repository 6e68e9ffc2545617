"""The verdict of the judge on an attempt. It can be written as JSON, because it comes from another process."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the learner's file. ``line`` counts from 1, ``source`` is the text of the line."""

    line: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The exchange at which a check failed, in texts: what a terminal and a page show of it.

    ``asked`` says which request it was, ``before`` is what the session held when it came in, ``after`` what the next
    request will find. ``picture`` and ``contents`` are what the templates of an exchange draw.
    """

    asked: str
    happened: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    picture: dict[str, Any]
    contents: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt fails: a sentence, a place in the learner's file, and the requests before it."""

    sentence: str
    place: Place | None = None
    story: list[str] = field(default_factory=list)
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check. ``failure`` is ``None`` if it passed."""

    check: str
    rule: str
    failure: Failure | None = None

    @property
    def passed(self) -> bool:
        """Whether the check passed."""
        return self.failure is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of an attempt. ``problem`` says why no check could be run, ``printed`` is what the code printed."""

    exercise: str
    results: list[CheckResult] = field(default_factory=list)
    problem: Failure | None = None
    printed: str = ""

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.problem is None and all(result.passed for result in self.results)

    @property
    def count_passed(self) -> int:
        """How many checks passed."""
        return sum(result.passed for result in self.results)

    @property
    def first_failed(self) -> CheckResult | None:
        """The first check that failed, or ``None``."""
        return next((result for result in self.results if not result.passed), None)

    @property
    def failure(self) -> Failure | None:
        """The failure to show: the problem, or that of the first check that failed."""
        if self.problem is not None:
            return self.problem
        return self.first_failed.failure if self.first_failed else None

    def as_dict(self) -> dict[str, Any]:
        """Return what ``json.dumps`` can write."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Verdict:
        """Return the verdict that ``as_dict`` was made of."""
        results = [CheckResult(one["check"], one["rule"], _failure(one["failure"])) for one in data["results"]]
        return cls(data["exercise"], results, _failure(data["problem"]), data["printed"])


def _failure(data: dict[str, Any] | None) -> Failure | None:
    if data is None:
        return None
    place = Place(**data["place"]) if data["place"] else None
    seen = data["seen"]
    if seen:
        pairs = {name: [tuple(pair) for pair in seen[name]] for name in ("before", "after")}
        seen = Seen(**seen | pairs)
    return Failure(data["sentence"], place, data["story"], seen)
