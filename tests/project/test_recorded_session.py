"""The terminal session in the README is replayed and compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.course.exercises.collection import find_exercise
from tests.servers import BASE_DIR

FENCE = "```text\n$ "


def recorded() -> str:
    """Return the session in the README."""
    readme = (BASE_DIR / "README.md").read_text(encoding="utf-8")
    return "$ " + readme.partition(FENCE)[2].partition("```")[0]


def played(session: str, folder: Path) -> str:
    """Run the commands of ``session`` in ``folder``, and return the terminal output."""
    environment = os.environ | {"MY_EXERCISES": str(folder / "my_exercises"), "COLUMNS": "80", "PYTHONUTF8": "1"}
    shown = []
    for command in re.findall(r"^\$ (.+)$", session, re.MULTILINE):
        shown.append(f"$ {command}\n")
        program, *words = shlex.split(command)
        if program == "vim":  # the learner writes our solution
            path = folder / words[0]
            path.write_text(find_exercise(path.stem).solution.read_text(encoding="utf-8"), encoding="utf-8")
            continue
        words[0] = str(BASE_DIR / words[0])
        typed = [sys.executable, *words]
        ended = subprocess.run(
            typed, cwd=folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False, timeout=60
        )
        shown.append(f"{ended.stdout}\n")
    return "".join(shown).rstrip("\n") + "\n"


@pytest.mark.full
def test_the_recorded_session_is_true(tmp_path):
    session = recorded()

    assert "✓ Solved." in session
    assert played(session, tmp_path) == session
