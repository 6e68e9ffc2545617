"""The visit counter."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.course.lessons.exchanges import statements

pytestmark = pytest.mark.django_db


def test_the_counter_counts_the_visits_of_a_browser(run):
    assert [run("count_visit")["result"] for _ in range(3)] == [
        "This is visit number 1.",
        "This is visit number 2.",
        "This is visit number 3.",
    ]


def test_each_browser_has_a_count_of_its_own(run):
    run("count_visit")

    assert run("count_visit", browser=Client())["result"] == "This is visit number 1."


def test_a_visit_costs_one_query_to_read_and_one_to_write(run):
    run("count_visit")
    exchange = run("count_visit")

    assert statements(exchange) == ["SELECT", "UPDATE"]


def test_the_number_from_before_starts_with_0_and_the_same_is_stored(run):
    exchange = run("count_visit_shown_late")

    assert exchange["result"] == "Number of earlier visits: 0."
    assert exchange["stored"]["num_visits"] == 1


def test_counting_in_one_line_raises_a_key_error_on_the_first_visit(run):
    assert run("count_visit_in_place")["error"] == {"type": "KeyError", "message": "'num_visits'"}


def test_counting_in_one_line_works_once_there_is_a_count(run):
    run("count_visit")

    assert run("count_visit_in_place")["result"] == "This is visit number 2."


def test_starting_again_takes_the_count_out(run):
    run("count_visit")

    assert run("reset_counter")["stored"] == {}
    assert run("count_visit")["result"] == "This is visit number 1."


def test_a_count_is_saved_with_a_redirect(run):
    exchange = run("count_and_redirect")

    assert exchange["status"] == 302
    assert exchange["stored"] == {"num_visits": 1}


def test_following_the_redirect_counts_a_second_time(run, client):
    run("count_and_redirect")

    assert client.get("/catalog/").context["num_visits"] == 2


def test_two_tabs_at_once_lose_a_visit(run):
    run("count_visit")
    exchange = run("count_in_two_tabs")

    assert exchange["result"] == "Two tabs have counted a visit each."
    assert exchange["stored"]["num_visits"] == 2
    assert statements(exchange).count("UPDATE") == 2


def test_two_tabs_without_a_count_leave_no_row(run):
    assert run("count_in_two_tabs")["result"] == "Count a visit first."
    assert Session.objects.count() == 0


def test_a_visitor_is_counted_once(run):
    assert run("count_once")["result"] == "You are counted."
    again = run("count_once")

    assert again["result"] == "You are counted already."
    assert not again["saved"]
    assert again["set_cookie"] == []


def test_a_visitor_without_the_cookie_is_counted_again(run):
    run("count_once")
    run("delete_cookie")

    assert run("count_once")["result"] == "You are counted."


def test_the_async_counter_makes_the_same_exchange(run):
    run("count_visit", browser=(plain := Client()))
    run("acount_visit", browser=(async_browser := Client()))
    first = run("count_visit", browser=plain)
    second = run("acount_visit", browser=async_browser)

    same = ("result", "status", "accessed", "modified", "saved", "changes", "queries")
    hide = [first["cookie_in"], second["cookie_in"]]
    assert [str(first[name]).replace(hide[0], "") for name in same] == [
        str(second[name]).replace(hide[1], "") for name in same
    ]


def test_whoever_keeps_no_cookies_is_always_on_the_first_visit_and_leaves_rows():
    visits = [Client().get("/catalog/").context["num_visits"] for _ in range(3)]

    assert visits == [1, 1, 1]
    assert Session.objects.count() == 3


def test_only_the_home_page_counts(client):
    client.get("/catalog/")
    client.get("/catalog/books/")

    assert client.session["num_visits"] == 1
