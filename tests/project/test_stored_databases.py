"""Databases of earlier versions of the site migrate without data loss.

``databases/`` has one for each version with different tables, as SQL (``sqlite3 library.sqlite3 .dump``), with the
secret key and the cookies of two visitors: a reader who is logged in to the library and has a reading list, and an
anonymous visitor who is logged in as Ann in the course. Some users have names like course accounts, but are none.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

DATABASES = sorted((Path(__file__).parent / "databases").glob("*.sql"))
REAL_ACCOUNTS = {
    "course-coordinator",
    "Course-Leader",
    "course-0123456789abcdef0123456789abcdef-ann",  # active
    "course-0123456789abcdef0123456789abcdef-ben",  # has an address for mail
    "course-0123456789abcdef0123456789abcdef-eve",  # a name that the course does not give
}


@dataclass
class Earlier:
    """A database of an earlier version in a separate data folder, its metadata, and its original rows."""

    path: Path
    known: dict[str, Any]
    tables: dict[str, tuple[str, set[tuple]]]

    def ask(self, query: str) -> list[tuple]:
        """Return the rows of a query on the migrated database."""
        return ask(self.path, query)


def ask(path: Path, query: str) -> list[tuple]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def tables_of(path: Path) -> dict[str, tuple[str, set[tuple]]]:
    """Return for each table its columns (SQL) and its rows."""
    names = [name for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {
        name: ", ".join(f'"{column[1]}"' for column in ask(path, f"PRAGMA table_info({name})")) for name in names
    }
    return {name: (columns[name], rows_of(path, name, columns[name])) for name in names}


def rows_of(path: Path, table: str, columns: str) -> set[tuple]:
    """Return the given columns of all rows of a table."""
    return set(ask(path, f'SELECT {columns} FROM "{table}"'))


@pytest.fixture(scope="module", params=DATABASES, ids=lambda path: path.stem)
def earlier(request, data_dir, manage) -> Earlier:
    """The stored database, migrated by the current version."""
    known = json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))
    data_dir.mkdir(exist_ok=True)
    (data_dir / "secret_key").write_text(known["secret_key"], encoding="utf-8")
    path = data_dir / "library.sqlite3"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        # The stored sessions have expired meanwhile.
        connection.execute("UPDATE django_session SET expire_date = datetime('now', '+1 day')")
        connection.commit()
    before = tables_of(path)
    migrated = manage("migrate", "--no-input")
    assert migrated.returncode == 0, migrated.stderr
    return Earlier(path, known, before)


@pytest.fixture(scope="module")
def site(earlier, serve):
    """The current site, served on the migrated database."""
    return serve()


def cookies(known: dict[str, str]) -> str:
    """Return a ``Cookie`` header."""
    return "; ".join(f"{name}={value}" for name, value in known.items())


def test_no_row_is_lost_and_none_is_changed(earlier):
    counters = "sqlite_sequence"  # the last primary key of each table

    for table, (columns, rows) in earlier.tables.items():
        if table != counters:
            assert rows <= rows_of(earlier.path, table, columns), table
    assert sum(len(rows) for _, rows in earlier.tables.values()) > 500


def test_the_migrated_tables_are_those_of_the_models(earlier, manage):
    planned = manage("makemigrations", "--check", "--dry-run")
    left = manage("migrate", "--check")

    assert (planned.returncode, left.returncode) == (0, 0), planned.stdout + left.stdout


def test_the_accounts_of_the_course_are_taken_over_and_no_others(earlier):
    taken = earlier.ask(
        "SELECT username, reader, name FROM course_courseaccount JOIN auth_user ON auth_user.id = user_id"
    )
    users = {name for (name,) in earlier.ask("SELECT username FROM auth_user")}

    assert len(taken) == 2
    assert {username for username, *_ in taken} == {f"course-{reader}-{name}" for _, reader, name in taken}
    assert {name for _, _, name in taken} == {"ann", "ben"}
    assert users >= REAL_ACCOUNTS


def test_a_reader_is_still_logged_in_and_has_the_reading_list(earlier, site):
    page = BeautifulSoup(
        site.get("/catalog/reading-list/", Cookie=cookies(earlier.known["reader"])).text, "html.parser"
    )

    assert "for the winter" in page.select_one("main").get_text() + str(page.select("main input, main textarea"))
    assert "Log out" in page.get_text()


def test_the_visit_counter_goes_on(earlier, site):
    page = site.get("/sessions/inspector/", Cookie=cookies(earlier.known["reader"]), Accept="application/json")
    visits = json.loads(page.text)["data"]["num_visits"]

    home = site.get("/catalog/", Cookie=cookies(earlier.known["reader"]))

    assert home.status == 200
    again = site.get("/sessions/inspector/", Cookie=cookies(earlier.known["reader"]), Accept="application/json")
    assert json.loads(again.text)["data"]["num_visits"] == visits + 1 >= 4


def test_ann_of_the_course_is_still_logged_in_there(earlier, site):
    page = site.get("/sessions/inspector/", Cookie=cookies(earlier.known["ann"]), Accept="application/json")

    assert json.loads(page.text)["data"]["num_visits"] == 1
    user = earlier.ask("SELECT id FROM auth_user WHERE username LIKE 'course-ee46%'")[0][0]
    assert json.loads(page.text)["data"]["_auth_user_id"] == str(user)
