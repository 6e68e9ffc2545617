"""Course accounts are inactive: the library stores no entries for their log-ins in the session."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.sessions import rows, stored

pytestmark = pytest.mark.django_db


def test_a_page_of_the_library_leaves_a_log_in_of_the_course_as_it_is(client):
    client.post(reverse("run-operation", args=["log_in"]))
    before = rows()

    response = client.get(reverse("books"))

    assert "_auth_user_id" in stored(client)
    assert "login_times" not in stored(client)
    assert rows() == before
    assert "no-store" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("name", ["who_am_i", "compare_user_id", "auser_around_alogin"])
def test_an_operation_that_asks_who_is_logged_in_gets_no_entry_of_the_librarys(client, name):
    client.post(reverse("run-operation", args=["log_in"]))

    exchange = client.post(reverse("run-operation", args=[name]), headers={"accept": "application/json"}).json()

    assert exchange["error"] is None
    assert exchange["before"]["_auth_user_id"]
    assert "login_times" not in exchange["after"]
    assert "login_times" not in stored(client)
