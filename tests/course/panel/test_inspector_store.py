"""Where the session is kept, as the panel shows it: the engine, the row, the expiry, and the stored text."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.models import Session
from django.utils.dateparse import parse_datetime

from tests.course.panel.page import HOME, INSPECTOR, JSON, facts_of, rows_of
from tests.sessions import put

pytestmark = pytest.mark.django_db


def test_the_engine_is_named(client, soup, storage):
    client.get(HOME)

    assert facts_of(soup(client.get(INSPECTOR)))["Engine"] == storage.engine
    assert client.get(INSPECTOR, headers=JSON).json()["engine"] == f"django.contrib.sessions.backends.{storage.engine}"


def test_the_contents_are_those_that_a_view_finds(client, soup, storage):
    client.get(HOME)

    page = soup(client.get(INSPECTOR))

    assert rows_of(page) == [("num_visits", "1", "int", "")]


def test_the_expiry_is_that_of_the_row(client, soup):
    client.get(HOME)

    page = soup(client.get(INSPECTOR))

    row = Session.objects.get()
    shown = page.select_one("time[data-countdown]")
    assert parse_datetime(shown["datetime"]) == row.expire_date
    assert shown.get_text() == row.expire_date.strftime("%b %-d, %Y, %H:%M:%S UTC")
    assert facts_of(page)["Row"] == f"one row, {len(row.session_data)} characters"


def test_the_raw_text_is_that_of_the_row_and_decoded_beside_it(client, soup):
    put(client, {"color": "blue"})

    page = soup(client.get(INSPECTOR))

    assert page.select_one('pre[aria-label="Stored text"]').get_text() == Session.objects.get().session_data
    assert json.loads(page.select_one('pre[aria-label="Decoded text"]').get_text()) == {"color": "blue"}


def test_a_text_that_django_did_not_write_is_shown_as_it_is(client, soup):
    put(client, {"color": "blue"})
    Session.objects.update(session_data="<i>garbage</i>")

    page = soup(client.get(INSPECTOR))

    assert page.select_one('pre[aria-label="Stored text"]').get_text() == "<i>garbage</i>"
    assert "cannot be decoded here" in page.get_text()
    assert rows_of(page) == []


def test_a_store_without_a_date_says_so(client, soup, use_engine):
    use_engine("cache")
    client.get(HOME)

    assert facts_of(soup(client.get(INSPECTOR)))["Expires"] == "the store holds no date: see the cookie"


def test_save_every_request_is_explained_where_it_is_on(client, soup, settings):
    client.get(HOME)
    assert "SESSION_SAVE_EVERY_REQUEST" not in soup(client.get(INSPECTOR)).get_text()

    settings.SESSION_SAVE_EVERY_REQUEST = True

    assert "SESSION_SAVE_EVERY_REQUEST is on" in soup(client.get(INSPECTOR)).get_text()
