"""What the course shows of errors and of settings holds no secret."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from catalog.course.exchange.run import run
from catalog.discretion import STARS
from tests.markers import SECRETS, leaks


def ask_a_server(request):
    """Fail in the words of a server."""
    raise OperationalError(f"refused: {SECRETS['key']}")


def save_there(self, must_create=False):
    """Fail in the words of a server."""
    raise ConnectionError(f"refused: {SECRETS['key']}")


def change(request):
    """Change the session."""
    request.session["changed"] = True
    return HttpResponse("changed")


@pytest.mark.django_db
@pytest.mark.parametrize("view", [ask_a_server, change])
def test_an_exchange_with_a_broken_server_records_no_secret(settings, monkeypatch, view):
    settings.SECRET_KEY = SECRETS["key"]
    monkeypatch.setattr(SessionStore, "save", save_there)

    exchange = run(view, RequestFactory().get("/")).exchange

    assert exchange.error.message == f"refused: {STARS}"


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_the_reference_shows_settings_without_a_secret_in_them(settings, client, accept):
    settings.SECRET_KEY = SECRETS["key"]
    settings.SESSION_COOKIE_DOMAIN = settings.LOGIN_URL = f"/log-in/{SECRETS['key']}"

    text = client.get("/sessions/reference/", headers={"accept": accept}).content.decode()

    assert "/log-in/***" in text
    assert leaks(text) == set()
