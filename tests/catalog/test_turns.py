"""Several threads that wait for turns: each waits while another thread may still give something back."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from catalog import waiting
from catalog.waiting import Turns

LONG = 60  # seconds


class Full(Exception):
    """No place is left."""


class Places:
    """Places to take, with an event for each failed attempt."""

    def __init__(self, *places: int) -> None:
        self.free = list(places)
        self.missed = threading.Semaphore(0)

    def take(self) -> int:
        if not self.free:
            self.missed.release()
            raise Full
        return self.free.pop()


def in_the_background(turns: Turns, places: Places) -> tuple[threading.Thread, list[int | None]]:
    """Take a place in another thread. Return the thread, and the list for its result (``None`` if refused)."""
    got: list[int | None] = []

    def come() -> None:
        try:
            got.append(turns.take("reader", places.take, Full))
        except Full:
            got.append(None)

    thread = threading.Thread(target=come, daemon=True)
    thread.start()
    return thread, got


def test_whoever_waits_for_two_is_not_refused_when_the_first_gives_nothing_back():
    turns, places = Turns(patience=LONG), Places(1, 2)
    for _ in range(2):
        turns.take("reader", places.take, Full)
    thread, got = in_the_background(turns, places)
    assert places.missed.acquire(timeout=LONG)

    turns.end("reader")  # waits until the other one waits
    assert places.missed.acquire(timeout=LONG)
    places.free.append(3)
    turns.end("reader")
    thread.join(LONG)

    assert got == [3]


def test_a_turn_of_another_name_is_not_waited_for():
    turns, places = Turns(patience=LONG), Places(1)
    turns.take("ben", places.take, Full)

    with pytest.raises(Full):
        turns.take("reader", places.take, Full)


def test_nothing_is_remembered_of_turns_that_ended():
    turns = Turns(patience=LONG)
    turns.take("reader", Places(1).take, Full)

    turns.end("reader")
    turns.end("reader")  # one too many is harmless

    assert turns._begun == {}


class TestPatience:
    """Uses a clock that the test moves, independent of real time."""

    @pytest.fixture
    def clock(self, monkeypatch) -> SimpleNamespace:
        clock = SimpleNamespace(now=0.0)
        clock.monotonic = lambda: clock.now
        monkeypatch.setattr(waiting, "time", clock)
        return clock

    def test_a_second_of_patience_is_enough_to_wait(self, clock):
        turns, places = Turns(patience=1), Places(1)
        turns.take("reader", places.take, Full)
        thread, got = in_the_background(turns, places)
        assert places.missed.acquire(timeout=LONG)

        places.free.append(2)
        turns.end("reader")
        thread.join(LONG)

        assert got == [2]

    def test_when_it_is_over_nobody_waits_for_those_who_go_on(self, clock):
        turns, places = Turns(patience=LONG), Places(1)
        turns.take("reader", places.take, Full)
        thread, got = in_the_background(turns, places)
        assert places.missed.acquire(timeout=LONG)
        clock.now = 1
        turns.take("reader", lambda: 2, Full)  # waits until the other one waits, and goes on
        clock.now = LONG

        turns.end("reader")
        thread.join(LONG)

        assert got == [None]

    def test_a_turn_that_is_as_old_as_that_is_neither_waited_for_nor_remembered(self, clock):
        turns, places = Turns(patience=LONG), Places(1)
        turns.take("reader", places.take, Full)
        clock.now = LONG

        with pytest.raises(Full):
            turns.take("reader", places.take, Full)

        assert turns._begun == {}
