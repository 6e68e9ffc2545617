"""Redis has no memory left: it rejects writes. Rate limits are then off, as if it were down."""

from __future__ import annotations

import socket

import pytest

from tests.project.faults.conftest import PASSWORD, books_on_the_list, is_logged_in, log_in, soup_of
from tests.project.faults.servers import ADDRESS, needs_gunicorn, needs_redis
from tests.project.visitor import Visitor

pytestmark = [pytest.mark.server, needs_gunicorn(), needs_redis()]

ENGINES = "django.contrib.sessions.backends"
NEW = "another horse staple 9"
FULL = "A server that the library needs has no memory left, so nothing can be stored."


@pytest.fixture(scope="module", params=["cached_db", "cache"])
def site(library, redis, request):
    """The site with an engine that stores sessions in this Redis."""
    return library(SESSION_ENGINE=f"{ENGINES}.{request.param}", CACHE_URL=redis.url)


def set_memory(redis, size: int) -> None:
    """Set ``maxmemory`` of Redis in bytes; 0 means no limit."""
    with socket.create_connection((ADDRESS, redis.port), timeout=10) as connection:
        for option in (b"maxmemory-policy noeviction", b"maxmemory %d" % size):
            connection.sendall(b"CONFIG SET " + option + b"\r\n")
            assert connection.recv(100) == b"+OK\r\n"


@pytest.fixture
def reader(site, redis):
    """A logged-in visitor with two books on the reading list; Redis is full."""
    visitor = Visitor(site.port)
    assert log_in(visitor).status == 302
    for book in (1, 2):
        assert visitor.post(f"/catalog/reading-list/{book}/add/").status == 302
    set_memory(redis, 1)
    yield visitor
    set_memory(redis, 0)


def test_a_redis_that_is_full_loses_nothing(reader, redis):
    for path in ("/catalog/books/", "/catalog/mybooks/", "/sessions/storing-and-reading/"):
        assert reader.get(path).status == 200, path
    refused = reader.post("/catalog/reading-list/3/add/")

    assert refused.status == 503
    assert soup_of(refused).select_one("main .lede").get_text() == FULL
    assert is_logged_in(reader)
    set_memory(redis, 0)
    assert is_logged_in(reader)
    assert books_on_the_list(reader) in {2, 3}, "with the book that may not have been stored"


def test_a_password_is_not_changed_where_the_session_cannot_be_stored(reader, site, redis):
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    assert reader.post("/accounts/password_change/", **fields).status == 503
    assert is_logged_in(reader)
    set_memory(redis, 0)
    assert is_logged_in(reader)
    assert books_on_the_list(reader) == 2
    assert log_in(Visitor(site.port)).status == 302, "with the password of before"
