"""The reader's own session as JSON, for scripts and tests."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils.dateparse import parse_datetime

from tests.course.panel.page import HOME, INSPECTOR, JSON, rows_of
from tests.sessions import put

pytestmark = pytest.mark.django_db


def test_it_has_all_that_the_panel_shows(client):
    client.get(HOME)
    row = Session.objects.get()

    shown = client.get(INSPECTOR, headers=JSON).json()

    assert parse_datetime(shown.pop("expires")).timestamp() == pytest.approx(row.expire_date.timestamp(), abs=0.002)
    assert parse_datetime(shown["row"].pop("expire_date")).timestamp() == pytest.approx(
        row.expire_date.timestamp(), abs=0.002
    )
    assert set(shown.pop("cookie")) == {"Path", "HttpOnly", "SameSite", "Max-Age", "expires", "Expires"} - {"expires"}
    assert json.loads(shown.pop("decoded")) == {"num_visits": 1}
    assert shown == {
        "cookie_in": row.session_key,
        "engine": "django.contrib.sessions.backends.db",
        "data": {"num_visits": 1},
        "stored": True,
        "row": {"session_key": row.session_key, "session_data": row.session_data},
        "raw": row.session_data,
        "expired": False,
        "unreadable": None,
        "expires_with_browser": False,
        "save_every_request": False,
    }


def test_without_a_session_it_is_the_same_with_nothing_in_it(client):
    assert client.get(INSPECTOR, headers=JSON).json() == {
        "cookie_in": None,
        "cookie": None,
        "engine": "django.contrib.sessions.backends.db",
        "data": {},
        "stored": False,
        "row": None,
        "raw": None,
        "decoded": None,
        "expires": None,
        "expired": False,
        "unreadable": None,
        "expires_with_browser": False,
        "save_every_request": False,
    }


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/json", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("image/png", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        (";;,/", "text/html; charset=utf-8"),
    ],
)
def test_it_is_given_to_those_who_ask_for_it(client, accept, content_type):
    assert client.get(INSPECTOR, headers={"accept": accept})["Content-Type"] == content_type


def test_values_that_json_cannot_hold_come_as_text(client, soup, use_engine):
    use_engine("cache")  # which pickles
    loop = []
    loop.append(loop)
    odd = {
        "date": datetime(2030, 1, 2),
        "pair": {(1, 2): 3},
        "set": {1},
        "nan": float("nan"),
        "loop": loop,
        7: "seven",
    }
    put(client, odd)

    response = client.get(INSPECTOR, headers=JSON)

    assert "NaN" not in response.content.decode().replace('"NaN"', "")
    assert response.json()["data"] == {
        "date": '"datetime.datetime(2030, 1, 2, 0, 0)"',
        "pair": "{(1, 2): 3}",
        "set": '"{1}"',
        "nan": "NaN",
        "loop": "[[[[[[[...]]]]]]]",
        "7": "seven",
    }
    assert [name for name, *_ in rows_of(soup(client.get(INSPECTOR)))] == [
        "date",
        "pair",
        "set",
        "nan",
        "loop",
        "7",
    ]
