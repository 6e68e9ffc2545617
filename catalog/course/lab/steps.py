"""A request that stops before each thing that it does with what is shared: a statement, the cache, the store.

Two requests of one browser can so be interleaved in any order. Each runs in a thread of its own, with a connection of
its own to the database; a request goes on only while the one who holds it waits, so every run of a story is the same.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connections

# A request that neither stops nor ends is taken to wait for something of another one. It is given time in turns and
# not in one piece: a machine that stands still for a moment then takes one turn from it, and not all of them.
TURNS = 10
TURN = 0.01  # seconds
LOCK_TIMEOUT = 1  # seconds that a request waits for another one's lock
MOST_TRIES = 5  # times that it does the same again until it is taken to ask for a lock over and over

# The request that runs here: in its thread, and in the one that Django gives to what is asynchronous in it.
_running: ContextVar[Underway | None] = ContextVar("running", default=None)


def pause(intention: str) -> None:
    """Stop here, if the request that does this is run step by step. ``intention`` says what it is about to do."""
    underway = _running.get()
    if underway is not None:
        underway._stop(intention)


class Underway:
    """A request that has been sent, and stands before the first line of its view.

    ``waiting_to`` says what it will do next (``SELECT … FROM django_session``), and is ``None`` when it is done.
    """

    def __init__(self, send: Callable[[], Any], done: Callable[[Any], Any]) -> None:
        """Take a function that sends the request, and one that is given what it returned when all is over."""
        self.waiting_to: str | None = "begin"
        self._send, self._done = send, done
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)
        self._free = False  # no more stops
        self._locked_out = False  # it stands before a statement for which another request has the lock
        self._waits = False  # it was let go, and has come to no stop
        self._outcome: Any = None
        self._error: BaseException | None = None
        self._finished, self._abandoned = False, False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def step(self, times: int = 1) -> bool:
        """Do ``times`` things and stop before the next one. Return whether there is one."""
        for _ in range(times):
            if self.waiting_to is None:
                break
            self._let_go()
        return self.waiting_to is not None

    def go_on(self) -> bool:
        """Go on to the end, or until the lock of another request is in the way. Return whether the end was reached."""
        repeated = 0
        while self.waiting_to is not None:
            before = self.waiting_to
            self._let_go()
            repeated = repeated + 1 if self.waiting_to == before else 0
            if self._waits or self._locked_out or repeated == MOST_TRIES:
                return False
        return True

    def finish(self) -> Any:
        """Go on to the end. Return the answer, as ``Browser.get`` would; the browser has its cookies then.

        Finished once more, it returns or raises the same. Raise ``RuntimeError`` if the lab ended before.
        """
        if self._abandoned:
            raise RuntimeError("The lab ended before this request was finished, so nothing came of it.")
        if not self._finished:
            self._free = True
            self._go.release()
            self._thread.join()
            self._finished = True
            if self._error is None:
                self._outcome = self._done(self._outcome)
        if self._error is not None:
            raise self._error
        return self._outcome

    def abandon(self) -> None:
        """Let it run to its end, unless it has not begun. Its result is discarded."""
        self._free, self._abandoned = True, not self._finished
        self._go.release()

    def wait(self) -> None:
        """Wait for the end of a request that was let go."""
        self._thread.join()

    def _let_go(self) -> None:
        if not self._waits:
            self._go.release()
        self._waits = not any(self._stopped.acquire(timeout=TURN) for _ in range(TURNS))

    def _stop(self, intention: str) -> None:
        if self._free:
            return
        self.waiting_to = intention
        self._stopped.release()
        self._go.acquire()

    def _execute(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Execute a statement. As long as another request has the lock for it, stop, and try it anew at the next step.

        SQLite waits without a sign, so that waiting and working differ in the time alone.
        """
        database = context["connection"].connection
        while not self._free:
            database.execute("PRAGMA busy_timeout = 0")
            try:
                return execute(sql, params, many, context)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                    raise
            self._locked_out = True
            self._stop(sql)
            self._locked_out = False
        database.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT * 1000}")
        return execute(sql, params, many, context)

    def _run(self) -> None:
        self._go.acquire()
        if self._abandoned:
            return
        try:
            self._outcome = self._send()
        except BaseException as error:  # raised again by finish(), in the thread of the one who asked
            self._error = error
        finally:
            connections["default"].close()
            self.waiting_to = None
            self._stopped.release()

    @contextmanager
    def stepping(self) -> Iterator[None]:
        """Stop at each thing done in the ``with`` block; what is done outside of it is the work of an observer."""

        def stop(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
            pause(sql)
            return self._execute(execute, sql, *args)

        running = _running.set(self)
        try:
            with connections["default"].execute_wrapper(stop):
                yield
        finally:
            _running.reset(running)
