"""Requests that wait for the result of concurrent requests in the same process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Taken = TypeVar("Taken")


class Turns:
    """A limited resource that its users may give back: if none is left, a request waits for the others."""

    def __init__(self, patience: float) -> None:
        """Take the maximum wait in seconds; a turn older than that counts as ended."""
        self.patience = patience
        self._changed = threading.Condition()
        self._begun: dict[str, list[float]] = {}  # on the clock of time.monotonic()

    def take(self, name: str, take: Callable[[], Taken], refused: type[Exception]) -> Taken:
        """Return the result of ``take``, and begin a turn, which ``end`` ends.

        While ``take`` raises ``refused``, wait for the end of a turn of the same ``name``, and call it again. Raise the
        exception if no other turn is left, or after the maximum wait.
        """
        until = time.monotonic() + self.patience
        with self._changed:
            while True:
                try:
                    taken = take()
                except refused:
                    left = until - time.monotonic()
                    if left <= 0 or not self._others(name):
                        raise
                    self._changed.wait(left)
                else:
                    self._begun.setdefault(name, []).append(time.monotonic())
                    return taken

    def end(self, name: str) -> None:
        """End the oldest turn of this name, and notify waiting requests."""
        with self._changed:
            begun = self._begun.get(name, [])
            del begun[:1]
            if not begun:
                self._begun.pop(name, None)
            self._changed.notify_all()

    def _others(self, name: str) -> int:
        """Return the number of active turns of this name. Drop turns that are too old: the request was aborted."""
        recent = [begun for begun in self._begun.get(name, []) if time.monotonic() - begun < self.patience]
        if recent:
            self._begun[name] = recent
        else:
            self._begun.pop(name, None)
        return len(recent)
