"""Fixtures for the tests of faults: real servers, the site under gunicorn, and visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bs4 import BeautifulSoup

from tests.project.conftest import Site
from tests.project.faults.servers import PostgreSQL, Redis
from tests.project.faults.stored import ENGINES, Texts, use
from tests.project.visitor import Page, Visitor

PASSWORD = "correct horse battery staple"
GUNICORN = ("-m", "gunicorn", "--workers=2", "--threads=4", "--bind=127.0.0.1:{port}", "locallibrary.wsgi")
FILL = (
    "from django.contrib.auth.models import User; from django.core.management import call_command; "
    f"call_command('load_library', verbosity=0); User.objects.create_user('reader', password={PASSWORD!r})"
)


@pytest.fixture(scope="module")
def redis(tmp_path_factory) -> Iterator[Redis]:
    """A running Redis server; it is stopped at the end of the module."""
    server = Redis(tmp_path_factory.mktemp("redis"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """A running PostgreSQL server; it is stopped at the end of the module.

    Its folder is not one of pytest's, because the server's user cannot access those.
    """
    with TemporaryDirectory(prefix="library-postgresql-") as folder:
        server = PostgreSQL(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop("immediate")


@pytest.fixture(scope="module")
def library(prepare, serve, production) -> Callable[..., Site]:
    """A function that sets the library up with an account, and serves it in production with several workers."""
    prepared = set()

    def start(command: tuple[str, ...] = GUNICORN, **variables: str) -> Site:
        database = variables.get("DATABASE_URL", "")
        if database not in prepared:
            prepare("shell", "-c", FILL, DATABASE_URL=database)
            prepared.add(database)
        return serve(command, **production, **variables)

    return start


def log_in(visitor: Visitor) -> Page:
    """Log in as the reader."""
    return visitor.post("/accounts/login/", username="reader", password=PASSWORD)


def is_logged_in(visitor: Visitor) -> bool:
    """Return whether the visitor is logged in as the reader: a page that requires the log-in opens."""
    return visitor.get("/catalog/mybooks/").status == 200


def books_on_the_list(visitor: Visitor) -> int:
    """Return the number of books on the visitor's reading list."""
    page = visitor.get("/catalog/reading-list/")
    assert page.status == 200, page.text
    return len(soup_of(page).select("form[action$='/note/']"))


def soup_of(page: Page) -> BeautifulSoup:
    """Return the parsed page."""
    return BeautifulSoup(page.text, "html.parser")


def assert_it_says_what_is_the_matter(page: Page, *, posted: bool = False) -> None:
    """Assert that a page reports a temporary fault: its sentence, ``Retry-After``, the layout of the site."""
    soup = soup_of(page)
    assert page.status == 503, page.text
    assert int(page.headers["Retry-After"]) > 0
    assert "no-store" in page.headers["Cache-Control"]
    assert "cannot be reached" in soup.select_one("main .lede").get_text()
    assert ("What you sent may not be stored" in soup.select_one("main").get_text()) is posted
    assert soup.select_one("header .brand") is not None
    assert soup.select_one("link[rel=stylesheet]") is not None
    assert "sessionid" not in str(page.headers.get_all("Set-Cookie")), "the session's cookie stays as it is"


@pytest.fixture(params=ENGINES)
def texts(request, settings, tmp_path, monkeypatch) -> Texts:
    """The stored sessions; parametrized with each engine that stores text."""
    return use(request.param, tmp_path, settings, monkeypatch)
