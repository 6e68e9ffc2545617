"""The session key."""

from __future__ import annotations

import inspect

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

from tests.course.lessons.exchanges import drops_the_cookie, session_cookie, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(run) -> str:
    """The key of a session that holds a name."""
    return session_cookie(run("remember_name", name="Ada"))["value"]


def source_of(name: str) -> str:
    """Return the source of a method of ``SessionBase``, and nothing for what is none."""
    function = getattr(SessionBase, name)
    return inspect.getsource(function) if inspect.isroutine(function) else ""


def is_twin(name: str) -> bool:
    """Say whether a name is the asynchronous twin of another one."""
    return name.startswith("a") and hasattr(SessionBase, name[1:])


def test_reading_the_key_asks_no_store(run, key):
    exchange = run("read_session_key")

    assert exchange["result"] == f"Your key begins with {key[:6]}"
    assert exchange["queries"] == []


def test_a_visitor_has_no_key_before_the_first_save_and_none_in_that_view(run):
    assert run("read_session_key")["result"] == "You have no key"

    first = run("key_before_saving")

    assert first["result"] == "Key before: False, now: False."
    assert session_cookie(first)["value"] == first["row_after"]["session_key"]


def test_a_key_that_opens_nothing_is_there_until_the_session_is_loaded(run, key):
    run("delete_row")

    exchange = run("key_before_reading")

    assert exchange["result"] == "Key before: True, now: False."
    assert drops_the_cookie(exchange)


@pytest.mark.parametrize("operation", ["cycle_key", "acycle_key"])
def test_cycle_key_keeps_the_contents_and_deletes_the_old_row(run, key, operation):
    exchange = run(operation)

    assert session_cookie(exchange)["value"] != key
    assert exchange["stored"] == {"name": "Ada"}
    assert not Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize("operation", ["create_session", "acreate_session"])
def test_create_leaves_the_entries_behind_under_the_old_key(run, key, operation):
    exchange = run(operation)

    assert session_cookie(exchange)["value"] != key
    assert exchange["stored"] == {}
    assert Session.objects.get(pk=key).get_decoded() == {"name": "Ada"}


def test_create_after_reading_stores_the_contents_twice(run, key):
    exchange = run("read_then_create")

    assert exchange["stored"] == {"name": "Ada"}
    assert Session.objects.get(pk=key).get_decoded() == {"name": "Ada"}


def test_every_create_leaves_one_more_row(run, key):
    assert run("create_twice")["result"] == "The first row is still there: True"
    assert Session.objects.count() == 3


def test_flush_deletes_the_row_and_drops_the_cookie(run, key):
    exchange = run("flush_key")

    assert exchange["result"] == "Key: None"
    assert drops_the_cookie(exchange)
    assert Session.objects.count() == 0


def test_what_is_stored_after_flush_begins_a_session(run, key):
    exchange = run("flush_then_store")

    assert session_cookie(exchange)["value"] not in ("", key)
    assert list(exchange["stored"]) == ["farewell"]
    assert Session.objects.count() == 1


def test_an_engine_is_a_class_with_six_methods():
    public = [name for name in vars(SessionBase) if not name.startswith("_") and not is_twin(name)]

    left_open = {name for name in public if "raise NotImplementedError" in source_of(name)}

    assert left_open == {"create", "exists", "load", "save", "delete", "clear_expired"}


def test_exists_and_load_leave_what_is_in_memory_alone(run, key):
    exists, load = run("does_key_exist"), run("load_by_hand")

    assert exists["result"] == "Yours: True. A made-up one: False."
    assert load["result"] == "{'name': 'Ada'}"
    assert not exists["accessed"]
    assert not load["accessed"]


def test_exists_and_load_have_twins(run, key):
    exchange = run("aexists_and_aload")

    assert exchange["result"] == "True, {'name': 'Ada'}"
    assert statements(exchange) == ["SELECT", "SELECT"]


def test_delete_takes_the_row_and_leaves_memory_and_cookie(run, key):
    exchange = run("delete_row")

    assert exchange["result"] == "In memory: {'name': 'Ada'}"
    assert exchange["row_after"] is None
    assert exchange["set_cookie"] == []


def test_adelete_takes_the_row_too(run, key):
    assert run("adelete_row")["row_after"] is None


def test_a_session_whose_row_is_gone_cannot_be_saved(run, key):
    exchange = run("delete_row_then_write")

    assert exchange["status"] == 400
    assert exchange["error"]["type"] == "SessionInterrupted"
    assert Session.objects.count() == 0
