"""The picture of an exchange: a round trip from the browser through the middleware, the view and the store, and back.

It is made of the findings and the record, and of plain texts, so that a template only lays it out, and so that it can
be sent from one process to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from catalog.course.exchange.contents import contents_of_exchange, unlike, value_at
from catalog.course.exchange.cookies import LARGEST
from catalog.course.exchange.diff import ABSENT, Change
from catalog.course.exchange.fates import Fate, SessionTag, count_of_entries, fates, lasts_until, tag_of
from catalog.course.exchange.findings import INTERRUPTED, findings
from catalog.course.exchange.record import Exchange
from catalog.course.exchange.text import readable
from catalog.course.exchange.values import SHORT, ShownValue, in_memory, in_store, name_in_memory

MOST_CHANGES: Final = 4  # that the picture opens; the table shows all
LONGEST_ANSWER: Final = 160  # characters of the page that the view answered
LOST: Final = {"not_noticed", "not_saved_status", "store_failed", "gone_meanwhile", "not_storable", "too_late"}


@dataclass(frozen=True, slots=True)
class End:
    """The browser before or after: its cookie, and a note."""

    tag: SessionTag
    note: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way: it ``carries`` something, is ``idle``, or ``cut`` where something was lost or refused."""

    kind: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One change in memory, and what is stored in its place, where that is something else."""

    path: str
    kind: str
    old: ShownValue
    new: ShownValue
    stored: ShownValue | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the middleware did what it did: the cause, what followed, and whether something is wrong."""

    cause: str
    effect: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, in the order in which it happens."""

    name: str
    before: End
    request: Way
    accessed: bool
    modified: bool
    renamed: list[SessionTag]
    lines: list[Line]
    rest: str
    raised: str
    answer: str
    reason: Reason
    saving: Way
    unlike: bool
    engine: str
    no_store: str
    rows: list[Fate]
    response: Way
    status: int
    after: End


def picture(exchange: Exchange) -> Picture:
    """Return the picture of ``exchange``."""
    found = set(findings(exchange))
    lines = [_line(exchange, change) for change in exchange.changes[:MOST_CHANGES]]
    return Picture(
        name=readable(exchange.operation),
        before=_before(exchange, found),
        request=Way("carries", "Cookie", "request") if exchange.cookie_in else Way("idle", "no Cookie", "request"),
        accessed=exchange.accessed,
        modified=exchange.modified,
        renamed=_renamed(exchange),
        lines=lines,
        rest=_rest(exchange),
        raised=_raised(exchange),
        answer=_answer(exchange),
        reason=_reason(exchange, found),
        saving=_saving(exchange, found),
        unlike=_is_unlike(exchange, found, lines),
        engine=exchange.engine.rpartition(".")[2] if exchange.engine.startswith("django.") else exchange.engine,
        no_store=_no_store(exchange),
        rows=fates(exchange),
        response=_response(exchange),
        status=exchange.status,
        after=_after(exchange, found),
    )


def _before(exchange: Exchange, found: set[str]) -> End:
    note = "opens nothing" if "dead_key" in found else ""
    if exchange.signed and exchange.cookie_in:
        note = note or f"{len(exchange.cookie_in):,} bytes"
    return End(tag_of(exchange.cookie_in, "dead" if "dead_key" in found else "came"), note)


def _after(exchange: Exchange, found: set[str]) -> End:
    key, sent = exchange.key_after, exchange.session_cookie
    if key is None:
        return End(tag_of(None, "none"), "dropped" if exchange.cookie_in else "")
    if key != exchange.cookie_in:
        note = f"{len(key):,} bytes" if exchange.signed else "the old one is replaced" if exchange.cookie_in else "new"
        return End(tag_of(key, "new"), note)
    opens = exchange.opens
    note = "as before" if opens or "dead_key" in found else "opens nothing now"
    if opens and sent is not None and not sent.refused:
        note = "the same, sent again"
    return End(tag_of(key, "came" if opens else "dead"), note)


def _renamed(exchange: Exchange) -> list[SessionTag]:
    """Return the old and the new session key, if the browser has another one afterwards. It is no entry."""
    if exchange.signed or not exchange.opened or exchange.key_after == exchange.cookie_in:
        return []
    old = tag_of(exchange.cookie_in, "came" if exchange.old_opens else "dead")
    return [old, tag_of(exchange.key_after, "new")]


def _line(exchange: Exchange, change: Change) -> Line:
    old = ABSENT if change.kind == "added" else change.old
    new = ABSENT if change.kind == "removed" else change.new
    stored = value_at(exchange.stored_after, change.keys)
    path = ".".join(name_in_memory(name) for name in change.keys)
    shown = in_store(stored, exchange.row_after, SHORT) if unlike(new, stored) else None
    return Line(path, change.kind, in_memory(old, SHORT), in_memory(new, SHORT), shown)


def _rest(exchange: Exchange) -> str:
    """Return what is not opened: ``and 3 more changes, 5 entries unchanged``."""
    more = len(exchange.changes) - MOST_CHANGES
    unchanged = len(contents_of_exchange(exchange).unchanged)
    texts = [f"and {more} more" if more > 0 else "", f"{count_of_entries(unchanged)} unchanged" if unchanged else ""]
    return ", ".join(filter(None, texts)) or ("" if exchange.changes else "no entries")


def _raised(exchange: Exchange) -> str:
    """Return the name of the exception of the view. The sentence above the picture has its message."""
    return readable(exchange.view_error.type) if exchange.view_error else ""


def _answer(exchange: Exchange) -> str:
    lines = exchange.result.strip().splitlines() or [""]
    text = readable(lines[0])
    return f"{text[: LONGEST_ANSWER - 1]}…" if len(text) > LONGEST_ANSWER or len(lines) > 1 else text


def _reason(exchange: Exchange, found: set[str]) -> Reason:
    sent = exchange.session_cookie
    if "store_failed" in found:
        return Reason("the store refused", "nothing more is saved", wrong=True)
    if exchange.error is not None and exchange.error.while_saving:
        gone = exchange.error.type == INTERRUPTED
        return Reason("it could not save", "no row to save into" if gone else "and sends no cookie", wrong=True)
    if "not_saved_status" in found:
        return Reason(f"status {exchange.status}", "saves nothing, sends nothing", wrong=True)
    if sent is not None and sent.deletes:
        effect = "has the cookie dropped"
        return Reason(
            "the session is empty" if exchange.empty and exchange.cookie_in else "the view", effect, wrong=False
        )
    if "not_saved_empty" in found:
        return Reason("empty, and no cookie came in", "saves nothing", wrong=False)
    if exchange.gives_cookie or (sent is not None and sent.refused):
        what = "signs the contents and sends them" if exchange.signed else "saves and sends the cookie"
        return Reason("modified" if exchange.modified else "SAVE_EVERY_REQUEST", f"so it {what}", wrong=False)
    return Reason("not modified", "writes nothing, sends nothing", wrong="not_noticed" in found)


def _saving(exchange: Exchange, found: set[str]) -> Way:
    if found & LOST:
        return Way("cut", "not saved")
    if exchange.signed:
        return Way("idle", "nothing is written here")
    if "saved" in found:
        return Way(
            "carries", "saved", "by the view itself" if "saved_early" in found and exchange.status >= 500 else ""
        )
    if exchange.gives_cookie or "renewed" in found or "revived" in found:
        return Way("carries", "saved", "the same contents" if exchange.opened else "no entries")
    return Way("idle", "nothing to save")


def _is_unlike(exchange: Exchange, found: set[str], lines: list[Line]) -> bool:
    """Return whether what the view left and what is stored for the browser differ."""
    return bool(found & LOST or "stored_differently" in found) and any(line.stored is not None for line in lines)


def _no_store(exchange: Exchange) -> str:
    if not exchange.signed:
        return "" if fates(exchange) else "Nothing is stored for this browser."
    if not exchange.opens:
        return "There is no store here: a cookie carries all."
    count = count_of_entries(len(exchange.stored_after))
    return f"The cookie carries all: {count}, signed, and readable by whoever holds it."


def _response(exchange: Exchange) -> Way:
    sent = exchange.session_cookie
    if sent is None:
        return Way("idle", "no Set-Cookie")
    if sent.refused:
        return Way("cut", "Set-Cookie", f"{sent.size:,} bytes: refused, over {LARGEST:,}")
    if sent.deletes:
        return Way("carries", "Set-Cookie", f"Max-Age={sent.attributes.get('Max-Age', '0')}")
    return Way("carries", "Set-Cookie", lasts_until(sent))
