"""A terminal to write to: its width, whether it has colors, and which characters it can show."""

from __future__ import annotations

import os
import shutil
import textwrap
from dataclasses import dataclass
from typing import Any, TextIO

from django.core.management.color import supports_color

WIDEST = 80  # columns; longer lines are hard to read
PLAIN = str.maketrans({"✓": "+", "✗": "x", "→": ">", "█": "#", "░": ".", "…": "..."})

# Bold, and two colors that are legible on white and on black. No information is in color alone.
STYLES = {"bold": "1", "good": "32", "bad": "31"}


@dataclass(slots=True)
class Screen:
    """Writes lines to ``stream``."""

    stream: Any
    colored: bool = False
    width: int = WIDEST

    @classmethod
    def of(cls, stream: TextIO, *, color: bool | None = None) -> Screen:
        """Return the screen behind ``stream``. Without ``color`` there are colors if it is a terminal that has them.

        https://no-color.org: ``NO_COLOR`` with any value turns them off.
        """
        if color is None:
            color = stream.isatty() and not os.environ.get("NO_COLOR") and supports_color()
        return cls(stream, color, min(WIDEST, max(40, shutil.get_terminal_size().columns)))

    def wrap(self, text: str, *, indent: int = 0, hanging: int = 0) -> list[str]:
        """Return the lines of ``text``, with ``indent`` columns before the first and ``hanging`` before the others."""
        lines = textwrap.wrap(
            text,
            self.width - 1,
            initial_indent=" " * indent,
            subsequent_indent=" " * (hanging or indent),
            break_on_hyphens=False,
        )
        return lines or [""]

    def line(self, text: str = "", style: str = "", *, indent: int = 0, hanging: int = 0) -> None:
        """Write ``text``, wrapped."""
        for line in self.wrap(text, indent=indent, hanging=hanging):
            self.write(line, style)

    def cut(self, text: str) -> str:
        """Return ``text`` on one line, cut to the width of the screen."""
        text = text.replace("\n", " ")
        return text if len(text) < self.width else f"{text[: self.width - 2]}…"

    def write(self, text: str, style: str = "") -> None:
        """Write ``text`` as it is, in characters that the terminal has."""
        text = self._writable(text)
        if self.colored and style:
            text = f"\x1b[{STYLES[style]}m{text}\x1b[0m"
        self.stream.write(f"{text}\n")

    def clear(self) -> None:
        """Clear the terminal, or write a line if it cannot be cleared."""
        self.stream.write("\x1b[2J\x1b[H" if self.colored else f"\n{'-' * (self.width - 1)}\n")

    def _writable(self, text: str) -> str:
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        try:
            text.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            return text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
        return text
