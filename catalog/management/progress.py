"""The progress of a long command."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

WIDTH = 30  # characters of the bar
PLAIN_LINES = 10  # in total, if the stream is not a terminal


class ProgressBar:
    """A progress bar on a terminal; on other streams one line for each tenth."""

    def __init__(self, stream: OutputWrapper, total: int, unit: str) -> None:
        """Take the stream, the total number, and the plural of the unit."""
        self.stream, self.total, self.unit = stream, total, unit
        self.tenths = 0

    def show(self, done: int) -> None:
        """Show that ``done`` of the total are done."""
        words = f"{done:,} of {self.total:,} {self.unit}"
        if self.stream.isatty():
            bar = "#" * (WIDTH * done // self.total)
            end = "\n" if done == self.total else ""
            # Without a style function stderr is colored as an error.
            self.stream.write(f"\r[{bar:<{WIDTH}}] {words}", style_func=str, ending=end)
            self.stream.flush()
        elif (tenths := PLAIN_LINES * done // self.total) > self.tenths:
            self.tenths = tenths
            self.stream.write(words, style_func=str)
