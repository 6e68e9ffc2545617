"""``pytest --mine`` looks at a learner's answers, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from catalog.course.exercises.collection import find_exercise
from tests.servers import BASE_DIR

NO_PYTHON = "def count_visits(request, page)\n"
BROKEN = {
    "count_visits.py": NO_PYTHON,
    "page_size.py": "raise SystemExit\n",
    "last_search.py": "while True:\n    pass\n",
    "recent_books.py": "\0",
    "test_mine.py": NO_PYTHON,
    "conftest.py": NO_PYTHON,
    "progress.toml": NO_PYTHON,
}


@pytest.fixture
def run_pytest(tmp_path):
    """A function that runs pytest for a learner with these files, and returns its status and what it writes."""

    def run(files: dict[str, str], *words: str) -> tuple[int, str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        environment = os.environ | {"MY_EXERCISES": str(tmp_path), "COLUMNS": "120"}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS", "CI"):  # with CI, pytest says all of it twice
            environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
        ended = subprocess.run(
            command, cwd=BASE_DIR, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        return ended.returncode, ended.stdout

    return run


def answer(slug: str, stem: str) -> str:
    return (find_exercise(slug).folder / f"{stem}.py").read_text(encoding="utf-8")


@pytest.mark.full
def test_each_check_of_each_answer_is_a_test_in_the_words_of_the_terminal(run_pytest):
    files = {
        "count_visits.py": answer("count_visits", "wrong_one_count_for_all"),
        "welcome_by_name.py": answer("welcome_by_name", "solution"),
        "page_size.py": NO_PYTHON,
    }
    status, written = run_pytest(files, "tests/exercises", "--mine", "-rA")

    assert status == 1
    assert written.count("PASSED tests/exercises/test_mine.py::test_mine[welcome_by_name-") == 7
    assert written.count("PASSED tests/exercises/test_mine.py::test_mine[count_visits-") == 4
    assert "✗ Each page has a count of its own.\n  The count of another page should be 1, and is 3.\n" in written
    assert written.count("Python cannot read line 1: expected ':'.") == 1
    assert "Traceback" not in written
    assert "catalog/course" not in written


def test_without_an_answer_it_says_how_to_begin(run_pytest):
    _, written = run_pytest({}, "tests/exercises", "--mine", "-rs")

    assert "Begin: python manage.py exercises start 1" in written


@pytest.mark.full
def test_the_projects_own_command_does_not_look_at_a_learners_files(run_pytest):
    """Whatever lies in the folder, even what looks like a test of the project: the exercises are as trusted as ever."""
    status, written = run_pytest(BROKEN, "tests/exercises/test_trust.py", "-k", "our_solution and visits")

    assert status == 0
    assert "passed" in written


def test_the_folder_is_no_part_of_the_project():
    """Git ignores it, pytest does not look into it, and the linter neither."""
    ignored = (BASE_DIR / ".gitignore").read_text(encoding="utf-8").split()
    configuration = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]

    assert "my_exercises/" in ignored
    assert configuration["pytest"]["ini_options"]["testpaths"] == ["tests"]
    assert "my_exercises" in configuration["ruff"]["exclude"]
