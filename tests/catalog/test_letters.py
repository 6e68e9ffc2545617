"""The queue of letters: its limit, and the log lines about each letter."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from catalog import post


class Tray:
    """An executor that collects jobs, and runs them in ``do_all``."""

    def __init__(self) -> None:
        self.jobs: list[tuple] = []

    def submit(self, job: Callable, *arguments: object) -> None:
        self.jobs.append((job, *arguments))

    def do_all(self) -> None:
        while self.jobs:
            job, *arguments = self.jobs.pop(0)
            job(*arguments)


@pytest.fixture
def tray(monkeypatch) -> Tray:
    """An executor for ``catalog.post`` with a queue of two letters."""
    tray = Tray()
    monkeypatch.setattr(post, "desk", tray)
    monkeypatch.setattr(post, "MOST_WAITING", 2)
    monkeypatch.setattr(post, "_waiting", set())  # jobs of other tests
    return tray


def test_as_many_wait_as_may_and_the_next_one_is_dropped(tray, caplog):
    sent = []

    def send(name: str) -> None:
        sent.append(name)

    for name in ("first", "second", "third"):
        post.later(send, name=name)

    tray.do_all()

    assert sent == ["first", "second"]
    [dropped] = [record for record in caplog.records if "is dropped" in record.getMessage()]
    assert dropped.levelno == logging.ERROR


def test_what_was_done_or_lost_waits_no_longer(tray):
    sent = []

    def send(name: str) -> None:
        if name == "first":
            raise OSError("the mail server is away")
        sent.append(name)

    for name in ("first", "second"):
        post.later(send, name=name)
    tray.do_all()
    for name in ("third", "fourth"):
        post.later(send, name=name)
    tray.do_all()

    assert sent == ["second", "third", "fourth"]


def test_the_log_has_a_line_when_a_letter_is_begun_and_one_when_it_is_done(tray, caplog):
    with caplog.at_level(logging.INFO, post.logger.name):
        post.later(lambda: None)
        begun = [record.getMessage() for record in caplog.records]
        tray.do_all()

    number = begun[0].split()[1]
    assert begun == [f"Letter {number} is begun."]
    assert [record.getMessage() for record in caplog.records] == [*begun, f"Letter {number} is done."]


def test_a_letter_closes_the_connections_of_its_thread_also_when_it_is_lost(tray):
    def lose() -> None:
        raise OSError("the mail server is away")

    post.later(lose)
    tray.do_all()

    post.connections.close_all.assert_called_once_with()
