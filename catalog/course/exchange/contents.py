"""The contents of a session before an exchange, in memory when the view was done, and in the store after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalog.course.exchange.diff import ABSENT
from catalog.course.exchange.record import Exchange
from catalog.course.exchange.values import ShownValue, in_memory, in_store, name_in_memory


@dataclass(frozen=True, slots=True)
class Compared:
    """One entry, or one place inside an entry that changed. ``kind`` is added, changed, removed or empty.

    ``differs`` says that the next request finds something else than the view left.
    """

    path: str
    kind: str
    before: ShownValue
    memory: ShownValue
    stored: ShownValue
    differs: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries: those that changed, and the others, which a page folds."""

    changed: list[Compared]
    unchanged: list[Compared]


def contents_of_exchange(exchange: Exchange) -> Contents:
    """Return the contents of ``exchange`` in all three places."""
    found = exchange.changes
    changed = [
        _entry(
            exchange,
            change.keys,
            change.kind,
            ABSENT if change.kind == "added" else change.old,
            ABSENT if change.kind == "removed" else change.new,
        )
        for change in found
    ]
    touched = {change.keys[0] for change in found}
    stayed = [name for name in exchange.before if name not in touched]
    late = [name for name in exchange.stored_after if not _known(name, exchange)]
    others = [_entry(exchange, (name,), "", exchange.before[name], exchange.after.get(name, ABSENT)) for name in stayed]
    others += [_entry(exchange, (name,), "", ABSENT, ABSENT) for name in late]
    return Contents([*changed, *(one for one in others if one.differs)], [one for one in others if not one.differs])


def _known(name: Any, exchange: Exchange) -> bool:
    return name in exchange.before or name in exchange.after or name in {str(one) for one in exchange.after}


def _entry(exchange: Exchange, names: tuple[Any, ...], kind: str, before: Any, after: Any) -> Compared:
    stored = value_at(exchange.stored_after, names)
    path = name_in_memory(names[0]) + "".join(
        f"[{name}]" if isinstance(name, int) else f".{name_in_memory(name)}" for name in names[1:]
    )
    return Compared(
        path,
        kind,
        in_memory(before),
        in_memory(after),
        in_store(stored, exchange.row_after),
        differs=unlike(after, stored),
    )


def unlike(after: Any, stored: Any) -> bool:
    """Return whether what the view left and what the next request finds are different."""
    if after is ABSENT or stored is ABSENT:
        return after is not stored
    return type(after) is not type(stored) or after != stored or repr(after) != repr(stored)


def value_at(data: Any, names: tuple[Any, ...]) -> Any:
    """Return what lies at ``names`` in stored contents, or ``ABSENT``. JSON makes a text of every name."""
    for name in names:
        if isinstance(data, dict):
            data = data.get(name, data.get(str(name), ABSENT))
        elif isinstance(data, list) and isinstance(name, int) and name < len(data):
            data = data[name]
        else:
            return ABSENT
    return data
