"""Running an operation through the site: as a page, as a part of a page, as JSON, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalog.course.lessons import LESSONS
from catalog.course.questions import QUESTIONS
from catalog.course.registry import all_operations, operations_of
from catalog.visitor import ENTRY_LIMIT
from tests.factories import make_user

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def run(client: Client, name: str, /, headers=JSON, **inputs: str):
    return client.post(reverse("run-operation", args=[name]), inputs, headers=headers)


def rows() -> list[tuple]:
    return list(Session.objects.order_by("pk").values_list())


# Three forms of an answer


def test_a_run_without_javascript_shows_the_lesson_with_the_result_in_place(client, soup):
    page = soup(run(client, "set_value", headers={}, key="my_car", value="mini"))

    assert page.select_one("#set_value .happened").get_text().endswith("Saved: my_car added.")
    assert page.select_one("h1").get_text() == "Storing and reading"
    assert [card["id"] for card in page.select("[data-card]") if card.select_one(".happened")] == ["set_value"]


def test_a_run_with_javascript_gets_the_result_alone(client, soup):
    page = soup(run(client, "set_value", headers={"HX-Request": "true"}, key="my_car", value="mini"))

    assert page.select_one(".happened")
    assert page.select_one("main") is None


def test_a_script_gets_the_exchange_as_json(client):
    exchange = run(client, "set_value", key="my_car", value="mini").json()

    assert exchange["changes"] == [{"path": "my_car", "kind": "added", "old": None, "new": "mini"}]
    assert exchange["row_after"]["session_key"] == client.cookies["sessionid"].value
    assert exchange["set_cookie"][0]["HttpOnly"] is True
    assert exchange["error"] is None


def test_an_answer_that_shows_a_session_is_never_cached_for_another(client):
    for headers in ({}, JSON, {"HX-Request": "true"}):
        response = run(client, "count_visit", headers=headers)

        assert "private" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]


def test_the_list_of_operations_is_enough_to_run_them(client):
    listed = client.get(reverse("operations")).json()

    assert [one["name"] for one in listed] == list(all_operations())
    assert {"name": "seconds", "type": "number", "default": 300} in next(
        one["inputs"] for one in listed if one["name"] == "expire_in_seconds"
    )
    assert all("def " + one["name"] in one["source"] for one in listed)


def test_curl_takes_the_course_with_a_cookie_jar(client):
    curl = Client(enforce_csrf_checks=True)
    token = curl.get(reverse("operations")).cookies["csrftoken"].value

    answer = curl.post(reverse("run-operation", args=["count_visit"]), headers=JSON | {"X-CSRFToken": token})

    assert answer.json()["next"] == {"num_visits": 1}


def test_what_was_typed_is_still_there_after_the_run(client, soup):
    page = soup(run(client, "set_value", headers={}, key="my_boat", value="blue"))

    assert page.select_one("#set_value-key")["value"] == "my_boat"
    assert page.select_one("#set_value-value")["value"] == "blue"


def test_the_answer_to_a_question_is_judged_by_the_run(client, soup):
    run(client, "park_car")
    answer = next(iter(QUESTIONS["change_wheels"].choices))
    page = soup(run(client, "change_wheels", headers={}, answer=answer))

    assert "it turned out" in page.select_one("#change_wheels .verdict.wrong").get_text()


# What the reader has done


def test_what_was_run_is_remembered_outside_the_session(client, soup):
    run(client, "say_hello")

    page = soup(client.get(reverse("lesson", args=["what-a-session-is"])))

    assert "done" in page.select_one("#say_hello h3").get_text()
    assert Session.objects.count() == 0


def test_a_lesson_is_done_when_all_its_operations_were_run(client, soup):
    lesson = LESSONS[0]
    for name, operation in all_operations().items():
        if operation.lesson == lesson.slug:
            run(client, name)

    page = soup(client.get(reverse("lesson", args=[lesson.slug])))

    assert page.select_one(".lessons li.done a").get_text().startswith(lesson.title)


@pytest.mark.parametrize("forged", ["", "x", "no.such.names", "say_hello" * 1000])
def test_a_forged_memory_of_what_was_run_does_no_harm(client, forged):
    client.cookies["course_done"] = forged
    client.cookies["course_reader"] = forged

    assert client.get(reverse("lessons")).status_code == 200
    assert run(client, "say_hello").status_code == 200


# Bad input


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
    assert changed.json()["next"]["key0"] == "y"


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
    assert "does not answer to GET, only to POST" in soup(response).select_one(".lede").get_text()


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


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
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


# What a page costs


def test_a_lesson_needs_few_queries(client, django_assert_max_num_queries):
    run(client, "remember_name", name="Ada")
    client.force_login(make_user())
    for lesson in LESSONS:
        with django_assert_max_num_queries(5):
            client.get(reverse("lesson", args=[lesson.slug]))


# Every operation has its place


def test_every_operation_is_on_the_page_of_its_lesson_and_on_no_other(client, soup):
    on_pages = {
        lesson.slug: [
            card["id"] for card in soup(client.get(reverse("lesson", args=[lesson.slug]))).select("[data-card]")
        ]
        for lesson in LESSONS
    }
    expected = {
        lesson.slug: sorted(name for name, found in all_operations().items() if found.lesson == lesson.slug)
        for lesson in LESSONS
    }

    assert {slug: sorted(names) for slug, names in on_pages.items()} == expected


def test_every_lesson_asks_at_least_two_questions(client, soup):
    for lesson in LESSONS:
        page = soup(client.get(reverse("lesson", args=[lesson.slug])))

        assert len(page.select(".ask")) >= 2, lesson.title


def test_every_lesson_is_in_the_course_and_leads_to_the_next(client, soup):
    contents = soup(client.get(reverse("lessons"))).select(".contents a")
    assert [link["href"] for link in contents] == [reverse("lesson", args=[lesson.slug]) for lesson in LESSONS]

    for lesson, after in pairwise(LESSONS):
        page = soup(client.get(reverse("lesson", args=[lesson.slug])))
        assert page.select_one("a[rel=next]")["href"] == reverse("lesson", args=[after.slug])


def test_the_source_that_is_shown_is_the_source_that_runs(client, soup):
    page = soup(client.get(reverse("lesson", args=["storing-and-reading"])))

    shown = "\n".join(line.get_text() for line in page.select("#set_value .source .line"))
    assert shown == all_operations()["set_value"].source
