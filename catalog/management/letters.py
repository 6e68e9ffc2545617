"""Large block letters for a terminal."""

from __future__ import annotations

GLYPHS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ".": (" ", " ", " ", " ", "#"),
    ":": (" ", "#", " ", "#", " "),
}
BLOCK, PLAIN = "█", "#"


def in_large_letters(text: str, *, columns: int, encoding: str | None) -> str:
    """Return ``text`` (digits, dots and colons) as five lines of blocks.

    ``columns`` is the width of the terminal in characters: if it is wide enough, the letters are twice as wide.
    ``encoding`` is the encoding of the terminal; without a block character in it, ``#`` is used. Raise ``KeyError`` for
    other characters.
    """
    rows = [" ".join(row).rstrip() for row in zip(*(GLYPHS[letter] for letter in text), strict=True)]
    if 2 * max(map(len, rows)) <= columns:
        rows = ["".join(2 * mark for mark in row) for row in rows]
    return "\n".join(rows).replace(PLAIN, _mark(encoding))


def _mark(encoding: str | None) -> str:
    try:
        BLOCK.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return BLOCK
