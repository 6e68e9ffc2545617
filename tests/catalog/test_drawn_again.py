"""Which pages are rendered again if the session store fails, and what is kept of the first response."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import path

from catalog.faults import StoreFault
from catalog.guards.stand_in import StandIn
from catalog.sessions import drawn_again
from locallibrary import urls as site
from tests.factories import make_user
from tests.sessions import key_of, put, stored

pytestmark = pytest.mark.django_db

AWAY = "the database is away"
CALLS: list[str] = []


def called(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Record each call of a view."""

    def noting(request: HttpRequest) -> HttpResponse:
        CALLS.append(request.method or "")
        return view(request)

    return noting


def read(request: HttpRequest) -> HttpResponse:
    """Read the session."""
    return HttpResponse(f"visits: {request.session.get('num_visits')}", headers={"X-Shelf": "1"})


def write(request: HttpRequest) -> HttpResponse:
    """Store an entry if possible; the response has the number of the call."""
    if isinstance(request.session, StandIn):
        return HttpResponse("not written")
    request.session["color"] = "plum"
    response = HttpResponse("written", headers={"ETag": '"written"', "X-Shelf": "1"})
    response.set_cookie("theme", "dark")
    return response


def lead_elsewhere(request: HttpRequest) -> HttpResponse:
    """Redirect anonymous visitors."""
    return read(request) if request.session.get("num_visits") else HttpResponseRedirect("/catalog/")


def refuse_strangers(request: HttpRequest) -> HttpResponse:
    """Raise ``PermissionDenied`` for anonymous visitors."""
    if not request.session.get("num_visits"):
        raise PermissionDenied
    return read(request)


def break_down_again(request: HttpRequest) -> HttpResponse:
    """Raise an error of the code if the session is read-only."""
    if isinstance(request.session, StandIn):
        raise RuntimeError("the shelf fell over")
    return write(request)


def fail(request: HttpRequest) -> HttpResponse:
    """Raise the error of a view whose database is unreachable."""
    raise OperationalError(AWAY)


def fail_at_the_interface(request: HttpRequest) -> HttpResponse:
    """Raise the error of a view whose database connection was closed."""
    raise InterfaceError("connection already closed")


def greet(request: HttpRequest) -> HttpResponse:
    """Return the name of the user."""
    return HttpResponse(f"Hello, {request.user.get_username() or 'stranger'}.")


async def read_and_wait(request: HttpRequest) -> HttpResponse:
    """Read the session in an asynchronous view."""
    return HttpResponse(str(await request.session.aget("num_visits")))


VIEWS = (read, write, lead_elsewhere, refuse_strangers, break_down_again, fail, fail_at_the_interface, greet)
urlpatterns = [
    *site.urlpatterns,
    *(path(f"{view.__name__}/", called(view)) for view in VIEWS),
    path("read_and_wait/", read_and_wait),
]
handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500


@pytest.fixture
def visitor(settings) -> Client:
    """A browser with a session, on a site with additional URLs."""
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    put(client, {"num_visits": 7})
    CALLS.clear()
    return client


def away(*args: object) -> None:
    """Raise the error of an unreachable store."""
    raise OperationalError(AWAY)


@pytest.fixture
def unreadable(visitor, monkeypatch) -> Client:
    """The browser, whose session cannot be read."""
    for name in ("_get_session_from_db", "_aget_session_from_db"):
        monkeypatch.setattr(SessionStore, name, away)
    return visitor


@pytest.fixture
def unwritable(visitor, monkeypatch) -> Client:
    """The browser, whose session cannot be written."""
    monkeypatch.setattr(SessionStore, "save", away)
    return visitor


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_a_page_that_only_reads_is_drawn_for_a_stranger(self, unreadable, method):
        response = unreadable.generic(method, "/read/")

        assert response.status_code == 200
        assert response.content == (b"visits: None" if method == "GET" else b"")
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
        assert [method] * 2 == CALLS

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
    def test_what_may_change_something_is_done_once(self, unreadable, method):
        assert unreadable.generic(method, "/read/").status_code == 503
        assert [method] == CALLS

    @pytest.mark.parametrize("address", ["/lead_elsewhere/", "/refuse_strangers/", "/read_and_wait/"])
    def test_a_page_that_is_another_for_strangers_is_not_drawn(self, unreadable, address):
        key = key_of(unreadable)

        assert unreadable.get(address).status_code == 503
        assert key_of(unreadable) == key


class TestAnotherFault:
    @pytest.mark.parametrize("address", ["/fail/", "/fail_at_the_interface/"])
    def test_a_database_that_fails_beside_the_session_is_not_asked_again(self, visitor, address):
        assert visitor.get(address).status_code == 503
        assert CALLS == ["GET"]

    @pytest.mark.parametrize("address", ["/fail/", "/fail_at_the_interface/"])
    def test_where_sessions_lie_elsewhere_it_may_be_the_users_and_the_page_is_tried_again(
        self, visitor, settings, address
    ):
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"

        assert visitor.get(address).status_code == 503
        assert CALLS == ["GET"] * 2

    def test_a_user_who_cannot_be_read_is_drawn_the_page_of_a_stranger(self, visitor, settings, monkeypatch):
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
        visitor.force_login(make_user("ann"), "django.contrib.auth.backends.ModelBackend")
        assert visitor.get("/greet/").content == b"Hello, ann."
        monkeypatch.setattr(ModelBackend, "get_user", away)

        assert visitor.get("/greet/").content == b"Hello, stranger."

    def test_a_database_that_let_the_visitor_wait_is_not_asked_again(self, visitor, monkeypatch):
        def locked(*args: object) -> None:
            raise OperationalError("database is locked")

        monkeypatch.setattr(SessionStore, "load", locked)

        response = visitor.get("/read/")

        assert response.status_code == 503
        assert "is busy" in BeautifulSoup(response.content, "html.parser").select_one("main .lede").get_text()
        assert CALLS == ["GET"]


class TestWhatCannotBeWritten:
    def test_the_page_is_drawn_again_with_what_the_middlewares_added_and_without_a_session_cookie(self, unwritable):
        before = stored(unwritable)

        response = unwritable.get("/write/")

        assert response.status_code == 200
        assert CALLS == ["GET"] * 2
        assert stored(unwritable) == before
        assert response.content == b"not written"
        assert "sessionid" not in response.cookies
        assert response.cookies["theme"].value == "dark"
        assert (response["X-Frame-Options"], response["X-Shelf"]) == ("DENY", "1")
        assert {"ETag", "Content-Length"} & set(response.headers) == set(), "they were those of another page"

    def test_an_error_of_the_code_in_the_page_that_is_drawn_again_stays_one(self, unwritable):
        assert unwritable.get("/break_down_again/").status_code == 500

    def test_a_page_that_was_none_is_not_drawn_again(self, unwritable):
        assert unwritable.post("/write/").status_code == 503
        assert CALLS == ["POST"]


def test_what_no_view_answers_is_not_drawn_again():
    assert drawn_again(RequestFactory().get("/read/"), StoreFault("away")) is None
