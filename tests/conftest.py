"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse
from hypothesis import settings

from catalog import notes, post
from tests import selection

# A page takes longer than what Hypothesis is used to, and what it finds belongs into a test, not into a hidden folder.
settings.register_profile("site", deadline=None, database=None, max_examples=10)
settings.register_profile("thorough", settings.get_profile("site"), max_examples=100)
settings.load_profile("thorough" if os.environ.get("CI") else "site")


MINE = Path(__file__).parent / "exercises" / "test_mine.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take ``--mine``, for the one who solves the exercises, and ``--full``, for every test."""
    parser.addoption("--mine", action="store_true", help="check your answers to the exercises, and nothing else")
    parser.addoption("--full", action="store_true", help="run every test, also those that are left for CI otherwise")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Look at a learner's answers with ``--mine`` alone, and at nothing else then."""
    return True if collection_path.is_file() and (collection_path == MINE) is not config.option.mine else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests, and those of other engines than ``db``, for CI."""
    selection.leave_for_ci(config, items)


def pytest_testnodedown(node) -> None:
    """Take from a worker how many tests it left for CI. All of them leave the same."""
    left = getattr(node, "workeroutput", {}).get(selection.LEFT)
    if left:
        selection.tell(node.config, left)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say how many tests were left for CI: pytest-xdist keeps to itself what its workers deselect."""
    left = config.stash.get(selection.LEFT_KEY, 0)
    if left:
        terminalreporter.write_line(f"{left} tests deselected, which run in CI, or with --full, or in a file you name")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Share the whole suite among the cores, and run what was picked by hand in one process, which is there sooner."""
    picked = config.args != config.getini("testpaths") or config.option.usepdb or config.option.mine
    return 0 if picked else None


@pytest.fixture(autouse=True)
def empty_cache():
    """Let no test see what another one left in the cache."""
    cache.clear()
    notes.wake()
    yield
    cache.clear()


class AtOnce(Executor):
    """Does a job in the moment when it is handed in, where a test can see it."""

    def submit(self, job, /, *arguments, **options) -> Future:
        """Do the job."""
        future: Future = Future()
        future.set_result(job(*arguments, **options))
        return future


@pytest.fixture(autouse=True)
def letters_at_once(monkeypatch):
    """Send letters before the answer: what comes after it would not see the test's transaction."""
    monkeypatch.setattr(post, "desk", AtOnce())
    monkeypatch.setattr(post, "connections", Mock())


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords in no time. Django's own way is slow on purpose, and no test is about that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_answers_of_yours(settings, tmp_path_factory):
    """Keep the tests away from the folder where somebody solves exercises."""
    settings.MY_EXERCISES = tmp_path_factory.getbasetemp() / "my_exercises"


@pytest.fixture
def any_database(django_db_blocker) -> Iterator[None]:
    """Allow a lab to open the database that it makes for itself."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def soup():
    """Read a response as a browser would: ``soup(response).select_one("h1")``."""

    def read(response: HttpResponse) -> BeautifulSoup:
        return BeautifulSoup(response.content, "html.parser")

    return read
