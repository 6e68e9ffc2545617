"""The progress of a learner, in a readable file: ``progress.toml`` beside the answers."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

NAME: Final = "progress.toml"
HEADING: Final = "# What you have done in the exercises. The command writes this file; you may edit it.\n"


class ProgressUnreadable(Exception):
    """The progress file cannot be read. The text is a sentence that says where, and what to do."""


@dataclass(slots=True)
class Record:
    """The progress of one exercise. ``hints`` counts those that were shown."""

    solved: date | None = None
    hints: int = 0
    solution_asked: bool = False


@dataclass(slots=True)
class Progress:
    """The records of the exercises, by slug. Records of removed exercises are kept."""

    path: Path
    records: dict[str, Record] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Progress:
        """Return the progress stored in ``folder``, empty without a file. Raise ``ProgressUnreadable``."""
        path = folder / NAME
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls(path)
        except (OSError, UnicodeDecodeError) as error:
            raise ProgressUnreadable(f"{path} cannot be read: {error}.") from None
        try:
            return cls(path, {slug: _record(slug, values) for slug, values in tomllib.loads(text).items()})
        except (tomllib.TOMLDecodeError, ValueError) as error:
            sentence = f"{path} cannot be understood: {error}. Mend it, or delete it to begin anew."
            raise ProgressUnreadable(sentence) from None

    def of(self, slug: str) -> Record:
        """Return the record of an exercise, to read or to change."""
        return self.records.setdefault(slug, Record())

    def save(self) -> None:
        """Write the file atomically: first to a temporary file, which replaces it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as draft:
            draft.write(HEADING + "".join(map(_written, self.records.items())))
        os.replace(draft.name, self.path)


def _record(slug: str, values: object) -> Record:
    if not isinstance(values, dict):
        raise ValueError(f"{slug} should be a [section]")
    kinds = {"solved": date, "hints": int, "solution_asked": bool}
    for name, value in values.items():
        if type(value) is not kinds.get(name):
            raise ValueError(f"{name} of {slug} should not be there, or not be {value!r}")
    return Record(**values)


def _written(item: tuple[str, Record]) -> str:
    slug, record = item
    lines = [f"\n[{slug}]"]
    if record.solved:
        lines.append(f"solved = {record.solved.isoformat()}")
    if record.hints:
        lines.append(f"hints = {record.hints}")
    if record.solution_asked:
        lines.append("solution_asked = true")
    return "\n".join(lines) + "\n"
