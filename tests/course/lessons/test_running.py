"""Running an operation through the site: as a page, as a part of a page, as JSON, and what is remembered of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.collection import LESSONS, QUESTIONS
from catalog.course.lessons.operation import all_operations
from tests.course.lessons.run import run
from tests.course.panel.page import JSON
from tests.factories import make_user

pytestmark = pytest.mark.django_db


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

    assert answer.json()["stored"] == {"num_visits": 1}


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

    assert page.select_one(".lessons li.done a .title").get_text().startswith(lesson.title)


@pytest.mark.parametrize("forged", ["", "x", "no.such.names", "say_hello" * 1000])
def test_a_forged_memory_of_what_was_run_does_no_harm(client, forged):
    client.cookies["course_done"] = forged
    client.cookies["course_reader"] = forged

    assert client.get(reverse("lessons")).status_code == 200
    assert run(client, "say_hello").status_code == 200


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
