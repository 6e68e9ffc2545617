"""What became of each row of the store in an exchange, and of the cookie on its way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from catalog.course.exchange.cookies import Cookie
from catalog.course.exchange.record import Exchange
from catalog.course.exchange.stores import StoredSession
from catalog.course.exchange.text import short_key

KINDS: Final = {"made": "added", "written": "changed", "deleted": "removed"}  # the mark of each fate


@dataclass(frozen=True, slots=True)
class SessionTag:
    """A session key as a tag. ``state`` is came (it came in), new, dead (it opens nothing) or none (there is none)."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one row: its tag, what it holds, a word for its fate, the mark, and the queries that did it."""

    tag: SessionTag
    holds: str
    word: str
    kind: str
    by: str


def tag_of(key: str | None, state: str) -> SessionTag:
    """Return the tag of a session key, with the characters of it that a page shows."""
    return SessionTag(f"{short_key(key)}…", state) if key else SessionTag("no cookie", "none")


def count_of_entries(count: int) -> str:
    """Return ``no entries``, ``1 entry`` or ``3 entries``."""
    return f"{count or 'no'} {'entry' if count == 1 else 'entries'}"


def fates(exchange: Exchange) -> list[Fate]:
    """Return what became of each row, the browser's first. Signed cookies have none."""
    if exchange.signed:
        return []
    found = []
    another = exchange.key_after is not None and exchange.key_after != exchange.cookie_in
    if another and exchange.row_after is not None:
        found.append(_fate(exchange, exchange.row_after, "new", "made"))
    left = exchange.old_row if exchange.key_after != exchange.cookie_in else exchange.row_after
    if left is not None:
        word = "made" if exchange.row_before is None else "written" if exchange.rewritten else "kept"
        found.append(_fate(exchange, left, "came" if left.alive else "dead", word))
    elif exchange.row_before is not None:
        found.append(Fate(tag_of(exchange.cookie_in, "dead"), "", "deleted", "removed", _by(exchange, "deleted")))
    found += [_fate(exchange, orphan, "dead", "made, for nobody") for orphan in exchange.orphans]
    return found


def _fate(exchange: Exchange, row: StoredSession, state: str, word: str) -> Fate:
    holds = count_of_entries(len(row.data)) if row.alive else "expired" if row.expired else "unreadable"
    kind = KINDS.get(word.partition(",")[0], "")
    return Fate(tag_of(row.key, state), holds, word, kind, _by(exchange, word.partition(",")[0]))


def _by(exchange: Exchange, word: str) -> str:
    """Return the statements that did it, such as ``INSERT, UPDATE``."""
    statements = [query.split(" ", 1)[0] for query in exchange.queries]
    wanted = {"made": {"INSERT", "UPDATE"}, "written": {"UPDATE"}, "deleted": {"DELETE"}, "kept": {"SELECT"}}[word]
    return ", ".join(dict.fromkeys(one for one in statements if one in wanted))


def lasts_until(cookie: Cookie, now: datetime | None = None) -> str:
    """Return how long a browser keeps a cookie: ``until Dec 9``, with the time if it is less than a day."""
    age = cookie.attributes.get("Max-Age")
    if age is None:
        return "until the browser closes"
    end = (now or datetime.now(UTC)) + timedelta(seconds=min(int(age), 400 * 86_400))  # browsers keep none for longer
    style = "M j" if int(age) >= 86_400 else "H:i:s"
    return f"until {date_format(timezone.localtime(end), style)}"
