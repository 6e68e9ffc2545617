"""The SQLite database is read-only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from tests.project.faults import pages

pytestmark = pytest.mark.django_db  # for the tables: each test has its own database

POSTS = pages.POSTS | {pages.LOG_OUT: {}}


@pytest.fixture
def read_only(ann, database) -> Iterator[None]:
    """A read-only database."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        yield
        cursor.execute("PRAGMA query_only = OFF")


class TestReadOnly:
    def test_a_database_that_is_read_only_loses_nothing(self, ann, read_only, caplog):
        caplog.clear()

        pages.assert_unavailable(ann.get(pages.HOME), pages.READ_ONLY, passes=False)
        assert pages.lines(caplog) == ["OperationalError: attempt to write a readonly database for GET /catalog/"]
        pages.assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", POSTS)
    def test_what_is_sent_is_not_said_to_be_stored(self, ann, read_only, path):
        pages.assert_unavailable(ann.post(path, POSTS[path]), pages.READ_ONLY, passes=False, posted=True)
        assert "color" not in ann.session
        pages.assert_nothing_is_lost(ann)

    def test_whoever_cannot_be_logged_out_is_told_to_try_again(self, ann, read_only):
        assert "You may still be logged in" in pages.words_of(ann.post(pages.LOG_OUT))

    def test_a_page_that_only_notes_something_shows_the_reader_what_is_stored(self, ann, read_only, caplog):
        caplog.clear()

        page = ann.get(pages.BOOK)

        pages.assert_drawn_and_nothing_kept(page)
        assert "Log out ann" in " ".join(pages.soup_of(page).select_one("header").get_text(" ").split())
        assert pages.soup_of(page).select_one("header .count").get_text() == "2"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert len(pages.lines(caplog)) == 1

    def test_the_home_page_of_a_stranger_counts_nothing(self, ann, read_only):
        stranger = Client()

        pages.assert_unavailable(stranger.get(pages.HOME), pages.READ_ONLY, passes=False)
        assert not stranger.cookies
