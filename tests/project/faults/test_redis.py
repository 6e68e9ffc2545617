"""Redis is stopped, restarted, or hangs, while the site runs with each engine."""

from __future__ import annotations

import time
from operator import itemgetter

import pytest

from locallibrary.services import CACHE_REST, CACHE_TIMEOUT
from tests.project.faults.conftest import (
    assert_it_says_what_is_the_matter,
    books_on_the_list,
    is_logged_in,
    log_in,
    soup_of,
)
from tests.project.faults.load import crowd
from tests.project.faults.servers import needs_gunicorn, needs_redis
from tests.project.visitor import Visitor

pytestmark = [pytest.mark.server, needs_gunicorn(), needs_redis()]

ENGINES = "django.contrib.sessions.backends"
HOME, BOOKS, BOOK, LIST = "/catalog/", "/catalog/books/", "/catalog/book/1", "/catalog/reading-list/"
LESSON, INSPECTOR, LOG_IN = "/sessions/storing-and-reading/", "/sessions/inspector/", "/accounts/login/"


@pytest.fixture(scope="module", params=["db", "cached_db", "cache"])
def engine(request) -> str:
    """The engine of the site."""
    return request.param


@pytest.fixture(scope="module")
def site(library, redis, engine):
    """The site with this engine and this Redis."""
    return library(SESSION_ENGINE=f"{ENGINES}.{engine}", CACHE_URL=redis.url)


@pytest.fixture
def running(redis):
    """Redis, running at the begin and at the end of the test."""
    yield redis
    if redis.process is None:
        redis.start()
    redis.thaw()


@pytest.fixture(scope="module")
def somebody(site):
    """A visitor."""
    return Visitor(site.port)


@pytest.fixture
def reader(somebody, running):
    """A logged-in visitor with two books on the reading list."""
    if not is_logged_in(somebody):
        assert log_in(somebody).status == 302
    if books_on_the_list(somebody) != 2:
        somebody.post("/catalog/reading-list/clear/")
        for book in (1, 2):
            assert somebody.post(f"/catalog/reading-list/{book}/add/").status == 302
    return somebody


def new_lines(site, log: str) -> list[str]:
    """Return the log lines after ``log``."""
    return site.log[len(log) :].splitlines()


class TestStopped:
    def test_books_are_shown_while_redis_is_stopped(self, site, reader, running):
        running.stop()

        for path in (BOOKS, BOOK, "/catalog/authors/", "/sessions/", LESSON, LOG_IN):
            assert reader.get(path).status == 200, path

    def test_a_page_that_needs_the_session_says_what_is_the_matter(self, engine, site, reader, running):
        running.stop()

        for path in (HOME, "/catalog/mybooks/"):
            page = reader.get(path)
            if engine == "db":
                assert page.status == 200, path
            else:
                assert_it_says_what_is_the_matter(page)

    def test_a_page_without_the_session_says_so(self, engine, site, reader, running):
        running.stop()

        words = soup_of(reader.get(BOOKS)).select_one("main").get_text()

        assert ("Your session cannot be reached at the moment" in words) is (engine != "db")

    def test_the_inspector_does_not_call_the_session_empty(self, engine, site, reader, running):
        running.stop()

        page = reader.get(INSPECTOR)

        words = soup_of(page).get_text()
        if engine == "db":
            assert page.status == 200
            assert "reading_list" in words
        else:
            assert page.status in {200, 503}
            assert "cannot be reached" in words

    def test_an_address_that_is_not_there_is_a_404_and_keeps_the_cookie(self, site, reader, running):
        cookie = reader.value_of("__Host-sessionid")
        running.stop()

        page = reader.get("/sessions/no-such-lesson/")

        assert page.status == 404
        assert reader.value_of("__Host-sessionid") == cookie

    @pytest.mark.parametrize(
        "sent",
        [
            ("/sessions/run/set_value/", {"key": "color", "value": "plum"}),
            ("/catalog/reading-list/3/add/", {}),
            ("/sessions/inspector/entries/store/", {"name": "color", "value": "plum"}),
            ("/catalog/preferences/", {"page_size": "25", "accent": "plum", "theme": "dark"}),
            ("/accounts/logout/", {}),
        ],
        ids=itemgetter(0),
    )
    def test_what_cannot_be_stored_is_not_said_to_be(self, engine, site, reader, running, sent):
        running.stop()

        path, fields = sent
        page = reader.post(path, **fields)

        if engine == "db":
            assert page.status in {200, 302}
        else:
            assert_it_says_what_is_the_matter(page, posted=True)

    def test_a_stranger_cannot_log_in_and_is_told_why(self, engine, site, running):
        stranger = Visitor(site.port)
        stranger.get(LOG_IN)
        running.stop()

        page = log_in(stranger)

        if engine == "db":
            assert page.status == 302
        else:
            assert_it_says_what_is_the_matter(page, posted=True)
            assert "__Host-sessionid" not in stranger.cookies

    def test_each_failure_is_one_line_in_the_log(self, engine, site, reader, running):
        running.stop()
        before = site.log

        for path in (HOME, BOOKS, BOOK):
            reader.get(path)
        lines = new_lines(site, before)

        of_sessions = [line for line in lines if " for GET " in line]
        of_notes = [line for line in lines if line.startswith("The cache failed, and the site goes on without")]
        assert len(of_sessions) == (0 if engine == "db" else 3), lines
        assert len(of_notes) <= 2, "one for each process"
        assert len(lines) == len(of_sessions) + len(of_notes), "no traceback, and nothing else"
        assert all("ConnectionError" in line or "Connection refused" in line for line in lines), lines


