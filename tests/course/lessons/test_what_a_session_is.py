"""What a session is."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.course.lessons.exchanges import drops_the_cookie, session_cookie

pytestmark = pytest.mark.django_db


def test_a_view_that_leaves_the_session_alone_costs_no_query_and_sends_no_cookie(run):
    exchange = run("say_hello")

    assert not exchange["accessed"]
    assert exchange["queries"] == []
    assert exchange["set_cookie"] == []


def test_reading_gives_a_stranger_neither_a_row_nor_a_cookie(run):
    exchange = run("recognize")

    assert exchange["result"] == "Hello, stranger."
    assert not exchange["saved"]
    assert exchange["set_cookie"] == []
    assert Session.objects.count() == 0


def test_the_first_entry_makes_a_row_and_a_cookie_with_its_key(run):
    exchange = run("remember_name", name="Grace")

    assert exchange["saved"]
    assert session_cookie(exchange)["value"] == exchange["row_after"]["session_key"]
    assert exchange["stored"] == {"name": "Grace"}


def test_the_next_request_is_recognized(run):
    run("remember_name", name="Grace")

    assert run("recognize")["result"] == "Hello, Grace."


def test_reading_writes_nothing_and_sends_no_cookie(run):
    run("remember_name")
    exchange = run("recognize")

    assert exchange["accessed"]
    assert not exchange["saved"]
    assert exchange["set_cookie"] == []
    assert len(exchange["queries"]) == 1


def test_the_key_is_32_random_letters_and_digits(run):
    keys = [session_cookie(run("remember_name", browser=Client()))["value"] for _ in range(2)]

    assert all(re.fullmatch("[a-z0-9]{32}", key) for key in keys)
    assert keys[0] != keys[1]


def test_the_browser_sends_the_key_and_nothing_else(run):
    key = session_cookie(run("remember_name"))["value"]

    assert run("look_at_cookie")["result"] == f"32 characters: {key[:6]}…"


def test_dict_shows_all_entries_without_a_log_in(run):
    assert run("look_at_session")["result"] == "{}"
    run("remember_name")

    assert run("look_at_session")["result"] == "{'name': 'Ada'}"


@pytest.mark.parametrize("name", ["Ada", "Ada " * 100], ids=["short", "long enough to be compressed"])
def test_the_row_can_be_read_without_the_secret_key(run, name):
    run("remember_name", name=name)
    exchange = run("read_row_without_secret")

    assert name not in exchange["row_before"]["session_data"]
    assert exchange["result"] == f'{{"name":"{name}"}}'


def test_who_has_no_session_has_no_row_to_read(run):
    assert run("read_row_without_secret")["error"]["type"] == "DoesNotExist"


def test_deleting_the_cookie_keeps_the_row(run):
    run("remember_name")
    exchange = run("delete_cookie")

    assert drops_the_cookie(exchange)
    assert exchange["old_row"] == exchange["row_before"]
    assert run("recognize")["result"] == "Hello, stranger."


def test_a_new_session_after_that_has_a_new_key(run):
    first = session_cookie(run("remember_name"))["value"]
    run("delete_cookie")

    assert session_cookie(run("remember_name"))["value"] != first
    assert Session.objects.count() == 2


def test_the_old_cookie_put_back_opens_the_row_again(run, client):
    key = session_cookie(run("remember_name"))["value"]
    run("delete_cookie")
    client.cookies["sessionid"] = key

    assert run("recognize")["result"] == "Hello, Ada."


def test_another_browser_is_another_visitor(run):
    run("remember_name")

    assert run("recognize", browser=Client())["result"] == "Hello, stranger."


def test_the_list_of_books_makes_no_session_and_the_home_page_does(client):
    assert "sessionid" not in client.get("/catalog/books/").cookies
    assert "sessionid" in client.get("/catalog/").cookies
