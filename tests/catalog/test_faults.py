"""Which errors are faults, and the pages for a fault in a view, a template, or an error page."""

from __future__ import annotations

import errno
import logging

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import path

from catalog import faults
from catalog.faults import StoreFault, cause_of, fault_in
from catalog.guards.guard import Guard
from locallibrary import urls as site
from tests.factories import make_librarian
from tests.sessions import key_of, log_in, put, stored

pytestmark = pytest.mark.django_db

AWAY = "connection refused by the database"


class RedisConnectionError(Exception):
    """An error with the name and the module of redis-py's class."""

    __module__ = "redis.exceptions"


RedisConnectionError.__name__ = "ConnectionError"


def fail(*args: object) -> HttpResponse:
    """Raise the error of a view whose database is unreachable."""
    raise OperationalError(AWAY)


def fail_in_the_template(request: HttpRequest) -> TemplateResponse:
    """Return a template response that queries the database while it is rendered."""
    return TemplateResponse(request, engines["django"].from_string("{{ ask }}"), {"ask": fail})


def store(request: HttpRequest) -> HttpResponse:
    """Store something."""
    request.session["stored"] = True
    return HttpResponse("stored")


def refuse(request: HttpRequest) -> HttpResponse:
    """Refuse."""
    raise PermissionDenied


def find_no_sense(request: HttpRequest) -> HttpResponse:
    """Raise ``BadRequest``."""
    raise BadRequest("No sense.")


def break_down(request: HttpRequest) -> HttpResponse:
    """Raise an error of the code."""
    raise RuntimeError("the shelf fell over")


urlpatterns = [
    *site.urlpatterns,
    path("fail/", fail, name="fail"),
    path("fail-in-template/", fail_in_the_template),
    path("store/", store),
    path("refuse/", refuse),
    path("no-sense/", find_no_sense),
    path("break/", break_down),
]
handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500


@pytest.fixture(autouse=True)
def urls_that_fail(settings):
    """Serve the site with additional URLs."""
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    """A browser with a session, which gets the 500 page instead of the exception."""
    client = Client(raise_request_exception=False)
    put(client, {"num_visits": 7})
    return client


@pytest.fixture
def no_session(monkeypatch):
    """Make the session store raise an error when it is read."""

    def load(store: Guard) -> dict:
        store._note_or_raise(OperationalError(AWAY))
        return {}

    monkeypatch.setattr(Guard, "load", load)


def read(response: HttpResponse) -> BeautifulSoup:
    """Return the parsed page."""
    return BeautifulSoup(response.content, "html.parser")


