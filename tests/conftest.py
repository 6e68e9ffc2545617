"""Options and fixtures for all tests."""

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

# A page takes longer than the default deadline of Hypothesis. Examples that fail become tests, so no example database.
settings.register_profile("site", deadline=None, database=None, max_examples=10)
settings.register_profile("thorough", settings.get_profile("site"), max_examples=100)
settings.load_profile("thorough" if os.environ.get("CI") else "site")


MINE = Path(__file__).parent / "exercises" / "test_mine.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take ``--mine``, for the one who solves the exercises, and ``--full``, for every test."""
    parser.addoption("--mine", action="store_true", help="check your answers to the exercises, and nothing else")
    parser.addoption("--full", action="store_true", help="run every test, also those that are left for CI otherwise")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Collect a learner's answers only with ``--mine``, and nothing else then."""
    return True if collection_path.is_file() and (collection_path == MINE) is not config.option.mine else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests, and those of other engines than ``db``, for CI."""
    selection.leave_for_ci(config, items)


def pytest_testnodedown(node) -> None:
    """Take from a worker how many tests it left for CI, which is the same for all, and what it counted."""
    left = getattr(node, "workeroutput", {}).get(selection.LEFT)
    if left:
        selection.tell(node.config, left)
    selection.add_findings(node.config, getattr(node, "workeroutput", {}).get(selection.FINDINGS, {}))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say how many tests were left for CI: pytest-xdist keeps to itself what its workers deselect."""
    if counts := selection.counts_of_findings(config):
        terminalreporter.write_line(counts)
    left = config.stash.get(selection.LEFT_KEY, 0)
    if left:
        terminalreporter.write_line(f"{left} tests deselected, which run in CI, or with --full, or in a file you name")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run the whole suite on all cores, and a selection in one process, which starts faster."""
    picked = config.args != config.getini("testpaths") or config.option.usepdb or config.option.mine
    return 0 if picked else None


@pytest.fixture(autouse=True)
def empty_cache():
    """Clear the cache before each test."""
    cache.clear()
    notes.wake()
    yield
    cache.clear()


class AtOnce(Executor):
    """An executor that runs each job in ``submit``, in the thread of the test."""

    def submit(self, job, /, *arguments, **options) -> Future:
        """Run the job."""
        future: Future = Future()
        future.set_result(job(*arguments, **options))
        return future


@pytest.fixture(autouse=True)
def letters_at_once(monkeypatch):
    """Send letters synchronously: a background thread would not see the test's transaction."""
    monkeypatch.setattr(post, "desk", AtOnce())
    monkeypatch.setattr(post, "connections", Mock())


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Use a fast password hasher. Django's default is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_answers_of_yours(settings, tmp_path_factory):
    """Use an empty folder for answers, not the learner's folder."""
    settings.MY_EXERCISES = tmp_path_factory.getbasetemp() / "my_exercises"


@pytest.fixture
def any_database(django_db_blocker) -> Iterator[None]:
    """Allow a lab to open its own database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def soup():
    """A function that parses a response: ``soup(response).select_one("h1")``."""

    def read(response: HttpResponse) -> BeautifulSoup:
        return BeautifulSoup(response.content, "html.parser")

    return read
