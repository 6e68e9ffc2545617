"""Assertions about responses during a fault, and the browser of a reader."""

from __future__ import annotations

import logging

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_book, make_user
from tests.sessions import key_of

HOME, BOOKS, LIST, MINE = "/catalog/", "/catalog/books/", "/catalog/reading-list/", "/catalog/mybooks/"
PREFERENCES, LOG_OUT, LOG_IN = "/catalog/preferences/", "/accounts/logout/", "/accounts/login/"
INSPECTOR, PANEL, LESSON = "/sessions/inspector/", "/sessions/inspector/panel/", "/sessions/the-visit-counter/"
REFERENCE, RUN = "/sessions/reference/", "/sessions/run/set_value/"
BOOK, STORE = "/catalog/book/1", "/sessions/inspector/entries/store/"
JSON = {"accept": "application/json"}
PASSWORD = "password"
POSTS = {
    RUN: {"key": "color", "value": "plum"},
    f"{LIST}1/note/": {"note": "x" * 200},
    STORE: {"name": "color", "value": "plum"},
    PREFERENCES: {"page_size": "25", "accent": "plum", "theme": "dark"},
}

BUSY = "The library's database is busy, and could not handle your request in time."
FULL = "The library's disk is full, so nothing can be stored."
READ_ONLY = "The library's storage is read-only at the moment."
NOT_OPEN = "The library's database cannot be opened at the moment."


def soup_of(response: HttpResponse) -> BeautifulSoup:
    """Return the parsed page."""
    return BeautifulSoup(response.content, "html.parser")


def words_of(response: HttpResponse) -> str:
    """Return the text of ``<main>``."""
    return " ".join(soup_of(response).select_one("main").get_text(" ").split())


def cookies_touched(response: HttpResponse) -> set[str]:
    """Return which of two cookies a response sets or deletes: the session cookie and the CSRF cookie.

    Django sends the CSRF cookie with every form, to renew its age.
    """
    sent, received = response.wsgi_request.COOKIES, response.cookies
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & set(received)
    return {name for name in names if received[name].value != sent.get(name)}


def assert_unavailable(response: HttpResponse, sentence: str, *, passes: bool, posted: bool = False) -> None:
    """Assert that a page reports a fault with advice, in the layout of the site."""
    page = soup_of(response)
    assert response.status_code == 503, (
        f"{response.status_code} {words_of(response) if response.content else response.headers}"
    )
    assert page.select_one("main .lede").get_text() == sentence
    assert page.title.get_text().endswith("· LocalLibrary")
    assert page.select_one("header .brand")
    assert page.select_one("link[rel=stylesheet]")
    assert page.select(f'main a[href="{BOOKS}"]')
    words = words_of(response)
    assert ("What you sent may not be stored" in words) is posted
    assert "The library deleted nothing" in words
    assert ("Wait 10 seconds" in words) is passes
    assert ("The administrator of the library has to correct this" in words) is not passes
    assert response.headers.get("Retry-After") == ("10" if passes else None)
    assert "no-store" in response.headers["Cache-Control"]
    assert cookies_touched(response) == set(), str(response.cookies)


def assert_drawn_for_a_stranger(response: HttpResponse) -> None:
    """Assert that a page was rendered without the session, and says so."""
    assert response.status_code == 200, words_of(response)
    assert "Your session cannot be reached at the moment" in words_of(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert cookies_touched(response) == set(), str(response.cookies)


def assert_drawn_and_nothing_kept(response: HttpResponse) -> None:
    """Assert that a page shows the stored data, and says that nothing new can be stored."""
    assert response.status_code == 200, words_of(response)
    assert "Nothing can be stored in your session at the moment" in words_of(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert cookies_touched(response) == set(), str(response.cookies)


def lines(caplog: pytest.LogCaptureFixture, level: int = logging.WARNING) -> list[str]:
    """Return the lines in the log."""
    return [record.getMessage() for record in caplog.records if record.levelno >= level]


def reader() -> Client:
    """Return the browser of a logged-in reader with two books on the reading list and two visits."""
    user = make_user("ann")
    client = Client()
    assert client.post(LOG_IN, {"username": user.get_username(), "password": PASSWORD}).status_code == 302
    for _ in range(2):
        assert client.post(f"{LIST}{make_book().pk}/add/").status_code == 302
        assert client.get(HOME).status_code == 200
    assert key_of(client)
    return client


def assert_nothing_is_lost(client: Client, *, visits: int = 2, books: int = 2) -> None:
    """Assert that the reader's data after a fault are the same as before."""
    assert client.get(MINE).status_code == 200, "still logged in"
    assert len(soup_of(client.get(LIST)).select("form[action$='/note/']")) == books
    assert client.session["num_visits"] == visits
