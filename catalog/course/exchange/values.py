"""Values as a picture and a table show them: in memory as Python with a type, in the store as the engine wrote them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from catalog.course.exchange.diff import ABSENT
from catalog.course.exchange.stores import StoredSession
from catalog.course.exchange.text import as_text, readable

SHORT: Final = 28  # characters of a value in a picture
LONG: Final = 120  # characters of a value in a table, before "show all"
MOST: Final = 200_000  # characters of a value that is shown whole


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as text. ``whole`` is empty unless ``text`` was cut; ``type`` is the name of its type in Python.

    ``absent`` says that there is no value.
    """

    text: str = ""
    type: str = ""
    whole: str = ""
    absent: bool = False


def in_memory(value: Any, limit: int = LONG) -> ShownValue:
    """Return a value of a session in memory: ``(3, 4)``, tuple."""
    if value is ABSENT:
        return ShownValue(absent=True)
    return _cut(as_python(value), limit, type(value).__name__)


def in_store(value: Any, row: StoredSession | None, limit: int = LONG) -> ShownValue:
    """Return a value as it lies in the store: JSON where the engine writes text, Python where a cache pickles it."""
    if value is ABSENT or row is None:
        return ShownValue(absent=True)
    if row.from_cache:
        return _cut(as_python(value), limit, type(value).__name__)
    return _cut(as_json_text(value), limit)


def name_in_memory(name: Any) -> str:
    """Return the name of an entry; one that is no text as Python writes it."""
    return readable(name) if isinstance(name, str) else as_python(name)


def as_python(value: Any) -> str:
    """Return a value as Python writes it, on one line."""
    try:
        return readable(repr(value))
    except RecursionError:
        return as_text(value)


def as_json_text(value: Any) -> str:
    """Return a value as JSON, on one line; as Python if it is none."""
    try:
        return readable(json.dumps(value, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError):
        return as_python(value)


def _cut(text: str, limit: int, kind: str = "") -> ShownValue:
    if len(text) <= limit:
        return ShownValue(text, kind)
    return ShownValue(f"{text[: limit - 1]}…", kind, text[:MOST])
