"""SQLite is locked for longer than the time-out, full, read-only, or its folder is gone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from locallibrary.services import sqlite
from tests.project.faults.pages import (
    BOOKS,
    HOME,
    INSPECTOR,
    JSON,
    LESSON,
    LIST,
    LOG_IN,
    LOG_OUT,
    MINE,
    PANEL,
    PASSWORD,
    PREFERENCES,
    RUN,
    assert_drawn_and_nothing_kept,
    assert_drawn_for_a_stranger,
    assert_nothing_is_lost,
    assert_unavailable,
    cookies_touched,
    lines,
    reader,
    soup_of,
    words_of,
)
from tests.project.visitor import Visitor

pytestmark = pytest.mark.django_db  # for the tables: each test has a database of its own

TIMEOUT = 0.2  # seconds that SQLite waits for a lock
BUSY = "The library's database is busy, and did not get to your request in time."
FULL = "The library's disk is full, so nothing can be stored."
READ_ONLY = "The library's storage can be read and not written at the moment."
NOT_OPEN = "The library's database cannot be opened at the moment."
BOOK, STORE = "/catalog/book/1", "/sessions/inspector/entries/store/"
POSTS = {
    RUN: {"key": "color", "value": "plum"},
    f"{LIST}1/note/": {"note": "x" * 200},
    STORE: {"name": "color", "value": "plum"},
    PREFERENCES: {"page_size": "25", "accent": "plum", "theme": "dark"},
    LOG_OUT: {},
}


def long_text(seed: str) -> str:
    """Return 1,920 characters that hardly compress, and others for each seed."""
    return "".join(sha256(f"{seed}{number}".encode()).hexdigest() for number in range(30))


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A file with the tables of the site, and no rows but those of the migrations."""
    path = tmp_path_factory.mktemp("migrated") / "library.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connections["default"].ensure_connection()
        connections["default"].connection.backup(copy)
    return path


@pytest.fixture
def database(migrated, django_db_blocker, tmp_path) -> Iterator[Path]:
    """The file of the database that the site uses, with the settings of the site and a short time-out."""
    path = tmp_path / "data" / "library.sqlite3"
    path.parent.mkdir()
    shutil.copy(migrated, path)
    usual = connections["default"]
    settings = sqlite(path, max_age=0)
    settings["OPTIONS"]["timeout"] = TIMEOUT
    connections["default"] = type(usual)(usual.settings_dict | settings, "default")
    try:
        with django_db_blocker.unblock():
            yield path
    finally:
        connections["default"].close()
        connections["default"] = usual


@pytest.fixture
def ann(database):
    """A reader of this database."""
    return reader()


@pytest.fixture
def locked(ann, database) -> Iterator[sqlite3.Connection]:
    """Another program, which has the database for itself until it closes."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


@pytest.fixture
def full(ann, database) -> Iterator[None]:
    """A database that may not grow by a page."""
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM")
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def read_only(ann, database) -> Iterator[None]:
    """A database that can be read alone."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        yield
        cursor.execute("PRAGMA query_only = OFF")


@pytest.fixture
def gone(ann, database) -> Iterator[None]:
    """A database whose folder is not there."""
    connections["default"].close()
    away = database.parent.rename(database.parent.with_name("away"))
    yield
    connections["default"].close()
    away.rename(database.parent)


class TestLocked:
    def test_a_database_that_is_locked_for_too_long_loses_nothing(self, ann, locked, caplog):
        caplog.clear()

        assert_unavailable(ann.get(HOME), BUSY, passes=True)
        assert len(lines(caplog)) == 1
        assert "database is locked" in lines(caplog)[0]
        locked.execute("ROLLBACK")

        assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", [BOOKS, MINE, LIST, INSPECTOR, LESSON, PREFERENCES, LOG_IN])
    def test_pages_that_write_nothing_are_read_meanwhile(self, ann, locked, path):
        assert ann.get(path).status_code == 200

    def test_a_page_that_only_notes_something_is_read_meanwhile(self, ann, locked, caplog):
        page = ann.get(BOOK)

        assert_drawn_and_nothing_kept(page)
        assert "Log out" in soup_of(page).select_one("header").get_text()
        assert len(lines(caplog)) == 1

    @pytest.mark.parametrize("path", POSTS)
    def test_what_is_sent_meanwhile_is_not_said_to_be_stored(self, ann, locked, path):
        assert_unavailable(ann.post(path, POSTS[path]), BUSY, passes=True, posted=True)
        locked.execute("ROLLBACK")

        assert "color" not in ann.session
        assert_nothing_is_lost(ann)

    def test_a_log_in_that_fails_keeps_what_the_session_held(self, ann, locked):
        locked.execute("ROLLBACK")
        ann.post(LOG_OUT)
        ann.get(HOME)
        before = dict(ann.session)
        locked.execute("BEGIN EXCLUSIVE")

        assert_unavailable(ann.post(LOG_IN, {"username": "ann", "password": PASSWORD}), BUSY, passes=True, posted=True)
        locked.execute("ROLLBACK")

        assert dict(ann.session) == before == {"num_visits": 1}
        assert ann.post(LOG_IN, {"username": "ann", "password": PASSWORD}).status_code == 302
        assert ann.session["num_visits"] == 1

    def test_scripts_and_parts_are_told_in_their_own_way(self, ann, locked):
        script = ann.post(RUN, POSTS[RUN], headers=JSON)
        part = ann.post(RUN, POSTS[RUN], headers={"HX-Request": "true"})

        assert (script.status_code, script.json()) == (503, {"refused": BUSY})
        assert part.status_code == 503
        assert BUSY in soup_of(part).get_text()
        assert not soup_of(part).select("html, main, header")


