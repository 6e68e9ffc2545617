"""The site with PostgreSQL, Redis, and production servers."""

from __future__ import annotations

import os
import uuid
from importlib.util import find_spec
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.server

HTTPS = {"X_Forwarded_Proto": "https"}
GUNICORN = ("-m", "gunicorn", "--workers=2", "--bind=127.0.0.1:{port}", "locallibrary.wsgi")
UVICORN = ("-m", "uvicorn", "--port={port}", "--lifespan=off", "locallibrary.asgi:application")


def needs(package: str, variable: str = ""):
    """Skip if the package is not installed, or if the variable with the test server is not set."""
    missing = find_spec(package) is None or (variable and not os.environ.get(variable))
    return pytest.mark.skipif(
        bool(missing), reason=f"needs the group servers{f' and {variable}' if variable else ''}: see the README"
    )


def count_of_visits(site, cookie: str = "") -> tuple[int, str]:
    """Open the home page; return its visit count and the session cookie."""
    answer = site.get("/catalog/", **HTTPS, **({"Cookie": cookie} if cookie else {}))
    assert answer.status == 200, site.log
    byline = BeautifulSoup(answer.text, "html.parser").select_one(".byline").get_text()
    return int("".join(filter(str.isdigit, byline))), answer.session_cookie or cookie


def visit_thrice(site) -> str:
    """Visit three times and check the count, then visit without the cookie; return the session key."""
    first, cookie = count_of_visits(site)
    counts = [first, *(count_of_visits(site, cookie)[0] for _ in range(2))]
    assert counts == [1, 2, 3]
    assert count_of_visits(site)[0] == 1
    return cookie.partition("=")[2]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(GUNICORN, marks=needs("gunicorn"), id="gunicorn"),
        pytest.param(UVICORN, marks=needs("uvicorn"), id="uvicorn"),
    ],
)
def test_the_servers_of_production_serve_pages_and_files(prepare, serve, production, command):
    prepare()
    site = serve(command, **production, DATABASE_MAX_AGE="0")

    visit_thrice(site)
    page = BeautifulSoup(site.get("/catalog/", **HTTPS).text, "html.parser")
    stylesheet = site.get(page.select_one("link[rel=stylesheet]")["href"], **HTTPS)

    assert stylesheet.status == 200
    assert stylesheet.headers["Content-Type"].startswith("text/css")
    assert "Traceback" not in site.log


@needs("psycopg", "TEST_DATABASE_URL")
class TestPostgresql:
    @pytest.fixture
    def database_url(self):
        """A database that exists for one test."""
        import psycopg  # noqa: PLC0415  (absent where these tests skip)

        server = os.environ["TEST_DATABASE_URL"]
        name = f"library_{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def test_the_library_works_there(self, prepare, manage, serve, production, database_url):
        prepare("load_library", DATABASE_URL=database_url)
        self._add_a_book(manage, DATABASE_URL=database_url)
        site = serve(GUNICORN, **production, DATABASE_URL=database_url)

        visit_thrice(site)
        for path in ("books/", "authors/", "genres/", "languages/", "bookinstances/", "books/?genre=1&available=on"):
            assert site.get(f"/catalog/{path}", **HTTPS).status == 200, path
        for words in ("Zo%C3%AB", "zoe", "ZOE+ANGSTROM", "zo%C3%AB+%C3%A5ngstr%C3%B6m", "sMoRGAS"):
            assert "Smörgås" in site.get(f"/catalog/books/?q={words}", **HTTPS).text, words
        assert "Smörgås" not in site.get("/catalog/books/?q=zoo", **HTTPS).text
        self._names_are_unique_regardless_of_case(database_url)

    def _add_a_book(self, manage, **variables: str) -> None:
        code = (
            "from catalog.models import Author, Book; "
            "zoe = Author.objects.create(first_name='Zoë', last_name='Ångström'); "
            "Book.objects.create(title='Smörgås', author=zoe, isbn='9780000000002')"
        )
        result = manage("shell", "-c", code, **variables)
        assert result.returncode == 0, result.stderr

    def _names_are_unique_regardless_of_case(self, database_url: str) -> None:
        import psycopg  # noqa: PLC0415

        for table in ("catalog_genre", "catalog_language"):
            with psycopg.connect(database_url) as connection, pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute(f"INSERT INTO {table} (name) VALUES ('Science of test'), ('SCIENCE OF TEST')")


@needs("redis", "TEST_REDIS_URL")
@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_sessions_in_redis_count_visits_across_processes(prepare, serve, production, engine):
    import redis  # noqa: PLC0415

    url = os.environ["TEST_REDIS_URL"]
    prepare()
    site = serve(GUNICORN, **production, CACHE_URL=url, SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}")

    key = visit_thrice(site)

    with redis.from_url(url) as server:
        assert server.delete(f":1:django.contrib.sessions.{engine}{key}") == 1, "the session lay in Redis"
    count_now, _ = count_of_visits(site, f"__Host-sessionid={key}")
    assert count_now == {"cache": 1, "cached_db": 4}[engine], "the database still has what the cache lost"
