"""Counts that several processes store in one cache."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache

from catalog import notes


class Shared(LocMemCache):
    """A cache to which another process writes its first count at the time of a possible race condition."""

    come = False

    def another(self) -> None:
        if not self.come:
            self.come = True
            super().add("uses", 1, 60)

    def add(self, key: str, *args: Any, **options: Any) -> bool:
        self.another()
        return super().add(key, *args, **options)

    def incr(self, key: str, *args: Any, **options: Any) -> int:
        try:
            return super().incr(key, *args, **options)
        except ValueError:
            self.another()
            raise


@pytest.fixture
def shared(monkeypatch) -> Shared:
    """The site with that cache."""
    cache = Shared("shared", {})
    cache.clear()
    monkeypatch.setattr(notes, "cache", cache)
    return cache


def test_the_first_counts_of_two_processes_are_both_counted(shared):
    notes.count("uses", 60)

    assert shared.get("uses") == 2


def test_a_step_may_go_back(shared):
    notes.count("uses", 60)
    notes.count("uses", 60, step=-1)

    assert shared.get("uses") == 1


def test_a_count_lasts_from_its_first_use(monkeypatch):
    asked = []

    class Noting(LocMemCache):
        def add(self, key: str, value: int, timeout: int) -> bool:
            asked.append((key, value, timeout))
            return True

    monkeypatch.setattr(notes, "cache", Noting("noting", {}))

    notes.count("uses", 60)

    assert asked == [("uses", 1, 60)]


def test_what_is_no_number_is_left_out_of_a_sum():
    assert notes.counted({"a": 1, "b": "2", "c": None, "d": 3}) == 4
