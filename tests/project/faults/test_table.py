"""The README's table of faults: each row has a test in this folder, and every kind of fault has a row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KINDS = ("Redis", "PostgreSQL", "SQLite", "Disk full", "cannot be read", "Secret key", "worker killed")


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The cells of each row: fault, what visitors see, what is kept, the test."""
    readme = (HERE.parents[2] / "README.md").read_text(encoding="utf-8")
    table = readme.partition("\n## When something fails\n")[2].partition("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\|.*\|$", table, re.MULTILINE)[2:]
    ]


def test_every_fault_has_a_line(rows):
    faults = " ".join(row[0] for row in rows)

    assert [kind for kind in KINDS if kind not in faults] == []


def test_every_line_has_a_test_of_this_folder(rows):
    tests = "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("test_*.py"))

    assert len(rows) >= 12
    for _fault, seen, kept, shown_by in rows:
        [name] = re.findall(r"^`(test_\w+)`$", shown_by)
        assert f"def {name}(" in tests, name
        assert seen, name
        assert kept, name


def test_every_file_of_faults_is_in_the_table(rows):
    named = {row[3].strip("`") for row in rows}

    for path in HERE.rglob("test_*.py"):
        if path.stem != "test_table":
            assert set(re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))) & named, path.stem
