"""The page of the reference: names, search, JSON, and a session that it does not touch."""

from __future__ import annotations

import django
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.test import override_settings

from catalog.course.reference.names import names
from catalog.course.reference.shown import SHOWN
from tests.queries import statements_of
from tests.sessions import key_of, put, rows

ADDRESS = "/sessions/reference/"


def as_json(client, query=""):
    """Return the entries of the reference by their ids."""
    answer = client.get(ADDRESS, {"q": query} if query else {}, headers={"accept": "application/json"}).json()
    return {entry["id"]: entry for group in answer["groups"] for entry in group["entries"]}


# The page


@pytest.mark.django_db
def test_every_name_has_an_anchor_on_the_page(client, soup):
    page = soup(client.get(ADDRESS))

    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert SHOWN.keys() <= set(ids)


@pytest.mark.django_db
def test_every_link_within_the_page_has_a_target(client, soup):
    page = soup(client.get(ADDRESS))

    targets = {link["href"][1:] for link in page.select("main a[href^='#']")}
    assert targets <= {element["id"] for element in page.select("[id]")}
    assert len(targets) > len(names())


@pytest.mark.django_db
def test_a_name_is_shown_with_signature_docstring_twin_and_operation(client, soup):
    flush = soup(client.get(ADDRESS)).find(id="SessionBase.flush")

    assert flush.h3.get_text(strip=True) == "flush()"
    assert flush.q.get_text() == "Remove the current session data from the database and regenerate the key."
    assert flush.find("a", href="#SessionBase.aflush")
    assert flush.find("a", href="/sessions/changing-and-deleting/#flush_session")


@pytest.mark.django_db
def test_what_only_a_newer_django_has_is_marked(client, soup):
    mark = soup(client.get(ADDRESS)).find(id="SessionBase.__bool__").select_one(".mark").get_text()

    assert mark == ("not in this Django" if django.VERSION < (6, 0) else "new since Django 5.2")
    assert (django.VERSION >= (6, 0)) == hasattr(SessionBase, "__bool__")


@pytest.mark.django_db
@override_settings(SESSION_COOKIE_AGE=77)
def test_a_setting_is_shown_with_its_default_and_its_value(client):
    entry = as_json(client)["SESSION_COOKIE_AGE"]

    assert (entry["default"], entry["value"]) == ("1209600", "77")


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_no_secret_is_shown(client, accept, tmp_path):
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "redis-password"}}
    hidden = {"SECRET_KEY_FALLBACKS": ["former-secret"], "CACHES": caches, "SESSION_FILE_PATH": str(tmp_path)}

    with override_settings(**hidden, SECRET_KEY="present-secret"):
        text = client.get(ADDRESS, headers={"accept": accept}).content.decode()

    assert "not shown" in text
    for secret in ("present-secret", "former-secret", "redis-password", str(tmp_path)):
        assert secret not in text


@pytest.mark.django_db
@pytest.mark.parametrize("engine", ["db", "cache"])
def test_the_engine_in_use_is_marked(client, soup, engine):
    with override_settings(SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}"):
        page = soup(client.get(ADDRESS))

    marked = [article["id"] for article in page.select(".ref-name:has(.mark.added)")]
    assert marked == [f"backends.{engine}"]


# The search


@pytest.mark.django_db
def test_a_search_finds_names_and_sentences(client):
    assert "SessionBase.set_expiry" in as_json(client, "set_expiry")
    assert "SESSION_COOKIE_HTTPONLY" in as_json(client, "hides javascript")
    assert "SessionBase.get" not in as_json(client, "hides javascript")


@pytest.mark.django_db
def test_a_search_keeps_its_words_and_says_how_many_it_found(client, soup):
    page = soup(client.get(ADDRESS, {"q": "Clearsessions"}))

    assert page.select_one("input[name=q]")["value"] == "Clearsessions"
    assert page.select_one("[role=status]").get_text() == "1 name found for “Clearsessions”."
    assert [article["id"] for article in page.select(".ref-name")] == ["clearsessions"]


@pytest.mark.django_db
def test_a_search_leads_to_a_twin_that_it_did_not_find(client, soup):
    page = soup(client.get(ADDRESS, {"q": "SessionBase.aflush"}))

    assert page.find("a", href=f"{ADDRESS}#SessionBase.flush")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["no such name", "<script>alert(1)</script>", "\x00 \u202e", "x" * 5000])
def test_a_search_that_finds_nothing_says_so(client, soup, query):
    response = client.get(ADDRESS, {"q": query})

    page = soup(response)
    assert response.status_code == 200
    assert page.select_one(".empty h2").get_text() == "No name fits"
    assert "alert" not in "".join(script.get_text() for script in page.select("script"))


# The session stays as it is


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_the_page_touches_no_session(client, accept):
    put(client, {"name": "Ada"})
    before = rows()

    with override_settings(SESSION_SAVE_EVERY_REQUEST=True):
        response = client.get(ADDRESS, headers={"accept": accept})

    assert response.status_code == 200
    assert not response.cookies
    assert rows() == before
    assert key_of(client) == before[0][0]


@pytest.mark.django_db
def test_a_stranger_gets_no_session(client):
    response = client.get(ADDRESS)

    assert not response.cookies
    assert rows() == []
    assert "none yet" in response.content.decode()  # the strip is there


@pytest.mark.django_db
def test_the_page_takes_five_queries_at_most(client):
    client.force_login(User.objects.create_user("reader"))
    client.get(ADDRESS)

    assert len(statements_of(client, ADDRESS)) <= 5


@pytest.mark.django_db
def test_json_says_what_the_page_says(client, soup):
    page = soup(client.get(ADDRESS))

    assert list(as_json(client)) == [article["id"] for article in page.select(".ref-name")]


@pytest.mark.django_db
def test_a_post_is_refused(client):
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sessions/", "/sessions/what-can-be-stored/"])
def test_the_course_leads_to_the_reference(client, soup, address):
    assert soup(client.get(address)).select_one(f"main a[href='{ADDRESS}']")
