"""When is it saved?"""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client

from tests.course.lessons.exchanges import session_cookie, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked(run):
    """Park a car with steel wheels."""
    run("park_car")


def wheels(exchange: dict) -> str:
    return exchange["stored"]["my_car"]["wheels"]


def test_an_assignment_is_noticed_and_saved(run, parked):
    exchange = run("park_car")

    assert exchange["modified"]
    assert exchange["saved"]


def test_a_change_inside_a_value_is_not_saved(run, parked):
    exchange = run("change_wheels")

    assert exchange["after"]["my_car"]["wheels"] == "alloy"
    assert wheels(exchange) == "steel"
    assert not exchange["modified"]
    assert session_cookie(exchange) is None


def test_without_a_car_the_view_raises_a_key_error(run):
    assert run("change_wheels")["error"]["type"] == "KeyError"


@pytest.mark.parametrize(
    ("operation", "expected"),
    [("change_wheels_and_say_so", "alloy"), ("reassign_car", "wood"), ("change_wheels_and_count", "gold")],
)
def test_the_flag_another_assignment_or_a_counter_saves_the_wheels(run, parked, operation, expected):
    assert wheels(run(operation)) == expected


def test_setdefault_and_append_save_the_first_item_and_no_later_one(run, parked):
    assert run("append_to_cart", item="a book")["stored"]["cart"] == ["a book"]

    second = run("append_to_cart", item="a map")

    assert second["result"] == "['a book', 'a map']"
    assert second["stored"]["cart"] == ["a book"]


def test_a_new_list_is_saved_every_time(run, parked):
    run("add_to_cart", item="a book")

    assert run("add_to_cart", item="a map")["stored"]["cart"] == ["a book", "a map"]


def test_reading_turns_accessed_on_and_assigning_modified(run, parked):
    result = run("read_flags")["result"]

    assert result == "accessed, modified: (False, False), then (True, False), then (True, True)"


def test_reading_costs_one_query_and_stores_nothing(run, parked):
    exchange = run("only_read")

    assert statements(exchange) == ["SELECT"]
    assert session_cookie(exchange) is None
    assert exchange["row_before"] == exchange["row_after"]


def test_the_flag_alone_saves_and_moves_the_expiry(run, parked):
    exchange = run("save_without_change")

    assert exchange["saved"]
    assert exchange["changes"] == []
    assert exchange["row_after"]["expire_date"] > exchange["row_before"]["expire_date"]
    assert session_cookie(exchange)["Max-Age"] == "1209600"


def test_an_empty_session_is_not_saved_whatever_the_flag_says(run):
    exchange = run("save_without_change")

    assert exchange["modified"]
    assert not exchange["saved"]
    assert exchange["set_cookie"] == []


def test_saving_every_request_is_the_same_but_for_empty_sessions_and_errors(run, parked, settings):
    settings.SESSION_SAVE_EVERY_REQUEST = True

    assert run("only_read")["saved"]
    assert not run("change_and_answer_503")["saved"]
    assert not run("only_read", browser=Client())["saved"]


@pytest.mark.parametrize(("operation", "step"), [("save_early", 2), ("asave_early", 10)])
def test_save_writes_at_once_and_the_middleware_writes_again(run, parked, operation, step):
    exchange = run(operation)

    assert statements(exchange).count("UPDATE") == 2
    assert exchange["stored"]["step"] == step


def test_a_404_saves(run, parked):
    exchange = run("change_and_raise_404")

    assert exchange["status"] == 404
    assert exchange["stored"]["step"] == 3


@pytest.mark.parametrize(("operation", "status"), [("fail_after_change", 500), ("change_and_answer_503", 503)])
def test_an_answer_of_500_or_more_saves_nothing(run, parked, operation, status):
    exchange = run(operation)

    assert exchange["status"] == status
    assert exchange["modified"]
    assert "step" not in exchange["stored"]


def test_what_was_saved_before_the_failure_stays(run, parked):
    exchange = run("save_then_fail")

    assert exchange["status"] == 500
    assert exchange["stored"]["step"] == 5


def test_a_transaction_around_the_view_takes_an_early_save_back():
    store = SessionStore()

    with transaction.atomic():
        store.save()
        transaction.set_rollback(True)

    assert not store.exists(store.session_key)


@pytest.mark.parametrize("operation", ["change_while_streaming", "forget_await"])
def test_a_change_while_streaming_or_without_await_is_lost(run, parked, operation):
    exchange = run(operation)

    assert exchange["status"] == 200
    assert not exchange["modified"]
    assert "step" not in run("only_read")["before"]
