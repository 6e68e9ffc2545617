"""A request that stops before each access to shared data: an SQL statement, the cache, the store.

Two requests of one browser can be interleaved in any order. Each runs in its own thread with its own database
connection. It runs only while its caller waits, so every run of a story is the same.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connections

# A request that neither stops nor ends counts as waiting for another one. The waiting time is split into turns, so that
# a short pause of the machine costs one turn, and not all of the time.
TURNS = 10
TURN = 0.01  # seconds
LOCK_TIMEOUT = 1  # seconds that a request waits for another one's lock
MOST_TRIES = 5  # repetitions after which it counts as asking for a lock in a loop

# The current request, in its own thread and in the one that Django starts for its asynchronous code.
_running: ContextVar[Underway | None] = ContextVar("running", default=None)


def pause(intention: str) -> None:
    """Stop here if the current request runs step by step. ``intention`` says what it does next."""
    underway = _running.get()
    if underway is not None:
        underway._stop(intention)


class Underway:
    """A request that has been sent, and is stopped before the first line of its view.

    ``waiting_to`` says what it will do next (``SELECT … FROM django_session``), and is ``None`` when it is done.
    """

    def __init__(self, send: Callable[[], Any], done: Callable[[Any], Any]) -> None:
        """Take a function that sends the request, and one that is called with its result at the end."""
        self.waiting_to: str | None = "begin"
        self._send, self._done = send, done
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)
        self._free = False  # does not stop any more
        self._locked_out = False  # it is stopped before a statement for which another request holds the lock
        self._waits = False  # it runs, and has not stopped yet
        self._outcome: Any = None
        self._error: BaseException | None = None
        self._finished, self._abandoned = False, False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def step(self, times: int = 1) -> bool:
        """Continue past ``times`` accesses and stop before the next one. Return whether there is one."""
        for _ in range(times):
            if self.waiting_to is None:
                break
            self._let_go()
        return self.waiting_to is not None

    def go_on(self) -> bool:
        """Continue to the end, or until another request holds the lock. Return whether the end was reached."""
        repeated = 0
        while self.waiting_to is not None:
            before = self.waiting_to
            self._let_go()
            repeated = repeated + 1 if self.waiting_to == before else 0
            if self._waits or self._locked_out or repeated == MOST_TRIES:
                return False
        return True

    def finish(self) -> Any:
        """Continue to the end. Return the answer, as ``Browser.get`` does; the browser then has its cookies.

        A second call returns or raises the same. Raise ``RuntimeError`` if the lab ended before.
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
        """Wait until the request ends, after ``abandon``."""
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
        """Execute a statement. While another request holds the lock for it, stop, and try it again at the next step.

        SQLite would block: waiting could be told from working by its duration alone.
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
        except BaseException as error:  # raised again by finish(), in the thread of the caller
            self._error = error
        finally:
            connections["default"].close()
            self.waiting_to = None
            self._stopped.release()

    @contextmanager
    def stepping(self) -> Iterator[None]:
        """Stop before each access in the ``with`` block. Accesses outside of it are those of an observer."""

        def stop(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
            pause(sql)
            return self._execute(execute, sql, *args)

        running = _running.set(self)
        try:
            with connections["default"].execute_wrapper(stop):
                yield
        finally:
            _running.reset(running)
