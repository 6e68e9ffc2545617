"""What is different between two sessions, key by key and inside nested values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.forms import model_to_dict

ABSENT: Final = object()  # in the place of a value that is not there


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``keys`` lead to it; ``kind`` is added, changed or removed."""

    keys: tuple[Any, ...]
    kind: str
    old: Any
    new: Any

    @property
    def path(self) -> str:
        """The keys as one text: ``my_car.wheels``, ``cart[2]``."""
        first, *others = self.keys
        return str(first) + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in others)


def changes(before: dict[Any, Any], after: dict[Any, Any]) -> list[Change]:
    """Return the differences from ``before`` to ``after``, as deep as both are of the same shape."""
    return _inside_mapping((), before, after)


def _inside_mapping(keys: tuple[Any, ...], before: dict[Any, Any], after: dict[Any, Any]) -> list[Change]:
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        found += _between((*keys, key), before.get(key, ABSENT), after.get(key, ABSENT))
    return found


def _inside_list(keys: tuple[Any, ...], before: list[Any], after: list[Any]) -> list[Change]:
    found = []
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else ABSENT
        new = after[place] if place < len(after) else ABSENT
        found += _between((*keys, place), old, new)
    return found


def _between(keys: tuple[Any, ...], old: Any, new: Any) -> list[Change]:
    if old is ABSENT:
        return [Change(keys, "added", None, new)]
    if new is ABSENT:
        return [Change(keys, "removed", old, None)]
    if isinstance(old, dict) and isinstance(new, dict):
        return _inside_mapping(keys, old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _inside_list(keys, old, new)
    return [] if _same(old, new) else [Change(keys, "changed", old, new)]


def _same(old: Any, new: Any) -> bool:
    """Return whether two values are the same for a session: 1, 1.0 and True are equal in Python, and three here.

    Two copies of an unsaved model are not equal in Python; here their fields are compared.
    """
    if type(old) is not type(new):
        return False
    if isinstance(old, Model):
        return model_to_dict(old) == model_to_dict(new)
    return bool(old == new)