def raised_from(error: Exception, cause: Exception) -> Exception:
    """Return ``error`` with ``cause`` as its ``__cause__``."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OperationalError("connection refused"), faults.FAR),
        (OperationalError("database is locked"), faults.BUSY),
        (OperationalError("canceling statement due to lock timeout"), faults.BUSY),
        (OperationalError("deadlock detected"), faults.BUSY),
        (OperationalError("database or disk is full"), faults.NO_ROOM),
        (OperationalError("attempt to write a readonly database"), faults.NOT_WRITABLE),
        (InternalError("cannot execute INSERT in a read-only transaction"), faults.NOT_WRITABLE),
        (OperationalError("unable to open database file"), faults.NOT_OPEN),
        (DatabaseError("database disk image is malformed"), faults.NOT_OPEN),
        (DatabaseError("file is not a database"), faults.NOT_OPEN),
        (DatabaseError("Save with update_fields did not affect any rows."), None),
        (OSError(errno.ENOSPC, "No space left on device"), faults.NO_ROOM),
        (OSError(errno.EROFS, "Read-only file system"), faults.NOT_WRITABLE),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), faults.FAR),
        (RedisConnectionError("Error 111"), faults.FAR),
        (raised_from(ValueError("outside"), OperationalError("database is locked")), faults.BUSY),
        (raised_from(StoreFault("the store"), IsADirectoryError(errno.EISDIR, "a folder")), faults.NO_STORE),
        (StoreFault("the store"), faults.NO_STORE),
        (OperationalError("no such table: catalog_book"), None),
        (InternalError("current transaction is aborted"), None),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (RuntimeError("the disk is full of books"), None),
    ],
)
def test_a_fault_is_told_from_an_error_of_the_code(error, fault):
    assert fault_in(error) is fault


def test_the_error_that_tells_of_the_fault_is_the_one_that_is_logged():
    below = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    redis = raised_from(RedisConnectionError("Error 111 connecting to localhost:6379"), below)
    error = raised_from(StoreFault("the cache of the sessions failed"), redis)

    assert cause_of(error) is redis


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("address", ["/fail/", "/fail-in-template/"])
def test_a_fault_in_a_view_or_a_template_is_503_and_one_line(visitor, settings, caplog, address, debug):
    settings.DEBUG = debug

    response = visitor.get(address)

    assert response.status_code == 503
    assert read(response).select_one("main .lede").get_text() == faults.FAR.sentence
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert errors == [f"OperationalError: {AWAY} for GET {address}"]
    assert stored(visitor) == {"num_visits": 7}


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/refuse/", 403), ("/no-sense/", 400), ("/catalog/book/9999", 404)]
)
def test_a_page_about_an_error_is_drawn_without_the_session(visitor, no_session, address, status):
    key = key_of(visitor)

    response = visitor.get(address)

    assert response.status_code == status
    assert read(response).select_one(".kicker").get_text() == str(status)
    assert "Your session cannot be reached" in read(response).select_one("main").get_text()
    assert key_of(visitor) == key


def test_a_form_without_a_token_is_refused_without_the_session(no_session):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "x" * 32

    response = client.post("/catalog/preferences/", {})

    assert response.status_code == 403
    assert "The form was too old" in read(response).get_text()
    assert key_of(client) == "x" * 32


def test_a_method_that_is_not_allowed_is_405_without_the_session(visitor, no_session):
    response = visitor.get("/catalog/reading-list/clear/")

    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_the_page_of_an_error_of_the_code_asks_no_store(visitor, no_session):
    response = visitor.get("/break/")

    assert response.status_code == 500
    assert read(response).select_one("h1").get_text() == "Server error"


def test_a_fault_that_no_middleware_saw_is_503(visitor, monkeypatch):
    monkeypatch.setattr("catalog.logins.LogInTimesMiddleware.process_response", fail)

    response = visitor.get("/catalog/books/")

    assert response.status_code == 503
    assert read(response).select_one("main .lede").get_text() == faults.FAR.sentence


@pytest.mark.parametrize("address", ["/catalog/", "/catalog/reading-list/", "/catalog/preferences/", "/admin/"])
def test_a_page_that_needs_the_session_is_503(visitor, no_session, address):
    response = visitor.get(address)

    assert response.status_code == 503
    assert not response.cookies


def test_the_admin_says_what_is_the_matter(no_session, librarian):
    client = Client()
    log_in(client, make_librarian("max"))

    assert client.get("/admin/catalog/book/").status_code == 503
    assert client.post("/admin/catalog/genre/add/", {"name": "Essay"}).status_code == 503


def test_a_page_that_was_drawn_and_not_saved_is_not_sent(visitor, monkeypatch):
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", fail)

    response = visitor.get("/store/")

    assert response.status_code == 503
    assert b"stored</" not in response.content
    assert stored(visitor) == {"num_visits": 7}


def test_a_log_in_that_fails_after_the_new_key_leaves_the_old_session(visitor, monkeypatch):
    make_librarian("max")
    key = key_of(visitor)
    monkeypatch.setattr("catalog.visitor.begin_login", fail)

    response = visitor.post("/accounts/login/", {"username": "max", "password": "password"})

    assert response.status_code == 503
    assert key_of(visitor) == key
    assert stored(visitor) == {"num_visits": 7}


def test_a_log_in_that_succeeds_deletes_the_old_row(visitor):
    make_librarian("max")
    old = Client()
    old.cookies["sessionid"] = key_of(visitor)

    assert visitor.post("/accounts/login/", {"username": "max", "password": "password"}).status_code == 302

    assert stored(old) == {}
    assert stored(visitor)["num_visits"] == 7
