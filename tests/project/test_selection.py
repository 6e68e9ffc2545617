"""A run without further words leaves the long tests for CI, and says how many it left."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.sessions.backends import cached_db

from tests.selection import first_are_quick, is_about_another_engine, marked_full, named_files, one_in

FILE = "tests/project/faults/test_secret_key.py"  # has tests on five engines
FOLDER = "tests/project/faults"
SECONDS = 120


@pytest.fixture
def collect(process_environment, project_dir):
    """A function that returns which tests pytest would run, and how many it deselects."""

    def collect(*arguments: str, **variables: str) -> tuple[list[str], int]:
        environment = {name: value for name, value in process_environment().items() if name != "CI"} | variables
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", *arguments]
        said = subprocess.run(
            command, cwd=project_dir, env=environment, capture_output=True, text=True, check=True, timeout=SECONDS
        ).stdout
        deselected = re.search(r"(\d+) deselected", said)
        names = [line for line in said.splitlines() if line.startswith("tests/")]
        return names, int(deselected[1]) if deselected else 0

    return collect


def test_a_folder_runs_a_part_and_tells_how_many_it_left(collect):
    names, left = collect(FOLDER)

    of_the_file = [name for name in names if name.startswith(f"{FILE}::")]
    assert left > 0
    assert any("[db" in name for name in of_the_file)
    assert not any("[cached_db" in name or "[file" in name for name in names)


@pytest.mark.full
@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--full", FOLDER], {}),
        ([FOLDER], {"CI": "true"}),
        ([FILE], {}),
        ([FILE, "tests/project/environment"], {}),
        ([f"{FILE}::TestWithFallback::test_a_changed_key_with_its_fallback_loses_nothing"], {}),
    ],
    ids=["--full", "CI", "the file", "the file beside a folder", "the test"],
)
def test_these_run_the_rest_too(collect, arguments, variables):
    names, left = collect(*arguments, **variables)

    assert any(name.startswith(f"{FILE}::") and "[signed_cookies" in name for name in names)
    assert left == 0 or "tests/project/environment" in arguments


def test_a_folder_is_no_file_that_is_named(project_dir):
    arguments = ["tests", FOLDER, f"{FILE}::TestWithFallback", "README.md", "no/such/file.py"]

    assert named_files(arguments, project_dir) == {project_dir / FILE, project_dir / "README.md"}


@pytest.mark.parametrize(
    ("parameters", "other"),
    [
        ({"engine": "db"}, False),
        ({"engine": "cached_db"}, True),
        ({"storage": "signed_cookies", "path": "/"}, True),
        ({"engine": cached_db}, True),
        ({"engine": "django.contrib.sessions.backends.file"}, True),
        ({"engine": "tests.course.lab.own_rows"}, False),
        ({"anchor": "cache"}, False),
    ],
    ids=str,
)
def test_the_engine_is_known_by_the_parameter(parameters, other):
    class Case:
        class callspec:  # noqa: N801, as pytest names it
            params = parameters

    assert is_about_another_engine(Case()) is other
    assert not is_about_another_engine(object())


def test_cases_are_marked():
    assert first_are_quick("abc") == ["a", marked_full("b"), marked_full("c")]
    assert one_in(2, "abc") == ["a", marked_full("b"), "c"]


@pytest.mark.full
def test_every_area_keeps_tests_for_every_run(project_dir: Path, collect):
    names, left = collect()

    assert left > 1000
    folders = ("catalog", "course", "course/lab", "course/lessons", "course/exercises", "exercises")
    for folder in (*folders, "project/environment", "project/faults", "project/faults/sqlite", "project/fuzz"):
        assert sum(name.startswith(f"tests/{folder}/") for name in names) >= 5, folder
