"""Accounts of the course, which are not active: the library notes nothing of them in the session."""

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
