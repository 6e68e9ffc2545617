"""What operations leave of a real log-in: nothing that a log-out does not end."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.course.registry import all_operations
from tests.factories import make_user
from tests.sessions import log_in

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def logged_in_rows(user: User) -> list[str]:
    """Return the keys of all stored sessions that open the account."""
    return [row.session_key for row in Session.objects.all() if row.get_decoded().get(SESSION_KEY) == str(user.pk)]


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
