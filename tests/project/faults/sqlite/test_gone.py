"""The folder of the SQLite database is missing temporarily."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from tests.project.faults import pages

pytestmark = pytest.mark.django_db  # for the tables: each test has its own database


@pytest.fixture
def gone(ann, database) -> Iterator[Callable[[], None]]:
    """Moves the folder of the database away; yields a function that restores it."""
    connections["default"].close()
    away = database.parent.rename(database.parent.with_name("away"))

    def put_back() -> None:
        connections["default"].close()
        away.rename(database.parent)

    yield put_back
    if away.exists():
        put_back()


class TestGone:
    def test_a_folder_that_is_gone_for_a_while_loses_nothing(self, ann, gone, caplog):
        for path in (pages.HOME, pages.BOOKS, pages.MINE, pages.INSPECTOR, pages.PANEL):
            caplog.clear()
            pages.assert_unavailable(ann.get(path), pages.NOT_OPEN, passes=False)
            assert pages.lines(caplog) == [f"OperationalError: unable to open database file for GET {path}"]

        gone()

        pages.assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", [pages.LESSON, pages.LOG_IN, "/sessions/reference/", "/sessions/exercises/"])
    def test_pages_that_need_no_database_are_read(self, ann, gone, path, caplog):
        caplog.clear()

        pages.assert_drawn_for_a_stranger(ann.get(path))
        assert len(pages.lines(caplog)) == 1

    @pytest.mark.parametrize(
        ("path", "status"),
        [("/catalog/nowhere/", 404), ("/sessions/no-such-lesson/", 404), (f"{pages.LIST}1/note/", 405)],
    )
    def test_pages_about_errors_are_those_pages(self, ann, gone, path, status):
        page = ann.get(path)

        assert page.status_code == status
        assert pages.soup_of(page).select_one("main .kicker").get_text() == str(status)
        assert "Your session cannot be reached" in pages.words_of(page)
        assert pages.cookies_touched(page) == set()
