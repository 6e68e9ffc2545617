"""The SQLite database is locked for longer than the time-out."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.project.faults import pages
from tests.project.visitor import Visitor

pytestmark = pytest.mark.django_db  # for the tables: each test has its own database

POSTS = pages.POSTS | {pages.LOG_OUT: {}}
SHORT = "tests.project.faults.short_settings"


@pytest.fixture
def locked(ann, database) -> Iterator[sqlite3.Connection]:
    """A connection of another program that locks the database until it is closed."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


class TestLocked:
    def test_a_database_that_is_locked_for_too_long_loses_nothing(self, ann, locked, caplog):
        caplog.clear()

        pages.assert_unavailable(ann.get(pages.HOME), pages.BUSY, passes=True)
        assert len(pages.lines(caplog)) == 1
        assert "database is locked" in pages.lines(caplog)[0]
        locked.execute("ROLLBACK")

        pages.assert_nothing_is_lost(ann)

    @pytest.mark.parametrize(
        "path", [pages.BOOKS, pages.MINE, pages.LIST, pages.INSPECTOR, pages.LESSON, pages.PREFERENCES, pages.LOG_IN]
    )
    def test_pages_that_write_nothing_are_read_meanwhile(self, ann, locked, path):
        assert ann.get(path).status_code == 200

    def test_a_page_that_only_notes_something_is_read_meanwhile(self, ann, locked, caplog):
        page = ann.get(pages.BOOK)

        pages.assert_drawn_and_nothing_kept(page)
        assert "Log out" in pages.soup_of(page).select_one("header").get_text()
        assert len(pages.lines(caplog)) == 1

    @pytest.mark.parametrize("path", POSTS)
    def test_what_is_sent_meanwhile_is_not_said_to_be_stored(self, ann, locked, path):
        pages.assert_unavailable(ann.post(path, POSTS[path]), pages.BUSY, passes=True, posted=True)
        locked.execute("ROLLBACK")

        assert "color" not in ann.session
        pages.assert_nothing_is_lost(ann)

    def test_a_log_in_that_fails_keeps_what_the_session_held(self, ann, locked):
        locked.execute("ROLLBACK")
        ann.post(pages.LOG_OUT)
        ann.get(pages.HOME)
        before, typed = dict(ann.session), {"username": "ann", "password": pages.PASSWORD}
        locked.execute("BEGIN EXCLUSIVE")

        pages.assert_unavailable(ann.post(pages.LOG_IN, typed), pages.BUSY, passes=True, posted=True)
        locked.execute("ROLLBACK")

        assert dict(ann.session) == before == {"num_visits": 1}
        assert ann.post(pages.LOG_IN, typed).status_code == 302
        assert ann.session["num_visits"] == 1

    def test_scripts_and_parts_are_told_in_their_own_way(self, ann, locked):
        script = ann.post(pages.RUN, POSTS[pages.RUN], headers=pages.JSON)
        part = ann.post(pages.RUN, POSTS[pages.RUN], headers={"HX-Request": "true"})

        assert (script.status_code, script.json()) == (503, {"refused": pages.BUSY})
        assert part.status_code == 503
        assert pages.BUSY in pages.soup_of(part).get_text()
        assert not pages.soup_of(part).select("html, main, header")


def test_a_site_in_a_process_of_its_own_tells_of_the_lock_and_counts_on(migrated, data_dir, serve):
    data_dir.mkdir()
    shutil.copy(migrated, data_dir / "library.sqlite3")
    site = serve(DJANGO_SETTINGS_MODULE=SHORT)
    visitor = Visitor(site.port, headers={})
    assert visitor.get(pages.HOME).status == 200, site.log
    with closing(sqlite3.connect(data_dir / "library.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        answers = [visitor.get(pages.HOME), visitor.post(pages.STORE, name="color", value="plum")]
        books = visitor.get(pages.BOOKS)
        other.execute("ROLLBACK")

    session = json.loads(visitor.get(pages.INSPECTOR, Accept="application/json").text)

    assert [page.status for page in answers] == [503, 503]
    assert all(
        pages.BUSY in page.text.replace("&#x27;", "'") and page.headers["Retry-After"] == "10" for page in answers
    )
    assert books.status == 200
    assert session["data"] == {"num_visits": 1}
    assert site.log.count("database is locked") == 2
    assert "Traceback" not in site.log
