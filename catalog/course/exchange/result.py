"""An exchange as the page draws it, and as JSON for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalog.course.exchange.happened import happened
from catalog.course.exchange.run import Exchange
from catalog.course.exchange.stores import StoredSession
from catalog.course.exchange.text import as_text, json_ready
from catalog.course.lessons.collection import QUESTIONS
from catalog.course.panel.looks import KEY_SHOWN

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
class Answer:
    """What the reader answered before the run, and what came true."""

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
    answer: Answer | None = None

    @property
    def sentence(self) -> str:
        """What happened."""
        return happened(self.exchange)

    @property
    def rows(self) -> list[Row]:
        """The contents before the view, after it, and as the next request finds them."""
        return rows(self.exchange)

    @property
    def short_key_in(self) -> str:
        """The first characters of the key that came in."""
        return (self.exchange.cookie_in or "")[:KEY_SHOWN]

    @property
    def short_key_after(self) -> str:
        """The first characters of the key that the browser has afterwards."""
        return (self.exchange.key_after or "")[:KEY_SHOWN]

    @property
    def statements(self) -> list[str]:
        """The first word of each query."""
        return [query.split(" ", 1)[0] for query in self.exchange.queries]


def result_of(exchange: Exchange, given: str = "") -> Result:
    """Return the result of a run, together with the answer that the reader gave to its question, if any."""
    question = QUESTIONS.get(exchange.operation)
    answer = Answer(given, question.right_answer(exchange)) if question and given in question.choices else None
    return Result(exchange, answer)


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


def as_json(exchange: Exchange) -> dict[str, Any]:
    """Return an exchange for scripts and tests."""
    error = exchange.error
    return {
        "operation": exchange.operation,
        "status": exchange.status,
        "error": {"type": error.type, "message": error.message} if error else None,
        "happened": happened(exchange),
        "engine": exchange.engine,
        "cookie_in": exchange.cookie_in,
        "accessed": exchange.accessed,
        "modified": exchange.modified,
        "saved": exchange.saved,
        "before": contents_as_json(exchange.before),
        "after": contents_as_json(exchange.after),
        "next": contents_as_json(exchange.stored_after),
        "changes": [
            {"path": change.path, "kind": change.kind, "old": json_ready(change.old), "new": json_ready(change.new)}
            for change in exchange.changes
        ],
        "queries": exchange.queries,
        "set_cookie": [
            {"name": cookie.name, "value": cookie.value}
            | {name: value or True for name, value in cookie.attributes.items()}  # a flag has no value
            for cookie in exchange.set_cookie
        ],
        "row_before": row_as_json(exchange.row_before),
        "row_after": row_as_json(exchange.row_after),
        "old_row": row_as_json(exchange.old_row),
        "result": exchange.result,
    }


def contents_as_json(contents: dict[Any, Any]) -> dict[str, Any]:
    """Return ``contents``, each value that JSON cannot hold described by a text."""
    return {str(key): json_ready(value) for key, value in contents.items()}


def row_as_json(stored: StoredSession | None) -> dict[str, Any] | None:
    """Return what is stored under a key, or ``None`` for nothing."""
    if stored is None:
        return None
    return {"session_key": stored.key, "session_data": stored.raw, "expire_date": stored.expires}
