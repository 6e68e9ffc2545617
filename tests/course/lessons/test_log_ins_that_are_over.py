"""A real log-in whose time is over: no operation finds it, although Django, inside an exchange, would take it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.operation import all_operations
from catalog.visitor import LOGIN_TIMES
from tests.course.conftest import ENGINES
from tests.factories import make_user
from tests.sessions import log_in

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
HTMX = {"HX-Request": "true"}
LONG_AGO = [1_000_000_000, 1_000_000_000]  # in 2001


def came_back_late(user: User) -> Client:
    """Return a browser that was logged in, and whose time is over."""
    client = Client()
    log_in(client, user)
    session = client.session
    session[LOGIN_TIMES] = LONG_AGO
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def run(client: Client, name: str, **headers: str):
    return client.post(reverse("run-operation", args=[name]), headers=headers or JSON)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_operation_changes_the_password_of_the_real_account(use_engine, engine):
    use_engine(engine)
    user = make_user("reader")
    before = user.password

    for name, operation in all_operations().items():
        if operation.uses_account:
            assert run(came_back_late(user), name).status_code == 409

    user.refresh_from_db()
    assert user.password == before


@pytest.mark.parametrize("engine", ENGINES)
def test_the_log_in_is_ended_and_the_next_run_is_a_strangers(use_engine, engine):
    use_engine(engine)
    client = came_back_late(make_user("reader"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    refusal = run(client, "who_am_i")

    assert "You were logged out" in refusal.json()["refused"]
    assert settings.SESSION_COOKIE_NAME not in client.cookies or not client.cookies[settings.SESSION_COOKIE_NAME].value
    if engine != "signed_cookies":  # which has nothing to delete but the cookie
        assert SESSION_KEY not in type(client.session)(key)
    assert run(client, "who_am_i").json()["result"] == "You are nobody. Logged in: False"


@pytest.mark.full
def test_no_operation_finds_the_log_in_inside(settings):
    settings.LIMITS = {}
    user, found = make_user("reader"), []

    for name in all_operations():
        if run(came_back_late(user), name).status_code != 409:
            found.append(name)

    assert found == []


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["a page", "a part of one"])
def test_a_browser_is_told_why(headers):
    page = run(came_back_late(make_user("reader")), "who_am_i", **(headers or {"accept": "text/html"}))

    assert page.status_code == 409
    assert "The operation was not run." in page.content.decode()
