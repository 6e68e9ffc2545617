"""What the tests of faults share: real servers to stop, the site under gunicorn, and readers of it."""

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
    """A Redis server that runs, and ends with the module."""
    server = Redis(tmp_path_factory.mktemp("redis"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server that runs, and ends with the module.

    Its folder is none of pytest's, which are closed to the user that it runs as.
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
    """A function that sets the library up with an account, and serves it as in production, with several workers."""
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
    """Say whether the site knows the visitor as the reader: a page of the reader's own opens."""
    return visitor.get("/catalog/mybooks/").status == 200


def books_on_the_list(visitor: Visitor) -> int:
    """Return how many books the visitor's reading list shows."""
    page = visitor.get("/catalog/reading-list/")
    assert page.status == 200, page.text
    return len(soup_of(page).select("form[action$='/note/']"))


def soup_of(page: Page) -> BeautifulSoup:
    """Return a page as a browser reads it."""
    return BeautifulSoup(page.text, "html.parser")


def assert_it_says_what_is_the_matter(page: Page, *, posted: bool = False) -> None:
    """Look at a page that tells of a fault which passes: its sentence, when to come back, the look of the site."""
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
    """What is stored, with each engine in turn that keeps text."""
    return use(request.param, tmp_path, settings, monkeypatch)
