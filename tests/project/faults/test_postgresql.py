"""PostgreSQL is restarted, crashes and is stopped while the site runs."""

from __future__ import annotations

from operator import itemgetter

import pytest

from tests.project.faults.conftest import (
    assert_it_says_what_is_the_matter,
    books_on_the_list,
    is_logged_in,
    log_in,
    soup_of,
)
from tests.project.faults.load import crowd
from tests.project.faults.servers import needs_gunicorn, needs_postgresql
from tests.project.visitor import Visitor

pytestmark = [pytest.mark.server, needs_gunicorn(), needs_postgresql()]

STOPS = ["fast", "immediate"]  # like `systemctl stop`, and like a crash


@pytest.fixture(scope="module")
def site(library, postgresql):
    """The site on this PostgreSQL; connections persist for a minute, the default."""
    return library(DATABASE_URL=postgresql.url)


@pytest.fixture
def running(postgresql):
    """PostgreSQL, running at the begin and at the end of the test."""
    yield postgresql
    postgresql.stop("immediate")
    postgresql.start()


@pytest.fixture(scope="module")
def reader(site):
    """A logged-in visitor with two books on the reading list."""
    visitor = Visitor(site.port)
    assert log_in(visitor).status == 302, site.log
    for book in (1, 2):
        assert visitor.post(f"/catalog/reading-list/{book}/add/").status == 302
    return visitor


class TestUnderLoad:
    @pytest.mark.parametrize("how", STOPS)
    def test_every_count_that_was_told_is_stored_over_a_restart(self, site, running, how):
        everybody = crowd(site.port)

        with everybody.coming():
            everybody.wait_for(3, status=200)
            running.stop(how)
            running.start()
            everybody.wait_for(3, status=200)
        everybody.visit_once_more()

        assert everybody.wrong == []
        assert everybody.unanswered == 0
        assert everybody.statuses <= {200, 503}
        assert "Traceback" not in site.log

    @pytest.mark.parametrize("how", STOPS)
    def test_every_count_that_was_told_is_stored_when_it_is_down_for_a_while(self, site, running, how):
        everybody = crowd(site.port)

        with everybody.coming():
            everybody.wait_for(3, status=200)
            running.stop(how)
            everybody.wait_for(3, status=503)
            running.start()
            everybody.wait_for(3, status=200)
        everybody.visit_once_more()

        assert everybody.wrong == []
        assert everybody.unanswered == 0
        assert everybody.statuses == {200, 503}
        assert "Traceback" not in site.log


class TestRestarted:
    @pytest.mark.parametrize("how", STOPS)
    def test_nobody_notices_a_restart_between_two_pages(self, site, reader, running, how):
        """Each thread has a dead connection, and detects that before its first query."""
        everybody = crowd(site.port)
        with everybody.coming():  # so that all threads have connections
            everybody.wait_for(3, status=200)
        running.stop(how)
        running.start()

        with everybody.coming():
            everybody.wait_for(3, status=200)

        assert everybody.wrong == []
        assert everybody.unanswered == 0
        assert everybody.statuses == {200}


class TestStopped:
    def test_nothing_opens_while_it_is_stopped_and_all_goes_on_afterwards(self, site, reader, running):
        cookies = dict(reader.cookies)
        running.stop()
        before = site.log
        paths = ("/catalog/", "/catalog/books/", "/catalog/reading-list/")
        pages = [reader.get(path) for path in paths]
        lines = site.log[len(before) :].splitlines()
        running.start()

        for page in pages:
            assert_it_says_what_is_the_matter(page)
        assert [line.rpartition(" ")[2] for line in lines] == list(paths), "one line for each"
        assert all("connection" in line for line in lines), lines
        assert reader.cookies == cookies
        assert is_logged_in(reader)
        assert books_on_the_list(reader) == 2

    @pytest.mark.parametrize(
        "sent",
        [
            ("/sessions/run/set_value/", {"key": "color", "value": "plum"}),
            ("/catalog/reading-list/3/add/", {}),
            ("/sessions/inspector/entries/store/", {"name": "color", "value": "plum"}),
            ("/catalog/preferences/", {"page_size": "25", "accent": "plum", "theme": "dark"}),
            ("/accounts/login/", {"username": "reader", "password": "anything"}),
            ("/accounts/logout/", {}),
        ],
        ids=itemgetter(0),
    )
    def test_what_cannot_be_stored_is_not_said_to_be(self, site, reader, running, sent):
        running.stop()

        path, fields = sent
        page = reader.post(path, **fields)

        assert_it_says_what_is_the_matter(page, posted=True)

    def test_the_inspector_does_not_call_the_session_empty(self, site, reader, running):
        running.stop()

        page = reader.get("/sessions/inspector/")

        assert page.status in {200, 503}
        assert "cannot be reached" in soup_of(page).get_text()

    def test_an_address_that_is_not_there_keeps_the_cookie(self, site, reader, running):
        cookie = reader.value_of("__Host-sessionid")
        running.stop()

        page = reader.get("/catalog/no-such-page")

        assert page.status == 404
        assert reader.value_of("__Host-sessionid") == cookie