class TestFull:
    def test_a_full_disk_loses_nothing(self, ann, full, caplog):
        names = [f"long{number}" for number in range(15)]  # of which the file has room for a few at most
        caplog.clear()

        pages = {name: ann.post(STORE, {"name": name, "value": long_text(name)}) for name in names}

        refused = {name for name, page in pages.items() if page.status_code != 302}
        assert names[-1] in refused
        for name in refused:
            assert_unavailable(pages[name], FULL, passes=False, posted=True)
        assert lines(caplog) == [f"OperationalError: database or disk is full for POST {STORE}"] * len(refused)
        assert {name for name in names if name in ann.session} == set(names) - refused
        assert_nothing_is_lost(ann)

    def test_a_new_visitor_is_told_and_gets_no_cookie(self, ann, full):
        everybody = [Client() for _ in range(40)]  # more than the last page has room for

        pages = [client.get(HOME) for client in everybody]

        refused = [page for page in pages if page.status_code != 200]
        assert refused
        for page in refused:
            assert_unavailable(page, FULL, passes=False)
        kept = sum("sessionid" in client.cookies for client in everybody)
        assert kept == len(everybody) - len(refused)

    def test_library_pages_are_read(self, ann, full):
        for path in (BOOKS, MINE, LIST, INSPECTOR, LESSON):
            assert ann.get(path).status_code == 200, path


class TestReadOnly:
    def test_a_database_that_is_read_only_loses_nothing(self, ann, read_only, caplog):
        caplog.clear()

        assert_unavailable(ann.get(HOME), READ_ONLY, passes=False)
        assert lines(caplog) == ["OperationalError: attempt to write a readonly database for GET /catalog/"]
        assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", POSTS)
    def test_what_is_sent_is_not_said_to_be_stored(self, ann, read_only, path):
        assert_unavailable(ann.post(path, POSTS[path]), READ_ONLY, passes=False, posted=True)
        assert "color" not in ann.session
        assert_nothing_is_lost(ann)

    def test_whoever_cannot_be_logged_out_is_told_to_try_again(self, ann, read_only):
        assert "You may still be logged in" in words_of(ann.post(LOG_OUT))

    def test_a_page_that_only_notes_something_shows_the_reader_what_is_stored(self, ann, read_only, caplog):
        caplog.clear()

        page = ann.get(BOOK)

        assert_drawn_and_nothing_kept(page)
        assert "Log out ann" in " ".join(soup_of(page).select_one("header").get_text(" ").split())
        assert soup_of(page).select_one("header .count").get_text() == "2"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert len(lines(caplog)) == 1

    def test_the_home_page_of_a_stranger_counts_nothing(self, ann, read_only):
        stranger = Client()

        assert_unavailable(stranger.get(HOME), READ_ONLY, passes=False)
        assert not stranger.cookies


class TestGone:
    def test_a_folder_that_is_gone_for_a_while_loses_nothing(self, ann, gone, database, caplog):
        for path in (HOME, BOOKS, MINE, INSPECTOR, PANEL):
            caplog.clear()
            assert_unavailable(ann.get(path), NOT_OPEN, passes=False)
            assert lines(caplog) == [f"OperationalError: unable to open database file for GET {path}"]

    @pytest.mark.parametrize("path", [LESSON, LOG_IN, "/sessions/reference/", "/sessions/exercises/"])
    def test_pages_that_need_no_database_are_read(self, ann, gone, path, caplog):
        caplog.clear()

        assert_drawn_for_a_stranger(ann.get(path))
        assert len(lines(caplog)) == 1

    @pytest.mark.parametrize(
        ("path", "status"), [("/catalog/nowhere/", 404), ("/sessions/no-such-lesson/", 404), (f"{LIST}1/note/", 405)]
    )
    def test_pages_about_errors_are_those_pages(self, ann, gone, path, status):
        page = ann.get(path)

        assert page.status_code == status
        assert soup_of(page).select_one("main .kicker").get_text() == str(status)
        assert "Your session cannot be reached" in words_of(page)
        assert cookies_touched(page) == set()


SHORT = "tests.project.faults.short_settings"


def test_a_site_in_a_process_of_its_own_tells_of_the_lock_and_counts_on(migrated, data_dir, serve):
    data_dir.mkdir()
    shutil.copy(migrated, data_dir / "library.sqlite3")
    site = serve(DJANGO_SETTINGS_MODULE=SHORT)
    visitor = Visitor(site.port, headers={})
    assert visitor.get(HOME).status == 200, site.log
    with closing(sqlite3.connect(data_dir / "library.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        pages = [visitor.get(HOME), visitor.post(STORE, name="color", value="plum")]
        books = visitor.get(BOOKS)
        other.execute("ROLLBACK")

    session = json.loads(visitor.get(INSPECTOR, Accept="application/json").text)

    assert [page.status for page in pages] == [503, 503]
    assert all(BUSY in page.text.replace("&#x27;", "'") and page.headers["Retry-After"] == "10" for page in pages)
    assert books.status == 200
    assert session["data"] == {"num_visits": 1}
    assert site.log.count("database is locked") == 2
    assert "Traceback" not in site.log
