"""A worker of the server is killed during a request, as by the OOM killer.

The test holds a lock in the database, which blocks the request until the worker is dead.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.project.conftest import Site
from tests.project.faults.conftest import books_on_the_list, is_logged_in, log_in
from tests.project.faults.load import crowd
from tests.project.faults.servers import needs_gunicorn, needs_postgresql, wait_until
from tests.project.visitor import Page, Visitor

on_linux = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="looks into /proc for the worker to kill")
pytestmark = [pytest.mark.server, needs_gunicorn(), on_linux]

ESTABLISHED = "01"
BOOTED = re.compile(r"Booting worker with pid: (\d+)")
WRITING = "LOCK TABLE django_session IN EXCLUSIVE MODE"
THE_READER = "SELECT 1 FROM auth_user FOR UPDATE"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=needs_postgresql())])
def database_url(request) -> str:
    """The value for ``DATABASE_URL``."""
    return "" if request.param == "sqlite" else request.getfixturevalue("postgresql").url


@pytest.fixture(scope="module")
def site(library, database_url):
    """The site on this database."""
    return library(DATABASE_URL=database_url)


@pytest.fixture
def nobody_writes(database_url, data_dir):
    """A context manager that blocks writes of sessions."""
    if database_url:
        return lambda: locked_postgresql(database_url, WRITING)
    return lambda: locked_sqlite(data_dir / "library.sqlite3")


@pytest.fixture
def reader(site):
    """A logged-in visitor with two books on the reading list."""
    visitor = Visitor(site.port)
    assert log_in(visitor).status == 302, site.log
    for book in (1, 2):
        assert visitor.post(f"/catalog/reading-list/{book}/add/").status == 302
    return visitor


@contextlib.contextmanager
def locked_sqlite(path: Path) -> Iterator[Callable[[], bool]]:
    """Lock the database during the block. Waiting connections cannot be detected."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield lambda: True
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def locked_postgresql(url: str, lock: str) -> Iterator[Callable[[], bool]]:
    """Hold a lock during the block. Yield a function that returns whether a connection waits for it."""
    import psycopg  # noqa: PLC0415  (absent where these tests skip)

    with psycopg.connect(url, autocommit=True) as watching, psycopg.connect(url) as holding:
        holding.execute(lock)
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        yield lambda: watching.execute(query).fetchone()[0] > 0
        holding.rollback()


def worker_that_serves(port: int) -> int | None:
    """Return the process that has accepted a connection to ``port``, or ``None``.

    https://docs.kernel.org/networking/proc_net_tcp.html
    """
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    # [1] is the local address, [3] the state, [9] the inode, which is 0 until the connection is accepted.
    taken = {row[9] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == ESTABLISHED} - {"0"}
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):  # closed concurrently, or of another user
            if link.readlink().name in {f"socket:[{inode}]" for inode in taken}:
                return int(link.parts[2])
    return None


def living_workers(site: Site) -> list[int]:
    """Return the process ids of the running workers."""
    return [int(pid) for pid in BOOTED.findall(site.log) if Path("/proc", pid).exists()]


def kill_in_the_middle(site: Site, waiting: Callable[[], bool], request: Callable[[], Page]) -> BaseException | None:
    """Send a request that blocks, kill its worker, and return the exception that the visitor got."""
    with ThreadPoolExecutor(1) as sender:
        answer = sender.submit(request)
        wait_until(lambda: worker_that_serves(site.port), "a worker has taken the request")
        wait_until(waiting, "the request waits for the lock")
        os.kill(worker_that_serves(site.port), signal.SIGKILL)
        return answer.exception()


def test_the_request_gets_no_answer_and_the_next_one_does(site, reader, nobody_writes):
    stranger = Visitor(site.port)

    with nobody_writes() as waiting:
        failure = kill_in_the_middle(site, waiting, lambda: reader.post("/catalog/reading-list/3/add/"))
        meanwhile = stranger.get("/catalog/books/")
    afterwards = reader.get("/catalog/")

    assert isinstance(failure, http.client.HTTPException | OSError), failure
    assert meanwhile.status == 200
    assert afterwards.status == 200
    assert "Internal Server Error" not in site.log


def test_nothing_that_was_stored_is_lost_and_nothing_is_stored_by_halves(site, reader, nobody_writes):
    with nobody_writes() as waiting:
        kill_in_the_middle(site, waiting, lambda: reader.post("/catalog/reading-list/3/add/"))

    assert is_logged_in(reader)
    assert books_on_the_list(reader) in {2, 3}, "what was sent last may be stored or not"
    assert reader.post("/catalog/reading-list/4/add/").status == 302
    assert books_on_the_list(reader) in {3, 4}


def test_every_count_that_was_told_is_stored_when_each_worker_is_killed_once(site):
    everybody = crowd(site.port)
    wait_until(lambda: len(living_workers(site)) == 2, "both workers run")
    workers = living_workers(site)

    with everybody.coming():
        for worker in workers:
            everybody.wait_for(3, status=200)
            os.kill(worker, signal.SIGKILL)
        everybody.wait_for(3, status=200)
    everybody.visit_once_more()

    assert everybody.wrong == []
    assert everybody.statuses == {200}
    assert "Traceback" not in site.log


@pytest.mark.full
@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=needs_postgresql())], indirect=True)
def test_a_log_in_that_was_killed_half_way_leaves_the_reading_list(site, database_url):
    """At this time Django has deleted the row of the old session key, and not sent the cookie with the new one."""
    visitor = Visitor(site.port)
    visitor.post("/catalog/reading-list/1/add/")

    with locked_postgresql(database_url, THE_READER) as waiting:
        kill_in_the_middle(site, waiting, lambda: log_in(visitor))

    assert books_on_the_list(visitor) == 1
    assert not is_logged_in(visitor)
    assert log_in(visitor).status == 302
    assert books_on_the_list(visitor) == 1
