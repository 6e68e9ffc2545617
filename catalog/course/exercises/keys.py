"""Single keys from a terminal, without waiting for the Enter key."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt
else:
    import select
    import termios
    import tty

TICK = 0.05  # seconds between two polls, on systems that cannot wait for a key


@contextmanager
def single_keys() -> Iterator[None]:
    """Let keys be read one by one for the length of a ``with`` block, if there is a terminal."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def read_key(seconds: float) -> str:
    """Return the key that is pressed within ``seconds``, in lower case, or an empty text for none."""
    if not sys.stdin.isatty():
        time.sleep(seconds)
        return ""
    if sys.platform == "win32":
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if msvcrt.kbhit():
                return msvcrt.getwch().lower()
            time.sleep(TICK)
        return ""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    # Not sys.stdin.read(1), which reads all pressed keys into a buffer that select() does not check.
    return os.read(sys.stdin.fileno(), 1).decode(errors="replace").lower() if ready else ""
