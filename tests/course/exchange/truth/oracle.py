"""Which findings are true of an exchange, decided from outside. It shares no code with the course's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.course.exchange.truth.observation import Observation, is_deletion, is_refused


class Facts:
    """The words in which the findings are defined, worked out from an observation."""

    def __init__(self, seen: Observation) -> None:
        """Work them out."""
        self.seen = seen
        self.before = seen.live(seen.cookie_in, seen.start)
        self.after = seen.live(seen.cookie_out, seen.end)
        self.old = seen.live(seen.cookie_in, seen.end)
        self.same_cookie = seen.cookie_in is not None and seen.cookie_out == seen.cookie_in
        self.had = self.before or {}
        self.memory = self.had if seen.memory is None else seen.memory
        header = seen.set_cookie
        self.deletes = header is not None and is_deletion(header)
        self.too_large = header is not None and is_refused(header)
        self.gives = header is not None and not self.deletes and not self.too_large

    @property
    def another(self) -> bool:
        """Whether a store opens a session under another session key than the one that opened one before."""
        both_open = self.before is not None and self.after is not None
        return not self.seen.signed and both_open and self.seen.cookie_out != self.seen.cookie_in

    @property
    def left(self) -> bool:
        """Whether that is so, and the old session key opens nothing."""
        return self.another and self.old is None

    @property
    def complete(self) -> bool:
        """Whether all names are still there."""
        return set(self.had) <= set(self.after or {})

    @property
    def base(self) -> dict[str, Any]:
        """With what the stored contents are compared: nothing, for a session that is a new one."""
        goes_on = self.before is not None and (self.same_cookie or self.seen.signed or (self.left and self.complete))
        return self.had if goes_on else {}

    @property
    def written(self) -> bool:
        """Whether what lies under the session key that came in was written, be it with the same contents."""
        key = self.seen.cookie_in
        return key in self.seen.end and self.seen.end[key].stamp != getattr(self.seen.start.get(key), "stamp", None)

    @property
    def hidden(self) -> bool:
        """Whether a cache gives back something else than the row holds."""
        record = self.seen.end.get(self.seen.cookie_in or "")
        return record is not None and record.hidden

    @property
    def written_by_view(self) -> bool:
        """Whether the view had written it already."""
        key, start, view_end = self.seen.cookie_in, self.seen.start, self.seen.view_end
        return key in view_end and view_end[key].stamp != getattr(start.get(key), "stamp", None)

    @property
    def store_is_as_before(self) -> bool:
        """Whether nothing at all was written or deleted."""
        stamps = ({key: record.stamp for key, record in moment.items()} for moment in (self.seen.start, self.seen.end))
        first, last = stamps
        return first == last

    @property
    def left_alone(self) -> bool:
        """Whether nothing was marked, and no session cookie went out."""
        return not self.seen.modified and self.seen.set_cookie is None


def equal(one: Any, other: Any) -> bool:
    """Return whether two values are the same, in all types: 1, 1.0 and True are three, a tuple is no list."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        names = [(type(name), name) for name in one]
        return set(names) == {(type(name), name) for name in other} and all(equal(one[n], other[n]) for n in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    return one == other or repr(one) == repr(other)  # an object that was copied is not equal to itself


ORACLE: dict[str, Callable[[Facts], bool]] = {
    "raised": lambda it: it.seen.view_raised,
    "not_storable": lambda it: it.seen.raised_while_saving not in {"", "SessionInterrupted"} and not it.seen.refused,
    "store_failed": lambda it: it.seen.refused and (it.before is None or it.old is not None),
    "gone_meanwhile": lambda it: it.seen.raised_while_saving == "SessionInterrupted" and not it.seen.refused,
    "cookie_too_large": lambda it: it.too_large,
    "dead_key": lambda it: it.seen.cookie_in is not None and it.before is None,
    "began": lambda it: it.before is None and it.after is not None and not it.same_cookie,
    "revived": lambda it: it.before is None and it.after is not None and it.same_cookie and it.written,
    "moved": lambda it: it.left and it.complete,
    "replaced": lambda it: it.left and not it.complete,
    "forked": lambda it: it.another and it.old is not None,
    "ended": lambda it: it.before is not None and it.seen.cookie_out is None and (it.seen.signed or it.old is None),
    "row_deleted": lambda it: not it.seen.signed and it.before is not None and it.same_cookie and it.after is None,
    "cookie_dropped": lambda it: (
        not it.seen.signed and it.seen.cookie_out is None and it.old is not None and it.before is not None
    ),
    "no_cookie_to_drop": lambda it: it.seen.cookie_in is None and it.deletes,
    "saved_early": lambda it: it.written_by_view and it.old is not None,
    "saved": lambda it: it.after is not None and not equal(it.after, it.base),
    "renewed": lambda it: (
        it.before is not None
        and equal(it.after, it.before)
        and (it.gives if it.seen.signed else it.same_cookie and it.written and not it.hidden)
    ),
    "stored_differently": lambda it: (
        it.seen.memory is not None
        and not it.seen.view_raised
        and not it.seen.raised_while_saving
        and it.seen.status < 500
        and it.gives
        and it.after is not None
        and not equal(it.after, it.memory)
    ),
    "still_opens": lambda it: it.seen.signed and it.before is not None and not it.same_cookie,
    "not_noticed": lambda it: (
        not it.seen.modified
        and not it.seen.every_request
        and not it.seen.refused
        and not equal(it.memory, it.had)
        and equal(it.after or {}, it.had)
    ),
    "not_saved_status": lambda it: (
        it.seen.status >= 500
        and (it.seen.modified or it.seen.every_request)
        and not it.seen.empty
        and not it.seen.raised_while_saving
    ),
    "not_saved_empty": lambda it: it.seen.modified and it.seen.cookie_in is None and it.seen.empty,
    "orphaned": lambda it: any(
        record.data is not None
        for key, record in it.seen.end.items()
        if key not in it.seen.start and key not in {it.seen.cookie_in, it.seen.cookie_out}
    ),
    "too_late": lambda it: (
        it.seen.memory_at_last is not None
        and not equal(it.seen.memory_at_last, it.memory)
        and not equal(it.seen.memory_at_last, it.after or {})
    ),
    "only_read": lambda it: (
        it.left_alone
        and it.seen.accessed_at_last
        and equal(it.memory, it.had)
        and equal(it.seen.memory_at_last, it.had)
        and not it.seen.refused
        and it.store_is_as_before
    ),
    "asked_store": lambda it: it.left_alone and not it.seen.accessed_at_last and it.seen.asked,
    "not_touched": lambda it: (
        it.left_alone and not it.seen.accessed_at_last and not it.seen.asked and it.store_is_as_before
    ),
}


def true_findings(seen: Observation) -> set[str]:
    """Return the names of the findings that are true of what was seen."""
    facts = Facts(seen)
    return {name for name, is_true in ORACLE.items() if is_true(facts)}


def true_fates(seen: Observation) -> dict[str, str]:
    """Return what became of what lies under the browser's session keys: made, written, kept or deleted."""
    return {
        key: _fate(seen, key)
        for key in (seen.cookie_in, seen.cookie_out)
        if key is not None and (key in seen.start or key in seen.end)
    }


def _fate(seen: Observation, key: str) -> str:
    if key not in seen.end:
        return "deleted"
    if key not in seen.start:
        return "made"
    return "kept" if seen.start[key].stamp == seen.end[key].stamp else "written"
