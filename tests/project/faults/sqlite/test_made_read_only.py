"""The disk or the folder of the SQLite database was made read-only between a stop and the next start of the site.

While the site runs, SQLite has two files (WAL) beside the database, and removes them at a regular stop. Without them it
cannot open the database on a read-only disk; with them, after a power cut, it can read.
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
    """The data of a site: one folder after a stop, another one as after a power cut, and a reader of both."""

    stopped: Path
    cut_off: Path
    cookies: dict[str, str]


@dataclass(frozen=True)
class Disk:
    """A read-only folder, and the prefix of the command that serves it."""

    folder: Path
    before: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def serving(process_environment, production, tmp_path_factory) -> Callable[..., AbstractContextManager[Site]]:
    """A function that serves a folder during a ``with`` block; ``before`` is a prefix of the command."""

    @contextmanager
    def serve(data: Path, before: tuple[str, ...] = ()) -> Iterator[Site]:
        site = Site(free_port(), tmp_path_factory.mktemp("server") / "log")
        words = [*before, sys.executable, *(word.format(port=site.port) for word in GUNICORN)]
        with running(words, site.port, site.log_path, process_environment(**production, DATA_DIR=str(data))):
            yield site

    return serve


@pytest.fixture(scope="module")
def left(prepare, serving, data_dir) -> Left:
    """The data of a site with a reader who has logged in, two visits, and a book on the reading list."""
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
    """Mount ``folder`` read-only at ``at``; without the permission to mount, remove the write permission."""
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
    """Remove the write permission of ``folder``. Root drops the capability that overrides permissions."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        yield Disk(folder, WITHOUT_PRIVILEGES if os.access(folder, os.W_OK) else ())
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _done(*command: str) -> bool:
    """Run a command; return whether it exists and succeeded."""
    found = shutil.which(command[0]) is not None
    return found and subprocess.run(command, capture_output=True, check=False).returncode == 0


def assert_unavailable(page: Page, sentence: str) -> None:
    """Assert that a page reports a permanent fault."""
    soup = soup_of(page)
    assert page.status == 503, page.text
    assert soup.select_one("main .lede").get_text() == sentence
    assert "The administrator of the library has to correct this" in soup.select_one("main").get_text()
    assert "Retry-After" not in page.headers
    assert_the_session_cookie_stays(page)


def assert_the_session_cookie_stays(page: Page) -> None:
    """Assert that a response does not set the session cookie."""
    assert "sessionid" not in str(page.headers.get_all("Set-Cookie"))


def assert_nothing_is_lost(visitor: Visitor) -> None:
    """Assert that the reader's data are unchanged, on a writable disk again."""
    assert is_logged_in(visitor)
    assert books_on_the_list(visitor) == 1
    assert VISITS_SEEN.search(visitor.get(pages.HOME).text)[1] == "3"


def faults_in(log: str) -> list[str]:
    """Return method and path of each log line about a fault."""
    assert "Traceback" not in log
    return re.findall(r"^OperationalError: .* for ([A-Z]+ /\S*)$", log, re.MULTILINE)


@pytest.mark.full
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
