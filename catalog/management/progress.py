"""How far a long command has come."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

WIDTH = 30  # characters of the bar
PLAIN_LINES = 10  # in all, where the lines stay on the page


class ProgressBar:
    """A line on a terminal that fills up; elsewhere a plain line each time another tenth is done."""

    def __init__(self, stream: OutputWrapper, total: int, unit: str) -> None:
        """Take the stream to draw on, the number that means done, and the word for what is counted."""
        self.stream, self.total, self.unit = stream, total, unit
        self.tenths = 0

    def show(self, done: int) -> None:
        """Say that ``done`` of the total are done."""
        words = f"{done:,} of {self.total:,} {self.unit}"
        if self.stream.isatty():
            bar = "#" * (WIDTH * done // self.total)
            end = "\n" if done == self.total else ""
            # Without a style the stream colors what it writes as an error.
            self.stream.write(f"\r[{bar:<{WIDTH}}] {words}", style_func=str, ending=end)
            self.stream.flush()
        elif (tenths := PLAIN_LINES * done // self.total) > self.tenths:
            self.tenths = tenths
            self.stream.write(words, style_func=str)
