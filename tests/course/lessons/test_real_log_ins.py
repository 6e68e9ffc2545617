"""Readers who are logged in for real: what an operation does to that only when asked to, and what it leaves of it."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.operation import all_operations
from tests.course.lessons.run import run
from tests.factories import make_user
from tests.sessions import log_in

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def logged_in_rows(user: User) -> list[str]:
    """Return the keys of all stored sessions that open the account."""
    return [row.session_key for row in Session.objects.all() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]


@pytest.mark.full
@pytest.mark.parametrize("confirmed", [{}, {"confirm": "yes"}], ids=["not confirmed", "confirmed"])
def test_after_a_log_out_no_row_is_logged_in_whichever_operation_was_run(settings, confirmed):
    settings.LIMITS = {}
    user, left = make_user("reader"), []

    for name in all_operations():
        client = Client()
        log_in(client, user)
        client.post(reverse("run-operation", args=[name]), confirmed, headers=JSON)
        client.post(reverse("logout"))
        if logged_in_rows(user):
            left.append(name)
        Session.objects.all().delete()

    assert left == []


def test_the_row_that_create_leaves_behind_stays_and_keeps_all_but_the_log_in(client):
    user = make_user("reader")
    log_in(client, user)
    client.post(reverse("run-operation", args=["set_value"]), {"key": "color", "value": "plum"}, headers=JSON)
    former = client.cookies["sessionid"].value

    exchange = client.post(reverse("run-operation", args=["read_then_create"]), headers=JSON).json()

    assert client.cookies["sessionid"].value != former
    assert exchange["old_row"], "the page tells what Django did"
    assert Session.objects.get(pk=former).get_decoded()["color"] == "plum"
    assert SESSION_KEY not in Session.objects.get(pk=former).get_decoded()
    assert logged_in_rows(user) == [client.cookies["sessionid"].value]


@pytest.fixture
def reader(client):
    client.login(username=make_user("reader").username, password="password")
    return client


@pytest.mark.parametrize(
    "name", ["flush_session", "log_in", "log_out", "clear_session", "live_ten_seconds", "delete_cookie"]
)
def test_a_real_log_in_is_not_ended_unasked(reader, name):
    response = run(reader, name)

    assert response.status_code == 409
    assert "You are logged in as reader" in response.json()["refused"]
    assert "_auth_user_id" in reader.session


def test_a_real_log_in_ends_when_its_owner_says_so(reader):
    response = run(reader, "flush_session", confirm="yes")

    assert response.status_code == 200
    assert "sessionid" not in reader.cookies or not reader.cookies["sessionid"].value


@pytest.mark.parametrize("name", ["change_password", "change_password_and_stay", "achange_password_and_stay"])
def test_a_real_password_is_never_changed(reader, name):
    before = User.objects.get(username="reader").password

    response = run(reader, name, confirm="yes", new_password="another")

    assert response.status_code == 409
    assert User.objects.get(username="reader").password == before


def test_other_operations_run_for_a_real_reader_without_a_question(reader):
    assert run(reader, "count_visit").json()["stored"]["num_visits"] == 1
    assert run(reader, "who_am_i").status_code == 200
