"""Values as texts that a page can carry, whatever they are."""

from __future__ import annotations

import json
from reprlib import Repr
from typing import Any

KEY_SHOWN = 6  # characters of a session key; the rest stays behind a "show" control
LINE = 60  # characters; a longer value takes several lines

# What is no JSON is shown as Python shows it, cut where it is long or deep.
_python = Repr()
_python.maxstring = _python.maxother = 200


def readable(text: str) -> str:
    """Return ``text`` with an escape, as JSON writes it, in the place of every character that cannot be seen.

    Some of these would turn the text around them to the other direction, and half a character (a lone surrogate)
    cannot be sent to a browser at all.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def short_key(key: str | None) -> str:
    """Return the characters of a session key that a page shows."""
    return readable((key or "")[:KEY_SHOWN])


def as_text(value: Any) -> str:
    """Return a value as JSON, on several lines if it is long."""
    try:
        short = json.dumps(value, ensure_ascii=False, default=_python.repr)
    except (TypeError, ValueError, RecursionError):  # keys that are no texts, a list that holds itself, or too deep
        return readable(_python.repr(value))
    return readable(short) if len(short) <= LINE else indented(value)


def indented(value: Any) -> str:
    """Return a value as JSON on several lines; on one if it goes too deep to be indented."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_python.repr, indent=2)
    except RecursionError:
        text = json.dumps(value, ensure_ascii=False, default=_python.repr)
    return "\n".join(readable(line) for line in text.split("\n"))


def json_ready(value: Any) -> Any:
    """Return ``value`` itself if JSON can hold it, and a text that describes it otherwise."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return as_text(value)
    return value


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if char.isascii() else json.dumps(char)[1:-1]
