"""The disk of SQLite, or its folder, was made read-only between a stop of the site and its next start.

SQLite keeps two files beside the database while the site runs, and removes them when it stops. Without them it opens no
database on such a disk; with them, as a power cut leaves them, it reads.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project.conftest import Site
from tests.project.faults import pages
from tests.project.faults.conftest import FILL, GUNICORN, books_on_the_list, is_logged_in, log_in, soup_of
from tests.project.faults.load import VISITS_SEEN
from tests.project.faults.servers import needs_gunicorn
from tests.project.visitor import Page, Visitor
from tests.servers import free_port, running

pytestmark = needs_gunicorn()

BESIDE = {"library.sqlite3-shm", "library.sqlite3-wal"}
WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
PREFERENCES = pages.POSTS[pages.PREFERENCES]


@dataclass
class Left:
    """What a site has left: in one folder after a stop, in another as after a power cut, and a reader of both."""

    stopped: Path
    cut_off: Path
    cookies: dict[str, str]


@dataclass(frozen=True)
class Disk:
    """A folder that cannot be written, and what has to stand before the command that serves it."""

    folder: Path
    before: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def serving(process_environment, production, tmp_path_factory) -> Callable[..., AbstractContextManager[Site]]:
    """A function that serves a folder while a ``with`` block lasts; ``before`` stands before the command."""

    @contextmanager
    def serve(data: Path, before: tuple[str, ...] = ()) -> Iterator[Site]:
        site = Site(free_port(), tmp_path_factory.mktemp("server") / "log")
        words = [*before, sys.executable, *(word.format(port=site.port) for word in GUNICORN)]
        with running(words, site.port, site.log_path, process_environment(**production, DATA_DIR=str(data))):
            yield site

    return serve


@pytest.fixture(scope="module")
def left(prepare, serving, data_dir) -> Left:
    """What is left of a site where a reader has logged in, was twice at home and has put a book on the reading list."""
    prepare("shell", "-c", FILL)
    with serving(data_dir) as site:
        visitor = Visitor(site.port)
        assert log_in(visitor).status == 302, site.log
        assert [visitor.get(pages.HOME).status for _ in range(2)] == [200, 200]
        assert visitor.post(f"{pages.LIST}1/add/").status == 302
        cut_off = shutil.copytree(data_dir, data_dir.with_name("cut_off"))
    return Left(data_dir, cut_off, visitor.cookies)


@contextmanager
def mounted_read_only(folder: Path, at: Path) -> Iterator[Disk]:
    """Mount ``folder`` once more, read-only, at ``at``; where this user may mount nothing, forbid to write to it."""
    at.mkdir()
    mounted = _done("mount", "--bind", str(folder), str(at))
    try:
        if mounted and _done("mount", "-o", "remount,ro,bind", str(at)):
            yield Disk(at)
        else:
            with forbidden_to_write(folder, at) as disk:
                yield disk
    finally:
        if mounted:
            assert _done("umount", "-l", str(at))


@contextmanager
def forbidden_to_write(folder: Path, at: Path) -> Iterator[Disk]:
    """Take away the right to write to ``folder``. Root needs none, and gives up what lets it write anyway."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        yield Disk(folder, WITHOUT_PRIVILEGES if os.access(folder, os.W_OK) else ())
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _done(*command: str) -> bool:
    """Run a command, and say whether it is there and did what it should."""
    found = shutil.which(command[0]) is not None
    return found and subprocess.run(command, capture_output=True, check=False).returncode == 0


def assert_unavailable(page: Page, sentence: str) -> None:
    """Look at a page that says what is the matter, and does not ask to try again."""
    soup = soup_of(page)
    assert page.status == 503, page.text
    assert soup.select_one("main .lede").get_text() == sentence
    assert "The administrator of the library has to correct this" in soup.select_one("main").get_text()
    assert "Retry-After" not in page.headers
    assert_the_session_cookie_stays(page)


def assert_the_session_cookie_stays(page: Page) -> None:
    """Look whether an answer leaves the cookie of the session alone."""
    assert "sessionid" not in str(page.headers.get_all("Set-Cookie"))


def assert_nothing_is_lost(visitor: Visitor) -> None:
    """Look whether the reader finds all as it was, on a disk that can be written again."""
    assert is_logged_in(visitor)
    assert books_on_the_list(visitor) == 1
    assert VISITS_SEEN.search(visitor.get(pages.HOME).text)[1] == "3"


def faults_in(log: str) -> list[str]:
    """Return the lines about faults, with GET or POST and the path alone."""
    assert "Traceback" not in log
    return re.findall(r"^OperationalError: .* for ([A-Z]+ /\S*)$", log, re.MULTILINE)


@pytest.mark.parametrize("made_read_only", [mounted_read_only, forbidden_to_write])
def test_a_disk_made_read_only_after_a_stop_opens_lessons_alone_and_loses_nothing(
    left, serving, tmp_path, made_read_only
):
    closed = (pages.HOME, pages.BOOKS, pages.BOOK, pages.MINE, pages.LIST, pages.INSPECTOR, pages.PREFERENCES)
    lessons = ("/sessions/", pages.LESSON)
    data = shutil.copytree(left.stopped, tmp_path / "data")
    assert not BESIDE & {path.name for path in data.iterdir()}

    with made_read_only(data, tmp_path / "disk") as disk, serving(disk.folder, disk.before) as site:
        visitor = Visitor(site.port, cookies=dict(left.cookies))
        refused = [visitor.get(path) for path in closed]
        refused.append(visitor.post(pages.PREFERENCES, **PREFERENCES))
        read = [visitor.get(path) for path in lessons]

    for page in refused:
        assert_unavailable(page, pages.NOT_OPEN)
    for page in read:
        assert page.status == 200
        assert "Your session cannot be reached at the moment" in soup_of(page).select_one("main").get_text()
        assert_the_session_cookie_stays(page)
    asked = [*(f"GET {path}" for path in closed), f"POST {pages.PREFERENCES}", *(f"GET {path}" for path in lessons)]
    assert faults_in(site.log) == asked
    with serving(data) as site:
        visitor.port = site.port
        assert_nothing_is_lost(visitor)


def test_a_disk_mounted_read_only_after_a_power_cut_opens_pages_that_only_read(left, serving, tmp_path):
    read = (pages.BOOKS, pages.BOOK, pages.MINE, pages.LIST, pages.INSPECTOR, pages.PREFERENCES, pages.LESSON)
    data = shutil.copytree(left.cut_off, tmp_path / "data")
    assert {path.name for path in data.iterdir()} > BESIDE

    with mounted_read_only(data, tmp_path / "disk") as disk, serving(disk.folder, disk.before) as site:
        visitor = Visitor(site.port, cookies=dict(left.cookies))
        refused = [visitor.get(pages.HOME), visitor.post(pages.PREFERENCES, **PREFERENCES)]
        opened = [visitor.get(path) for path in read]
        assert is_logged_in(visitor)
        assert books_on_the_list(visitor) == 1

    for page in refused:
        assert_unavailable(page, pages.READ_ONLY)
    for page in opened:
        assert page.status == 200
        assert_the_session_cookie_stays(page)
    assert faults_in(site.log) == [f"GET {pages.HOME}", f"POST {pages.PREFERENCES}", f"GET {pages.BOOK}"]
    with serving(data) as site:
        visitor.port = site.port
        assert_nothing_is_lost(visitor)
