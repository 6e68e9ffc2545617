"""Changing and deleting."""

from __future__ import annotations

import pytest
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

from tests.course.lessons.exchanges import drops_the_cookie, session_cookie, statements

pytestmark = pytest.mark.django_db


def test_an_assignment_changes_what_is_there(run):
    run("update_many")

    assert run("change_username")["stored"]["username"] == "updated_antone"


def test_changing_only_what_is_there_gives_a_stranger_no_cookie(run):
    exchange = run("change_username")

    assert exchange["result"] == "No username found in the session."
    assert not exchange["saved"]
    assert exchange["set_cookie"] == []


def test_the_same_value_again_is_written_and_the_expiry_moves(run):
    run("set_value")
    exchange = run("write_again", key="my_car")

    assert exchange["changes"] == []
    assert exchange["saved"]
    assert session_cookie(exchange)
    assert exchange["row_after"]["expire_date"] > exchange["row_before"]["expire_date"]


def test_none_is_stored_and_the_default_never_comes(run):
    run("update_many")
    exchange = run("set_to_none")

    assert exchange["result"] == "None"
    assert exchange["stored"]["username"] is None
    assert run("welcome_back")["result"] == "Welcome back, None!"


def test_del_takes_out_one_entry_and_raises_the_second_time(run):
    run("set_value")
    run("update_many")

    assert run("delete_value", key="my_car")["stored"].keys() == {"username", "email"}
    assert run("delete_value", key="my_car")["error"]["type"] == "KeyError"


def test_a_missing_entry_can_be_caught(run):
    run("update_many")

    assert run("delete_username")["result"] == "Deleted."
    again = run("delete_username")
    assert (again["status"], again["saved"]) == (200, False)


@pytest.mark.parametrize("name", ["pop_value_or_default", "apop_value"])
def test_pop_hands_out_the_value_once_and_then_the_default(run, name):
    run("set_value", key="ticket", value="row 7")
    first, second = (run(name, key="ticket", default="nothing") for _ in range(2))

    assert (first["result"], first["saved"]) == ("row 7", True)
    assert (second["result"], second["saved"], second["modified"]) == ("nothing", False, False)


def test_pop_without_a_default_raises_for_a_missing_key(run):
    run("set_value", key="my_bicycle", value="red")

    assert run("pop_value", key="my_bicycle")["result"] == "red"
    assert run("pop_value", key="my_bicycle")["error"]["type"] == "KeyError"


def test_deleting_the_last_entry_keeps_row_key_and_cookie(run):
    run("set_value")
    exchange = run("delete_value", key="my_car")

    assert exchange["stored"] == {}
    assert exchange["row_after"]["session_key"] == session_cookie(exchange)["value"] == exchange["cookie_in"]


@pytest.mark.parametrize("name", ["clear_session", "clear_in_async_view"])
def test_clear_keeps_row_key_and_cookie_and_loads_nothing(run, name):
    run("update_many")
    exchange = run(name)

    assert exchange["stored"] == {}
    assert exchange["row_after"]["session_key"] == exchange["cookie_in"] == session_cookie(exchange)["value"]
    assert statements(exchange) == ["UPDATE"]


def test_clear_takes_a_chosen_expiry_with_it(run):
    run("aset_expiry", minutes=30)
    run("clear_session")

    assert "_session_expiry" not in run("look_at_session")["before"]


def test_clear_after_the_row_was_deleted_answers_400(run):
    run("update_many")
    run("delete_row")
    exchange = run("clear_session")

    assert (exchange["status"], exchange["error"]["type"]) == (400, "SessionInterrupted")


def test_clear_logs_out_without_the_signal_and_log_out_sends_it(run):
    heard = []
    user_logged_out.connect(lambda **kwargs: heard.append(kwargs["user"]), weak=False, dispatch_uid="lesson 5")
    try:
        run("log_in")
        run("clear_session")
        assert heard == []
        run("log_in")
        run("log_out")
        assert len(heard) == 1
    finally:
        user_logged_out.disconnect(dispatch_uid="lesson 5")


def test_an_empty_session_with_a_key_is_not_empty(run):
    run("update_many")
    run("clear_session")

    assert run("is_session_empty")["result"] == "0 entries, a key: True, is_empty: False"


@pytest.mark.parametrize("name", ["flush_session", "aflush_session"])
def test_flush_deletes_the_row_and_the_cookie(run, name):
    run("update_many")
    exchange = run(name)

    assert exchange["row_after"] is None
    assert drops_the_cookie(exchange)
    assert Session.objects.count() == 0
    assert run("is_session_empty")["result"] == "0 entries, a key: False, is_empty: True"


def test_what_is_stored_after_flush_begins_a_new_session(run):
    run("update_many")
    exchange = run("flush_then_store")

    assert session_cookie(exchange)["value"] not in ("", exchange["cookie_in"])
    assert exchange["old_row"] is None
    assert exchange["stored"].keys() == {"farewell"}


def test_pop_and_flush_have_async_twins_and_del_and_clear_have_none():
    names = set(dir(SessionBase))

    assert {"apop", "aflush"} < names
    assert not {"adel", "aclear"} & names
