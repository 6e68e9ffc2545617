"""The session cookie and its flags, as they were really sent."""

from __future__ import annotations

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils.dateparse import parse_datetime

from tests.course.panel.page import HOME, INSPECTOR, JSON, facts_of
from tests.sessions import put

pytestmark = pytest.mark.django_db


FLAGS = [
    {},
    {"SESSION_COOKIE_SECURE": True},
    {"SESSION_COOKIE_HTTPONLY": False},
    {"SESSION_COOKIE_SAMESITE": "Strict"},
    {"SESSION_COOKIE_SAMESITE": False},
    {"SESSION_COOKIE_DOMAIN": "testserver"},
    {"SESSION_COOKIE_PATH": "/sessions/"},
    {"SESSION_COOKIE_AGE": 60},
    {"SESSION_EXPIRE_AT_BROWSER_CLOSE": True},
]


def attributes_sent(response) -> dict[str, str]:
    """Return the attributes of the session cookie from the very text of its ``Set-Cookie`` header.

    Case makes no difference in their names: Python writes one of them with a small letter.
    """
    _, *parts = response.cookies["sessionid"].OutputString().replace("expires=", "Expires=").split("; ")
    return {name: value for name, _, value in (part.partition("=") for part in parts)}


def cookie_of(client: Client) -> dict[str, str]:
    """Return the attributes that the site says the cookie has."""
    return client.get(INSPECTOR, headers=JSON).json()["cookie"]


@pytest.mark.parametrize("changed", FLAGS, ids=lambda changed: next(iter(changed), "as it is"))
def test_the_flags_are_those_of_the_header_that_was_sent(client, soup, settings, changed):
    for name, value in changed.items():
        setattr(settings, name, value)

    response = client.get(HOME)

    sent = attributes_sent(response)
    assert cookie_of(client) == sent
    shown = facts_of(soup(client.get(INSPECTOR)))["Cookie"].replace("; not Secure", "")
    assert set(shown.split("; ")) == {f"{name}={value}" if value else name for name, value in sent.items()}


def test_they_stay_what_they_were_when_the_settings_change_later(client, settings):
    sent = attributes_sent(client.get(HOME))

    settings.SESSION_COOKIE_SAMESITE = "Strict"
    settings.SESSION_COOKIE_SECURE = True

    assert cookie_of(client) == sent


def test_they_are_those_of_the_latest_header(client, settings):
    client.get(HOME)
    settings.SESSION_COOKIE_SAMESITE = "Strict"

    sent = attributes_sent(client.get(HOME))

    assert cookie_of(client) == sent


def test_after_a_log_in_they_are_those_of_the_new_cookie(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_user("ann", password="password")
    client.get(HOME)
    settings.SESSION_COOKIE_AGE = 120

    response = client.post("/accounts/login/", {"username": "ann", "password": "password"})

    assert cookie_of(client) == attributes_sent(response)
    assert cookie_of(client)["Max-Age"] == "120"


def test_a_cookie_that_nobody_saw_sent_has_the_flags_of_the_settings(client, soup):
    put(client, {"color": "blue"})  # past the middleware

    assert cookie_of(client) == {"Path": "/", "HttpOnly": "", "SameSite": "Lax"}
    assert facts_of(soup(client.get(INSPECTOR)))["Sent"].startswith("not noted")


def test_when_it_was_sent_is_shown(client, soup):
    client.get(HOME)

    sent = soup(client.get(INSPECTOR)).find("dt", string="Sent").find_next("time")["datetime"]

    age = datetime.now().astimezone() - parse_datetime(sent)
    assert abs(age.total_seconds()) < 5


@pytest.mark.parametrize(
    ("expires_at_browser_close", "expiry", "lasts"),
    [
        (False, None, "as long as the session"),
        (True, None, "until the browser closes"),
        (False, 0, "until the browser closes"),
        (True, 300, "as long as the session"),
    ],
)
def test_how_long_it_lasts_is_said(client, settings, expires_at_browser_close, expiry, lasts):
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = expires_at_browser_close
    session = client.session
    session["color"] = "blue"
    session.set_expiry(expiry)
    session.save()

    assert facts_of(BeautifulSoup(client.get(INSPECTOR).content, "html.parser"))["Lasts"] == lasts
    assert (
        client.get(INSPECTOR, headers=JSON).json()["expires_with_browser"]
        is client.session.get_expire_at_browser_close()
    )
