"""The engine ``signed_cookies``: a browser would drop a cookie of more than 4,096 bytes, and say nothing."""

from __future__ import annotations

import random
import string

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db

HOME, STORE, FORGET = reverse("index"), reverse("inspector-store"), reverse("inspector-forget")
JSON = {"accept": "application/json"}


def nothing_to_compress(length: int) -> str:
    """Return a text that zlib makes no shorter."""
    return "".join(random.Random(length).choices(string.ascii_letters, k=length))


def own_entries(client: Client) -> set[str]:
    """Return the names of the visitor's own entries, as the site finds them."""
    names = client.get(reverse("inspector"), headers=JSON).json()["data"]
    return {name for name in names if name.startswith("n")} - {"num_visits"}


@pytest.fixture
def full(client, settings) -> Client:
    """A browser whose cookie has no room for more."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    client.get(HOME)
    for number in range(2):
        assert (
            client.post(STORE, {"name": f"n{number}", "value": nothing_to_compress(1_300 + number)}).status_code == 302
        )
    return client


def test_what_does_not_fit_into_the_cookie_is_refused_and_the_rest_is_kept(full):
    before = full.cookies[settings.SESSION_COOKIE_NAME].value

    answer = full.post(STORE, {"name": "n2", "value": nothing_to_compress(1_999)})

    assert answer.status_code == 503
    assert "does not fit into a cookie" in answer.content.decode()
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert full.cookies[settings.SESSION_COOKIE_NAME].value == before
    assert own_entries(full) == {"n0", "n1"}


def test_no_cookie_of_the_library_is_larger_than_a_browser_takes(full):
    make_user("ann")
    for length in range(400, 0, -40):
        full.post(STORE, {"name": f"n{length}", "value": nothing_to_compress(length)})
        full.get(HOME)
        full.post(reverse("login"), {"username": "ann", "password": "password"})

        cookie = full.cookies[settings.SESSION_COOKIE_NAME]
        assert len(cookie.key) + len(cookie.value) <= 4096


def test_a_page_that_counts_the_visit_opens_and_says_what_is_so(full):
    for length in (1_000, 300, 100, 30, 10, 3, 1):
        full.post(STORE, {"name": f"n{length}", "value": nothing_to_compress(length)})

    pages = [full.get(HOME) for _ in range(12)]

    assert {page.status_code for page in pages} == {200}


def test_everything_can_be_forgotten(full):
    assert full.post(FORGET).status_code == 302
    assert own_entries(full) == set()


def test_an_operation_of_the_course_shows_what_browsers_drop(full):
    exchange = full.post(
        reverse("run-operation", args=["set_value"]), {"key": "n2", "value": nothing_to_compress(1_999)}, headers=JSON
    )

    assert exchange.status_code == 200
