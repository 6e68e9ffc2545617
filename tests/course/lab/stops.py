"""Where a request that is run step by step stops."""

from __future__ import annotations

import re
from typing import Final

from catalog.course.lab import Underway

WRITES: Final = re.compile("save|BEGIN|SAVEPOINT|INSERT|UPDATE|set|add")


def run_until_it_writes(tab: Underway) -> None:
    """Let a request do all that only reads."""
    while not WRITES.match(tab.waiting_to):
        tab.step()


def every_stop(tab: Underway) -> list[str]:
    """Run a request to its end, and return where it stopped."""
    stops = [tab.waiting_to]
    while tab.step():
        stops.append(tab.waiting_to)
    return stops
