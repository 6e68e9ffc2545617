"""The home page: the numbers of the library, and the visit counter."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories import make_author, make_book, make_copy, make_genre
from tests.sessions import put, stored

pytestmark = pytest.mark.django_db

HOME = "/catalog/"


def visits_said(page) -> str:
    """Return the sentence with the number of visits."""
    return page.select_one("main .byline").get_text(strip=True)


def test_the_first_visit_is_number_one(client, soup):
    response = client.get(HOME)

    assert response.context["num_visits"] == 1
    assert visits_said(soup(response)) == "You have visited this page 1 time."
    assert stored(client) == {"num_visits": 1}


def test_every_visit_adds_one(client, soup):
    pages = [client.get(HOME) for _ in range(3)]

    assert [page.context["num_visits"] for page in pages] == [1, 2, 3]
    assert visits_said(soup(pages[-1])) == "You have visited this page 3 times."
    assert stored(client)["num_visits"] == 3


def test_two_browsers_are_counted_apart():
    ann, bob = Client(), Client()

    for _ in range(3):
        ann.get(HOME)
    bob.get(HOME)

    assert stored(ann)["num_visits"] == 3
    assert stored(bob)["num_visits"] == 1
    assert Session.objects.count() == 2


def test_only_the_home_page_counts(client):
    client.get(HOME)

    for name in ("books", "authors", "preferences", "reading-list", "inspector"):
        client.get(reverse(name))

    assert stored(client)["num_visits"] == 1


@pytest.mark.parametrize("count", ["twelve", None, True, 2.5, [1], {"a": 1}, -1, 10**30])
def test_a_count_that_is_none_begins_anew(client, count):
    put(client, {"num_visits": count})

    response = client.get(HOME)

    assert response.context["num_visits"] == 1
    assert stored(client)["num_visits"] == 1


def test_a_visit_is_a_get(client):
    assert client.post(HOME).status_code == 405
    assert Session.objects.count() == 0


def test_the_root_leads_home(client):
    response = client.get("/")

    assert response.status_code == 302
    assert response.url == HOME


def test_the_counts_are_those_of_the_library(client, soup):
    book = make_book(make_genre("Novel"), make_genre("Comedy"), author=make_author(last_name="Woolf"))
    make_copy(book=book, status="a")
    make_copy(book=book, status="o")

    response = client.get(HOME)

    figures = {item.dt.get_text(): item.dd.get_text() for item in soup(response).select(".figures > div")}
    assert figures == {"Books": "1", "Copies": "2", "Copies on the shelf": "1", "Authors": "1", "Genres": "2"}
    assert response.context["num_instances_available"] == 1


def test_an_empty_library_has_a_home_page_too(client, soup):
    response = client.get(HOME)

    assert response.status_code == 200
    assert {item.dd.get_text() for item in soup(response).select(".figures > div")} == {"0"}


def test_the_welcome_says_that_the_page_gives_a_cookie(client, soup):
    page = soup(client.get(HOME))

    assert "for that it gives your browser a cookie" in page.select_one("section.notice").get_text()
