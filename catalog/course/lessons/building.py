"""The files of the sections "Build it yourself": what a reader has who follows one in a project of their own.

They are in the folder ``build/`` of a lesson, each where it is in a project made by ``startproject mysite .``, except:

- the lines of ``mysite/settings.py`` are added at the end of the file that ``startproject`` wrote;
- ``shell.py`` is typed into ``python manage.py shell``, and ``terminal.txt`` into a terminal.

A page shows a file, or a part of one: the lines between a comment ``part: <name>`` and a comment ``end``, or the end of
the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TYPED: Final = {"shell.py": "In the shell", "terminal.txt": "In a terminal"}
_MARK: Final = re.compile(r"^\s*(?:#|\{#) (?:part: (?P<part>\w+)|end)(?: #\})?$")


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a page shows of a file: its path in the project, and the text."""

    path: str
    text: str

    @property
    def caption(self) -> str:
        """The path, or where the text is typed."""
        return TYPED.get(self.path, self.path)


def build_folder(lesson: str) -> Path:
    """Return the folder with the files of a lesson, by its slug. Not every lesson needs one."""
    return Path(__file__).parent / lesson.replace("-", "_") / "build"


def build_files(lesson: str) -> dict[str, Path]:
    """Return the files of a lesson by their paths in the project."""
    folder = build_folder(lesson)
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def find_snippet(lesson: str, path: str, part: str = "") -> Snippet:
    """Return a file of a lesson, or one part of it. Raise ``LookupError`` if there is no such file or part."""
    file = build_files(lesson)[path]
    text = file.read_text(encoding="utf-8")
    return Snippet(path, parts_of(text)[part] if part else text.rstrip("\n"))


def parts_of(text: str) -> dict[str, str]:
    """Return the marked parts of a file by their names, without the marks."""
    parts: dict[str, list[str]] = {}
    name = None
    for line in text.splitlines():
        mark = _MARK.match(line)
        if mark:
            name = mark["part"]
        elif name:
            parts.setdefault(name, []).append(line)
    return {name: "\n".join(lines).strip("\n") for name, lines in parts.items()}


def without_parts(text: str) -> str:
    """Return a file as it was before the marked parts were added to it."""
    kept, inside = [], False
    for line in text.splitlines():
        mark = _MARK.match(line)
        if mark:
            inside = mark["part"] is not None
        elif not inside:
            kept.append(line)
    return "\n".join(kept).rstrip("\n")
