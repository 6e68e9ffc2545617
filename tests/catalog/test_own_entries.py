"""The visitor's own entries: which are accepted, which are refused, and how they are shown."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from catalog.own_entries import ENTRY_LIMIT, NAME_LENGTH, VALUE_LENGTH, is_own
from catalog.visitor import LIBRARY_KEYS
from tests.sessions import key_of, post_raw, put, rows, stored, texts

pytestmark = pytest.mark.django_db

HOME = "/catalog/"
INSPECTOR = "/sessions/inspector/"
STORE = "/sessions/inspector/entries/store/"
REMOVE = "/sessions/inspector/entries/remove/"
DJANGOS_NAMES = (
    "_auth_user_id",
    "_auth_user_hash",
    "_session_expiry",
    "_password_reset_token",
    "_anything",
    "_",
    "testcookie",
)


def store(client: Client, name: str, value: str = "blue"):
    """Submit the form that stores an entry."""
    return client.post(STORE, {"name": name, "value": value})


def reason(page) -> str:
    """Return the sentence of an error page."""
    return page.select_one("main .lede").get_text(strip=True)


def test_a_value_is_stored_and_shown_to_that_visitor_alone(soup):
    ann, bob = Client(), Client()

    assert store(ann, "favorite_color", "blue").url == INSPECTOR
    store(bob, "favorite_color", "red")

    assert stored(ann) == {"favorite_color": "blue"}
    assert [cell.get_text() for cell in soup(ann.get(INSPECTOR)).select(".entries tbody td")][:2] == [
        "favorite_color",
        '"blue"',
    ]
    assert "red" not in soup(ann.get(INSPECTOR)).select_one(".entries").get_text()


def test_a_value_is_replaced(client):
    store(client, "color", "blue")
    store(client, "color", "red")

    assert stored(client) == {"color": "red"}


def test_spaces_around_a_name_do_not_count(client):
    store(client, "  color ", "blue")

    assert stored(client) == {"color": "blue"}


def test_an_entry_is_removed_for_that_visitor_alone():
    ann, bob = Client(), Client()
    for client in (ann, bob):
        store(client, "color")
        store(client, "pet", "cat")

    ann.post(REMOVE, {"name": "color"})

    assert stored(ann) == {"pet": "cat"}
    assert stored(bob) == {"color": "blue", "pet": "cat"}


@pytest.mark.parametrize("value", [None, 0, False, ""])
def test_an_entry_without_much_in_it_is_removed_too(client, value):
    put(client, {"nothing": value})

    client.post(REMOVE, {"name": "nothing"})

    assert stored(client) == {}


def test_removing_what_is_not_there_changes_nothing(client):
    store(client, "color")
    before = rows()

    assert client.post(REMOVE, {"name": "pet"}).url == INSPECTOR
    assert rows() == before


class TestNamesThatAreTaken:
    @pytest.mark.parametrize("address", [STORE, REMOVE], ids=["store", "remove"])
    @pytest.mark.parametrize("name", [*DJANGOS_NAMES, *sorted(LIBRARY_KEYS)])
    def test_they_are_refused_and_the_row_stays_as_it_is(self, client, soup, reader, name, address):
        client.force_login(reader)
        client.get(HOME)
        before = rows()

        response = client.post(address, {"name": name, "value": "99"})

        assert response.status_code == 400
        assert f"{name} is reserved for" in reason(soup(response)) or "cannot be removed here" in reason(soup(response))
        assert "sessionid" not in response.cookies
        assert rows() == before

    @pytest.mark.parametrize("debug", [False, True])
    def test_the_sentence_is_the_same_in_development(self, client, soup, settings, debug):
        settings.DEBUG = debug

        response = store(client, "_anything")

        assert response.status_code == 400
        assert reason(soup(response)).startswith("_anything is reserved for Django")
        assert "Traceback" not in response.content.decode()

    def test_spaces_are_no_way_around(self, client):
        assert store(client, " \u00a0_auth_user_id", "1").status_code == 400
        assert Session.objects.count() == 0

    def test_the_sentence_names_the_name_and_escapes_it(self, client, soup):
        response = store(client, "_<script>alert(1)</script>")

        assert reason(soup(response)).startswith("_<script>alert(1)</script> is reserved for Django")
        assert not [script for script in soup(response).select("script") if not script.get("src")]

    def test_nobody_becomes_another_user(self, client, librarian):
        for name, value in (("_auth_user_id", librarian.pk), ("_auth_user_backend", "x"), ("_auth_user_hash", "x")):
            store(client, name, value)

        assert client.get("/catalog/borrowed/").status_code == 302
        assert Session.objects.count() == 0


class TestLimits:
    def refused(self, client, soup, name: str, value: str = "blue") -> str:
        """Submit an entry, assert that it is refused without a change, and return the sentence."""
        before = rows()
        response = store(client, name, value)
        assert response.status_code == 400
        assert rows() == before
        return reason(soup(response))

    def test_a_name_has_at_most_100_characters(self, client, soup):
        assert store(client, "n" * NAME_LENGTH).status_code == 302

        sentence = self.refused(client, soup, "n" * (NAME_LENGTH + 1))

        assert sentence == "A name has 1 to 100 characters; this one has 101."

    def test_a_name_has_at_least_one_character(self, client, soup):
        assert self.refused(client, soup, "  ") == "A name has 1 to 100 characters; this one has 0."

    def test_a_value_has_at_most_2000_characters(self, client, soup):
        assert store(client, "long", "é" * VALUE_LENGTH).status_code == 302

        sentence = self.refused(client, soup, "long", "é" * (VALUE_LENGTH + 1))

        assert sentence == "A value has at most 2,000 characters; this one has 2,001."

    def test_a_session_holds_at_most_50_of_them(self, client, soup):
        put(client, {f"entry_{number}": "x" for number in range(ENTRY_LIMIT)})
        client.get(HOME)  # the library's own entries do not count

        sentence = self.refused(client, soup, "one_more")

        assert sentence == "A session here holds 50 entries of your own. Remove one to make room."
        assert store(client, "entry_0", "changed").status_code == 302
        client.post(REMOVE, {"name": "entry_1"})
        assert store(client, "one_more").status_code == 302

    @pytest.mark.parametrize("name", ["a\x00b", "a\nb", "a\r\nb", "\u202egnp.exe", "a\u200bb", "\x7f", "a\u2028b"])
    def test_a_name_can_be_seen(self, client, soup, name):
        assert self.refused(client, soup, name) == ("A name is one line of printable characters; this one has others.")

    def test_a_form_without_fields_is_refused(self, client):
        assert client.post(STORE).status_code == 400
        assert client.post(REMOVE).status_code == 302
        assert Session.objects.count() == 0

    def test_a_body_that_is_too_large_is_refused(self, client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
        before = rows()

        response = client.post(STORE, f"name=a&value={'x' * 200}", content_type="application/x-www-form-urlencoded")

        assert response.status_code == 413
        assert rows() == before


@given(name=texts | st.text(max_size=120), value=texts | st.text())
def test_any_text_is_stored_shown_and_removed_or_refused(name, value):
    client = Client()
    client.get(HOME)
    before = stored(client)

    response = post_raw(client, STORE, {"name": name, "value": value})

    after = stored(client)
    page = BeautifulSoup(client.get(INSPECTOR).content, "html.parser")
    assert not [script for script in page.select("script") if not script.get("src")]
    if response.status_code == 400:
        assert after == before
        return
    assert response.status_code == 302
    [(kept_name, kept_value)] = after.items() - before.items()
    assert is_own(kept_name)
    row = page.select(".entries tbody tr")[-1]
    assert row.select("td")[0].get_text() == kept_name
    assert json.loads(row.select("td")[1].get_text()) == kept_value
    client.post(REMOVE, {"name": page.select_one(f'form[action="{REMOVE}"] input[name=name]')["value"]})
    assert stored(client) == before
    assert key_of(client)


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_an_entry_whose_name_is_a_number_is_none_of_the_visitors_own(client, settings, engine):
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{engine}"
    client.post("/sessions/run/store_integer_key/")

    assert store(client, "car").status_code == 302
    assert client.post("/sessions/run/set_value/", {"key": "boat", "value": "red"}).status_code == 200
    assert client.post(REMOVE, {"name": "7"}).status_code != 500
    assert client.session["car"] == "blue"
