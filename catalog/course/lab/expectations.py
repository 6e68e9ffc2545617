"""Expectations whose failure is a sentence: what was expected, and what was found.

``expect("The page", page.text).to_be("1")`` says, if it is not so: ``The page should be "1", and is "0".``
"""

from __future__ import annotations

from collections.abc import Collection, Sized
from typing import Any, NoReturn

LONGEST_VALUE = 160  # characters that a sentence quotes


class NotAsExpected(AssertionError):  # a failing test, wherever it is raised
    """A value is not what a check expected. The text is a whole sentence for the learner."""


def fail(sentence: str) -> NoReturn:
    """Raise ``NotAsExpected`` with this sentence."""
    raise NotAsExpected(sentence)


def expect(what: str, found: Any) -> Expectation:
    """Return an expectation about ``found``, which sentences call ``what``: ``The page``, ``Ann's cookie``."""
    return Expectation(what, found)


class Expectation:
    """A value, and the words for it. Every method raises ``NotAsExpected`` unless the value is as expected."""

    def __init__(self, what: str, found: Any) -> None:
        """Take the words and the value."""
        self.what, self.found = what, found

    def to_be(self, wanted: Any) -> None:
        """Expect the same value of the same type: 1 is neither ``"1"`` nor ``True``."""
        if not _same(self.found, wanted):
            self._fail(f"should be {shown(wanted)}, and is {_told_apart(self.found, wanted)}")

    def not_to_be(self, unwanted: Any) -> None:
        """Expect another value."""
        if _same(self.found, unwanted):
            self._fail(f"should be something else than {shown(unwanted)}")

    def to_be_one_of(self, wanted: Collection[Any]) -> None:
        """Expect one of several values."""
        if not any(_same(self.found, value) for value in wanted):
            self._fail(f"should be one of {', '.join(map(shown, wanted))}, and is {shown(self.found)}")

    def to_contain(self, wanted: Any) -> None:
        """Expect a text, list or dictionary with ``wanted`` in it."""
        if not _contains(self.found, wanted):
            self._fail(f"should contain {shown(wanted)}, and is {shown(self.found)}")

    def not_to_contain(self, unwanted: Any) -> None:
        """Expect anything but a text, list or dictionary with ``unwanted`` in it."""
        if _contains(self.found, unwanted):
            self._fail(f"should not contain {shown(unwanted)}, and is {shown(self.found)}")

    def to_have_length(self, wanted: int) -> None:
        """Expect ``wanted`` elements."""
        if not isinstance(self.found, Sized) or len(self.found) != wanted:
            self._fail(f"should have a length of {wanted:,}, and is {shown(self.found)}")

    def to_be_at_most(self, limit: Any) -> None:
        """Expect ``limit`` or less."""
        try:
            holds = bool(self.found <= limit)
        except TypeError:  # for example a text instead of a number
            holds = False
        if not holds:
            self._fail(f"should be {shown(limit)} at most, and is {shown(self.found)}")

    def to_be_nothing(self) -> None:
        """Expect ``None`` or something empty. 0 and ``False`` are values like others."""
        if not _is_nothing(self.found):
            self._fail(f"should not be there, and is {shown(self.found)}")

    def to_be_there(self) -> None:
        """Expect something that is neither ``None`` nor empty."""
        if _is_nothing(self.found):
            self._fail("should be there, and is not")

    def _fail(self, predicate: str) -> NoReturn:
        raise NotAsExpected(f"{self.what} {predicate}.")


def _same(found: Any, wanted: Any) -> bool:
    return type(found) is type(wanted) and found == wanted


def _told_apart(found: Any, wanted: Any) -> str:
    """Return ``found`` as ``shown`` does, with its type where nothing else is different."""
    alike = type(found) is not type(wanted) and shown(found) == shown(wanted)
    return f"{shown(found)} ({type(found).__name__})" if alike else shown(found)


def _contains(found: Any, wanted: Any) -> bool:
    try:
        return wanted in found
    except TypeError:  # it is no container
        return False


def _is_nothing(found: Any) -> bool:
    return found is None or (isinstance(found, Sized) and len(found) == 0)


def shown(value: Any) -> str:
    """Return ``value`` as a sentence quotes it: as Python writes it, texts in double quotes, and not too long."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
