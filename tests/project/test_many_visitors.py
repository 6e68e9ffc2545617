"""64 visitors open the site concurrently, with SQLite, Django's server and production settings."""

from __future__ import annotations

import collections
import contextlib
import http.client
import re
import sqlite3
import threading
from dataclasses import dataclass, field

import pytest

VISITORS = 64
VISITS = 4  # each; 256 in all
VISITS_SEEN = re.compile(r"You have visited this page (\d+) time")


@dataclass
class Visitor:
    """A visitor, and the counts that the pages showed."""

    port: int
    cookie: str = ""
    statuses: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def visit(self) -> None:
        """Open the home page with the cookie of the previous visit."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", "/catalog/", headers={"X-Forwarded-Proto": "https", "Cookie": self.cookie})
            response = connection.getresponse()
            text = response.read().decode("utf-8")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("__Host-sessionid="):
                self.cookie = cookie.partition(";")[0]
        self.statuses.append(response.status)
        self.counts += [int(count) for count in VISITS_SEEN.findall(text)]


def visit_together(visitors: list[Visitor]) -> list[BaseException]:
    """Let all visitors visit ``VISITS`` times concurrently; return the exceptions."""
    start, failures = threading.Barrier(len(visitors)), []

    def come_and_go(visitor: Visitor) -> None:
        start.wait()
        try:
            for _ in range(VISITS):
                visitor.visit()
        except (OSError, http.client.HTTPException) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=come_and_go, args=[visitor]) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.full
def test_64_visitors_at_once_are_each_answered_and_counted(prepare, serve, production, data_dir):
    prepare()
    site = serve(**production)
    visitors = [Visitor(site.port) for _ in range(VISITORS)]

    failures = visit_together(visitors)

    assert failures == []
    assert collections.Counter(status for visitor in visitors for status in visitor.statuses) == {200: 256}, site.log
    assert [visitor.counts for visitor in visitors] == [[1, 2, 3, 4]] * VISITORS
    assert len({visitor.cookie for visitor in visitors}) == VISITORS
    assert "database is locked" not in site.log
    assert "Traceback" not in site.log
    with contextlib.closing(sqlite3.connect(data_dir / "library.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (VISITORS,)
