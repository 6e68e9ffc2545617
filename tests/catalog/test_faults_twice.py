"""A read-only session store, and its behavior when the page is rendered again."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import make_book
from tests.sessions import put

pytestmark = pytest.mark.django_db


def fail(*args: object) -> None:
    """Raise the error of an unreachable database."""
    raise OperationalError("the database is away")


def break_down(*args: object) -> None:
    """Raise an error of the code."""
    raise RuntimeError("the shelf fell over")


@pytest.fixture
def visitor(monkeypatch) -> Client:
    """A browser whose session can be read but not written."""
    client = Client(raise_request_exception=False)
    put(client, {"num_visits": 7})
    monkeypatch.setattr(SessionStore, "save", fail)
    return client


@pytest.fixture
def the_second_time(monkeypatch):
    """A function that replaces ``load`` of the store after its first call."""

    def do(otherwise) -> None:
        loads, load = [], SessionStore.load

        def once(store: SessionStore) -> dict:
            loads.append(store)
            return load(store) if len(loads) == 1 else otherwise()

        monkeypatch.setattr(SessionStore, "load", once)

    return do


def words_of(response: HttpResponse) -> str:
    """Return the text of the page."""
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text()


def test_what_is_stored_is_shown_where_it_can_be_read_again(visitor):
    response = visitor.get(make_book().get_absolute_url())

    assert response.status_code == 200
    assert "Nothing can be stored in your session" in words_of(response)


def test_the_page_is_a_strangers_where_it_cannot_be_read_again(visitor, the_second_time):
    the_second_time(fail)

    response = visitor.get(make_book().get_absolute_url())

    assert response.status_code == 200
    assert "Your session cannot be reached" in words_of(response)


def test_an_error_of_the_code_stays_one(visitor, the_second_time):
    the_second_time(break_down)

    assert visitor.get(make_book().get_absolute_url()).status_code == 500


def test_whoever_looks_from_outside_finds_no_session_that_was_not_saved(visitor):
    book = make_book()
    drawn, refused = visitor.get(book.get_absolute_url()), visitor.post(reverse("reading-list-add", args=[book.pk]))

    assert (drawn.status_code, refused.status_code) == (200, 503)
    for response in (drawn, refused):
        assert not hasattr(response.wsgi_request, "session")
