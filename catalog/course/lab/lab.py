"""The lab: browsers, a clock and a store for one story. Everything is restored afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from django.contrib.auth.models import User
from django.db import connections, models
from django.test.utils import override_settings

from catalog.course.exchange.record import Exchange
from catalog.course.lab.browser import Answer, Browser
from catalog.course.lab.clock import Clock, in_words, standing_clock
from catalog.course.lab.engine import dated_files, stopping_engine
from catalog.course.lab.sandbox import sandbox
from catalog.course.lab.steps import Underway
from catalog.course.lab.store import Store

USER_PASSWORD = "open sesame"  # noqa: S105  (of users in a lab)
NAMES = ("Ann", "Ben", "Cleo", "Dan", "Eve")

_in_use = threading.Lock()  # clock and settings are global to the process, so one lab uses them at a time


class Lab:
    """A lab, to be used in a ``with`` block, once, and not inside another lab's block.

    ``engine`` is the name of one of Django's session engines (``db``, ``cached_db``, ``cache``, ``file``,
    ``signed_cookies``) or the module of another one. Everything else is a setting for this run. All settings that have
    to do with sessions and log-ins begin at Django's own defaults.

    ``answers`` are the results of the requests, in order, ``exchanges`` their records, ``story`` the same in words.
    """

    def __init__(self, engine: str = "db", **settings: Any) -> None:
        """Take the engine, and the settings."""
        self.answers: list[Answer] = []
        self.story: list[str] = []
        self.underway: list[Underway] = []
        self._engine, self._settings, self._stack = engine, settings, ExitStack()
        self._browsers = 0
        self._open, self._ended = False, False

    def __enter__(self) -> Lab:
        """Set the lab up. Raise ``RuntimeError`` while another one is open, and for a lab that was used before."""
        if self._ended:
            raise RuntimeError("This lab has ended. A lab is for one story: make a new one.")
        if not _in_use.acquire(blocking=False):
            raise RuntimeError("Another lab is open, and two would share one clock. End its with block first.")
        with ExitStack() as stack:  # undoes the first steps if a later one fails
            stack.callback(_in_use.release)
            self._clock = stack.enter_context(standing_clock())
            stack.enter_context(sandbox(self._engine, self._settings))
            stack.enter_context(dated_files())
            stack.enter_context(stopping_engine())
            stack.callback(self._end_requests)
            self._stack = stack.pop_all()
        self._open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Tear the lab down, and restore everything."""
        self._open, self._ended = False, True
        self._stack.__exit__(kind, error, traceback)

    def require_open(self) -> None:
        """Raise ``RuntimeError`` outside of the lab's block, where settings, database and clock are the site's."""
        if not self._open:
            raise RuntimeError("This lab is not open. Use it, and its browsers, inside its with block.")

    @property
    def clock(self) -> Clock:
        """The clock."""
        self.require_open()
        return self._clock

    @property
    def store(self) -> Store:
        """The contents of the store."""
        self.require_open()
        return Store()

    @property
    def exchanges(self) -> list[Exchange]:
        """The record of every request."""
        return [answer.exchange for answer in self.answers]

    def browser(self, name: str = "") -> Browser:
        """Return a new browser, without cookies. Unless it is given a name it gets one: Ann, Ben, Cleo, Dan, Eve."""
        self._browsers += 1
        return Browser(self, name or NAMES[(self._browsers - 1) % len(NAMES)])

    def user(self, name: str = "ann", password: str = USER_PASSWORD, **fields: Any) -> User:
        """Return a new user, who can log in with ``password``. ``fields`` are those of Django's ``User``."""
        self.require_open()
        self.note(f"There is a user {name} with the password {password}.")
        return User.objects.create_user(name, password=password, **fields)

    def later(self, **duration: float) -> datetime:
        """Move the clock forward: ``later(days=15)``, ``later(minutes=4, seconds=59)``. Return the new time."""
        passed = timedelta(**duration)
        self.clock.move(passed)
        self.note(f"{in_words(passed)} passed.")
        return self.clock.now

    @contextmanager
    def settings(self, **changed: Any) -> Iterator[None]:
        """Change settings for a part of the story, for the length of a ``with`` block."""
        self.require_open()
        self.note("Settings: " + ", ".join(f"{name} = {value!r}" for name, value in changed.items()))
        with override_settings(**changed), stopping_engine():
            yield

    def create_table(self, model: type[models.Model]) -> None:
        """Create the table of a model that the story defines."""
        self.require_open()
        with connections["default"].schema_editor() as editor:
            editor.create_model(model)

    def note(self, sentence: str) -> None:
        """Add a sentence to the story."""
        self.story.append(sentence)

    def record(self, answer: Answer) -> None:
        """Add the result of a request to the answers."""
        self.answers.append(answer)

    def _end_requests(self) -> None:
        """Let all requests end that have not ended: at the same time, because one may wait for the lock of another."""
        for underway in self.underway:
            underway.abandon()
        for underway in self.underway:
            underway.wait()
