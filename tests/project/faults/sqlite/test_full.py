"""The SQLite database is full."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.db import connections
from django.test import Client

from tests.project.faults import pages

pytestmark = pytest.mark.django_db  # for the tables: each test has its own database


def long_text(seed: str) -> str:
    """Return 1,920 characters that hardly compress, different for each seed."""
    return "".join(sha256(f"{seed}{number}".encode()).hexdigest() for number in range(30))


@pytest.fixture
def full(ann, database) -> Iterator[None]:
    """A database that cannot grow."""
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM")
        [size] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {size}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


class TestFull:
    def test_a_full_disk_loses_nothing(self, ann, full, caplog):
        names = [f"long{number}" for number in range(15)]  # the file has space for a few at most
        caplog.clear()

        answers = {name: ann.post(pages.STORE, {"name": name, "value": long_text(name)}) for name in names}

        refused = {name for name, answer in answers.items() if answer.status_code != 302}
        assert names[-1] in refused
        for name in refused:
            pages.assert_unavailable(answers[name], pages.FULL, passes=False, posted=True)
        line = f"OperationalError: database or disk is full for POST {pages.STORE}"
        assert pages.lines(caplog) == [line] * len(refused)
        assert {name for name in names if name in ann.session} == set(names) - refused
        pages.assert_nothing_is_lost(ann)

    def test_a_new_visitor_is_told_and_gets_no_cookie(self, ann, full):
        everybody = [Client() for _ in range(40)]  # more than fit into the last page

        answers = [client.get(pages.HOME) for client in everybody]

        refused = [page for page in answers if page.status_code != 200]
        assert refused
        for page in refused:
            pages.assert_unavailable(page, pages.FULL, passes=False)
        kept = sum("sessionid" in client.cookies for client in everybody)
        assert kept == len(everybody) - len(refused)

    def test_library_pages_are_read(self, ann, full):
        for path in (pages.BOOKS, pages.MINE, pages.LIST, pages.INSPECTOR, pages.LESSON):
            assert ann.get(path).status_code == 200, path
