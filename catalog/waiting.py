"""Requests that wait for the outcome of others, in one process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Taken = TypeVar("Taken")


class Turns:
    """Lets several take of what there is little of, and whoever finds nothing left wait for those who may give back."""

    def __init__(self, patience: float) -> None:
        """Take how long to wait at most, in seconds, and for how long somebody else is waited for."""
        self.patience = patience
        self._changed = threading.Condition()
        self._begun: dict[str, list[float]] = {}  # on the clock of time.monotonic()

    def take(self, name: str, take: Callable[[], Taken], refused: type[Exception]) -> Taken:
        """Return what ``take`` does, and begin a turn, which ``end`` ends.

        While ``take`` raises ``refused``, wait for a turn of the same ``name`` to end, and call it again. Raise the
        exception when there is nobody to wait for any more, or no patience left.
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
        """End the oldest turn of this name, and wake whoever waits."""
        with self._changed:
            begun = self._begun.get(name, [])
            del begun[:1]
            if not begun:
                self._begun.pop(name, None)
            self._changed.notify_all()

    def _others(self, name: str) -> int:
        """Return how many turns of this name go on. One that never ends is forgotten: its request was broken off."""
        recent = [begun for begun in self._begun.get(name, []) if time.monotonic() - begun < self.patience]
        if recent:
            self._begun[name] = recent
        else:
            self._begun.pop(name, None)
        return len(recent)
