"""Running an operation with what does not fit: bad input, stale cookies, texts that nobody thinks of."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalog.course.lessons.collection import LESSONS
from catalog.course.lessons.operation import operations_of
from catalog.own_entries import ENTRY_LIMIT
from tests.course.lessons.run import run
from tests.course.panel.page import JSON
from tests.selection import first_are_quick

pytestmark = pytest.mark.django_db


def rows() -> list[tuple]:
    return list(Session.objects.order_by("pk").values_list())


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({"key": "_auth_user_id"}, "_auth_user_id belongs to Django"),
        ({"key": "testcookie"}, "testcookie belongs to Django"),
        ({"key": "num_visits"}, "num_visits belongs to the library"),
        ({"key": ""}, "A key has 1 to 100 characters"),
        ({"key": "k" * 101}, "A key has 1 to 100 characters"),
        ({"key": "my_car", "value": "v" * 2001}, "Value has at most 2,000 characters; this one has 2,001"),
    ],
)
@pytest.mark.parametrize("headers", [{}, JSON, {"HX-Request": "true"}], ids=["page", "json", "htmx"])
def test_an_input_that_is_refused_gets_a_sentence_and_changes_nothing(client, inputs, reason, headers):
    run(client, "set_value", key="kept", value="as it was")
    before = rows()

    response = run(client, "set_value", headers=headers, **inputs)

    assert response.status_code == 400
    assert reason in response.content.decode()
    assert rows() == before


@pytest.mark.parametrize("seconds", ["ten", "-1", "1000001", "1.5", "٣", ""])
def test_a_number_that_is_none_is_refused(client, seconds):
    response = run(client, "expire_in_seconds", seconds=seconds)

    assert response.status_code == 400
    assert "whole number from 0 to 1,000,000" in response.json()["refused"]


def test_a_refused_input_is_still_in_the_form(client, soup):
    page = soup(run(client, "set_value", headers={}, key="_mine", value="precious"))

    assert page.select_one("#set_value-value")["value"] == "precious"


def test_a_session_holds_no_more_than_fifty_entries_of_the_readers_own(client):
    for number in range(ENTRY_LIMIT):
        run(client, "set_value", key=f"key{number}", value="x")
    before = rows()

    refused = run(client, "set_value", key="one_more", value="x")
    changed = run(client, "set_value", key="key0", value="y")

    assert refused.status_code == 400
    assert rows() != before
    assert changed.json()["stored"]["key0"] == "y"


def test_a_session_does_not_grow_without_end(client):
    for _ in range(200):
        response = run(client, "add_to_cart", item="x" * 2_000)
        if response.status_code == 400:
            break

    assert "Your session is full" in response.json()["refused"]


def test_an_unknown_operation_is_not_found(client):
    assert run(client, "no_such_thing").status_code == 404


def test_an_unknown_lesson_is_not_found(client):
    assert client.get("/sessions/no-such-lesson/").status_code == 404


def test_running_takes_a_post(client, soup):
    response = client.get(reverse("run-operation", args=["say_hello"]))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "does not accept GET, only POST" in soup(response).select_one(".lede").get_text()


def test_running_takes_a_csrf_token():
    strict = Client(enforce_csrf_checks=True)

    assert run(strict, "count_visit").status_code == 403
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    "cookie", ["", "short", "forgedforgedforgedforgedforged12", "'; DROP TABLE", "é" * 9, "x" * 5000]
)
def test_a_stale_or_forged_cookie_is_a_lesson_and_no_error(client, cookie):
    client.cookies["sessionid"] = cookie

    response = run(client, "recognize")

    assert response.status_code == 200
    assert response.json()["result"] == "Hello, stranger."


def test_a_session_deleted_in_another_tab_is_said_to_be_gone(client):
    run(client, "remember_name", name="Ada")
    Session.objects.all().delete()

    exchange = run(client, "clear_session").json()

    assert (exchange["status"], exchange["error"]["type"]) == (400, "SessionInterrupted")


@pytest.mark.parametrize("lesson", first_are_quick(LESSONS, 2), ids=lambda lesson: lesson.slug)
def test_running_anything_twice_never_breaks_a_page(client, lesson):
    for operation in operations_of(lesson.slug):
        for _ in range(2):
            assert run(client, operation.name, headers={"HX-Request": "true"}).status_code == 200

    assert client.get(reverse("index")).status_code == 200
    assert client.get(reverse("inspector")).status_code == 200
    assert client.get(reverse("lesson", args=[lesson.slug])).status_code == 200


class OddInputs(TestCase):
    """Hypothesis needs a test case of its own that rolls back after each example."""

    @given(key=st.text(max_size=120), value=st.text(max_size=2100))
    def test_no_text_breaks_the_page(self, key, value):
        encoded = {"key": key.encode("utf-8", "replace"), "value": value.encode("utf-8", "replace")}

        response = self.client.post(reverse("run-operation", args=["set_value"]), encoded)

        assert response.status_code in (200, 400)
        assert self.client.get(reverse("inspector")).status_code == 200
        assert self.client.get(reverse("index")).status_code == 200
