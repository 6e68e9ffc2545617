"""An exchange as a page draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalog.course.exchange.record import Exchange
from catalog.course.exchange.sentences import happened
from catalog.course.exchange.text import as_text, short_key

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: one entry, or one place inside an entry that changed. An empty text stands for nothing."""

    path: str
    before: str
    after: str
    next: str
    mark: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the reader predicted before the run, and what came true."""

    given: str
    right: str | None

    @property
    def is_right(self) -> bool:
        """Whether the two are the same."""
        return self.given == self.right


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of a run."""

    exchange: Exchange
    prediction: Prediction | None = None

    @property
    def sentence(self) -> str:
        """What happened."""
        return " ".join(happened(self.exchange))

    @property
    def rows(self) -> list[Row]:
        """The contents before the view, after it, and as the next request finds them."""
        return rows(self.exchange)

    @property
    def short_key_in(self) -> str:
        """The first characters of the key that came in."""
        return short_key(self.exchange.cookie_in)

    @property
    def short_key_after(self) -> str:
        """The first characters of the key that the browser has afterwards."""
        return short_key(self.exchange.key_after)

    @property
    def statements(self) -> list[str]:
        """The first word of each query."""
        return [query.split(" ", 1)[0] for query in self.exchange.queries]


def rows(exchange: Exchange) -> list[Row]:
    """Return the table of an exchange: what changed first by its path, then what stayed."""
    changed = [
        Row(
            change.path,
            "" if change.kind == "added" else as_text(change.old),
            "" if change.kind == "removed" else as_text(change.new),
            _text_at(exchange.stored_after, change.keys),
            change.kind,
        )
        for change in exchange.changes
    ]
    touched = {change.keys[0] for change in exchange.changes}
    stayed = [
        Row(str(key), as_text(value), as_text(exchange.after[key]), _text_at(exchange.stored_after, (key,)), "")
        for key, value in exchange.before.items()
        if key not in touched
    ]
    return changed + stayed


def _text_at(data: Any, keys: tuple[Any, ...]) -> str:
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key, data.get(str(key), _ABSENT))  # JSON made a text of every key
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            data = _ABSENT
        if data is _ABSENT:
            return ""
    return as_text(data)