class TestStartedAgain:
    def test_the_log_in_and_the_reading_list_are_there_afterwards(self, site, reader, running):
        cookie = reader.value_of("__Host-sessionid")
        running.stop()
        for path in (HOME, BOOKS, BOOK, LIST, LESSON, INSPECTOR, LOG_IN, "/sessions/no-such-lesson/"):
            reader.get(path)
        running.start()

        assert reader.value_of("__Host-sessionid") == cookie
        assert is_logged_in(reader)
        assert books_on_the_list(reader) == 2

    def test_what_is_sent_afterwards_is_stored(self, site, reader, running):
        running.stop()
        reader.get(HOME)
        reader.post("/catalog/reading-list/4/add/")
        running.start()

        answer = reader.post("/catalog/reading-list/5/add/")

        assert answer.status == 302
        assert books_on_the_list(reader) in {3, 4}, "with the book that may not have been stored"


class TestUnderLoad:
    def test_every_count_that_was_told_is_stored(self, engine, site, running):
        everybody = crowd(site.port)

        with everybody.coming():
            everybody.wait_for(3, status=200)
            running.stop()
            everybody.wait_for(3, status=200 if engine == "db" else 503)
            running.start()
            everybody.wait_for(3, status=200)
        everybody.visit_once_more()

        assert everybody.wrong == []
        assert everybody.unanswered == 0
        assert everybody.statuses == ({200} if engine == "db" else {200, 503})
        assert "Traceback" not in site.log


class TestHanging:
    """The system accepts connections for a suspended Redis, which does not respond."""

    PAGES = 20

    def test_pages_do_not_each_wait_for_the_time_out_and_all_goes_on_afterwards(self, engine, site, reader, running):
        running.freeze()
        begin = time.monotonic()
        pages = [reader.get(BOOKS) for _ in range(self.PAGES)]
        seconds = time.monotonic() - begin
        home = reader.get(HOME)
        running.thaw()
        time.sleep(CACHE_REST)  # the pause of a worker after a time-out

        assert {page.status for page in pages} == {200}
        assert seconds < self.PAGES * CACHE_TIMEOUT, "each would have waited once or more"
        if engine == "db":
            assert home.status == 200
        else:
            assert_it_says_what_is_the_matter(home)
        assert is_logged_in(reader)
        assert books_on_the_list(reader) == 2


class TestEmptyAfterwards:
    def test_a_redis_that_comes_back_empty_takes_the_sessions_of_the_engine_cache_with_it(
        self, engine, site, reader, running
    ):
        running.stop()
        running.forget()
        running.start()

        assert is_logged_in(reader) is (engine != "cache")
        assert books_on_the_list(reader) == (0 if engine == "cache" else 2)

    def test_the_inspector_says_so(self, engine, reader):
        words = soup_of(reader.get(INSPECTOR)).select_one("main").get_text()

        assert ("A cache that comes back empty takes every session along" in words) is (engine == "cache")

    def test_the_readme_says_so(self, project_dir):
        readme = (project_dir / "README.md").read_text(encoding="utf-8")

        row = next(line for line in readme.splitlines() if line.startswith("| `SESSION_ENGINE` |"))

        assert "a Redis that comes back empty takes every session along" in row
