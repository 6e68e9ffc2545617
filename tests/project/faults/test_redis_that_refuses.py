"""Redis runs, and rejects valid commands: without replicas, without a disk for snapshots, without permissions."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from catalog.faults import FAR, NO_MEMORY, NOT_WRITABLE, fault_in
from tests.project.faults.conftest import log_in, soup_of
from tests.project.faults.servers import needs_gunicorn, needs_redis
from tests.project.visitor import Visitor

HOME, BOOKS, LIST, LESSON = "/catalog/", "/catalog/books/", "/catalog/reading-list/", "/sessions/storing-and-reading/"
STATES: dict[str, tuple[list[str], list[str]]] = {
    "too few replicas": (["CONFIG SET min-replicas-to-write 1"], ["CONFIG SET min-replicas-to-write 0"]),
    "no right to anything": (["ACL SETUSER default -@all +acl"], ["ACL SETUSER default +@all"]),
}

pytestmark = [pytest.mark.server, needs_gunicorn(), needs_redis()]


@pytest.fixture(scope="module", params=["cached_db", "cache"])
def reader(request, library, redis) -> Visitor:
    """A logged-in visitor with a book on the reading list, on a site with this engine."""
    site = library(SESSION_ENGINE=f"django.contrib.sessions.backends.{request.param}", CACHE_URL=redis.url)
    visitor = Visitor(site.port)
    assert log_in(visitor).status == 302
    assert visitor.post("/catalog/reading-list/1/add/").status == 302
    visitor.site = site
    return visitor


@pytest.fixture
def tell(redis) -> Callable[[list[str]], None]:
    """A function that sends commands to Redis."""
    client = pytest.importorskip("redis").Redis(port=redis.port)

    def tell(commands: list[str]) -> None:
        for command in commands:
            client.execute_command(*command.split())

    return tell


@pytest.mark.parametrize("state", STATES)
def test_pages_open_or_say_what_is_the_matter_and_nothing_is_lost(reader, tell, state):
    begin, end = STATES[state]
    log = reader.site.log

    tell(begin)
    try:
        pages = {path: reader.get(path) for path in (BOOKS, LIST, LESSON, HOME)}
        refused = reader.post("/catalog/reading-list/2/add/")
    finally:
        tell(end)
        time.sleep(6)  # the pause of notes after a failure

    assert {page.status for page in pages.values()} <= {200, 503}
    assert pages[BOOKS].status == 200
    assert refused.status in {302, 503}  # cached_db has the row if only the cache was rejected
    if refused.status == 503:
        assert soup_of(refused).select_one("main .lede") is not None
    assert "Traceback" not in reader.site.log[len(log) :]
    assert reader.get("/catalog/mybooks/").status == 200
    assert 'action="/catalog/reading-list/1/note/"' in reader.get(LIST).text


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("NOREPLICAS Not enough good replicas to write.", NOT_WRITABLE),
        ("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist.", NOT_WRITABLE),
        ("BUSY Redis is busy running a script.", FAR),
        ("DENIED Redis is running in protected mode.", FAR),
        ("WRONGTYPE Operation against a key holding the wrong kind of value", None),
        ("ERR unknown command", None),
    ],
)
def test_a_refusal_of_redis_is_told_from_a_wrong_command(words, fault):
    redis = pytest.importorskip("redis")

    assert fault_in(redis.ResponseError(words)) is fault
    assert fault_in(redis.exceptions.OutOfMemoryError("command not allowed, used memory > 'maxmemory'")) is NO_MEMORY
