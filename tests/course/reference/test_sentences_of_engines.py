"""Sentences of the reference that name an engine: what all of Django's engines do, and what some of them do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.course.conftest import ENGINES
from tests.course.reference.stores import answered, entries_under, new_store, stored

pytestmark = pytest.mark.django_db

ON_THE_SERVER = [engine for engine in ENGINES if engine != "signed_cookies"]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(request: HttpRequest) -> HttpResponse:
    """Read one entry."""
    return HttpResponse(request.session.get("name", ""))


# A new session key


def test_create_gives_a_new_session_key_and_keeps_the_old_session_but_in_signed_cookies(storage):
    old = stored(storage.engine, name="Ada")
    session = new_store(storage.engine, old)
    session.create()

    assert entries_under(storage.engine, old) == {"name": "Ada"}
    assert session.modified
    assert (session.session_key == old) is (storage.engine == "signed_cookies")


@pytest.mark.parametrize("method", ["cycle_key", "flush"])
def test_the_old_session_key_opens_nothing_afterwards_but_in_signed_cookies(storage, method):
    old = stored(storage.engine, name="Ada")
    session = new_store(storage.engine, old)
    session.get("name")
    getattr(session, method)()

    assert entries_under(storage.engine, old) == ({"name": "Ada"} if storage.engine == "signed_cookies" else {})


@pytest.mark.parametrize("given", [True, False])
def test_delete_deletes_what_is_stored_or_empties_signed_cookies_in_memory(storage, given):
    key = stored(storage.engine, name="Ada")
    session = new_store(storage.engine, key)
    in_memory = dict(session.items())
    session.delete(*([key] if given else []))

    assert in_memory == {"name": "Ada"}
    if storage.engine == "signed_cookies":
        assert dict(session.items()) == {}
        assert entries_under(storage.engine, key) == {"name": "Ada"}
    else:
        assert dict(session.items()) == {"name": "Ada"}
        assert entries_under(storage.engine, key) == {}


def test_the_session_key_of_signed_cookies_is_the_text_of_the_cookie(use_engine):
    use_engine("signed_cookies")

    def keep(request: HttpRequest) -> HttpResponse:
        request.session["name"] = "Ada"
        return HttpResponse()

    cookie = answered(keep).cookies["sessionid"].value

    assert new_store("signed_cookies", cookie).session_key == cookie
    assert entries_under("signed_cookies", cookie) == {"name": "Ada"}


@pytest.mark.parametrize("engine", ON_THE_SERVER)
def test_the_session_key_of_the_other_engines_has_32_characters(use_engine, engine):
    use_engine(engine)

    assert len(stored(engine, name="Ada")) == 32


# What is there


def test_exists_says_true_of_what_is_stored_and_never_in_signed_cookies(storage):
    key = stored(storage.engine, name="Ada")

    assert bool(new_store(storage.engine).exists(key)) is (storage.engine != "signed_cookies")


@pytest.mark.parametrize(("engine", "counts"), [("db", True), ("cached_db", True), ("file", True), ("cache", False)])
def test_exists_counts_an_expired_row_or_file(use_engine, engine, counts):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")
    storage.expire_all()

    assert bool(new_store(engine).exists(key)) is counts


@pytest.mark.parametrize("engine", ["db", "cached_db", "file", "signed_cookies"])
def test_another_secret_key_empties_what_is_signed(use_engine, settings, engine):
    use_engine(engine)
    key = stored(engine, name="Ada")
    caches["sessions"].clear()
    settings.SECRET_KEY = "another"

    assert entries_under(engine, key) == {}


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_another_secret_key_keeps_what_lies_in_a_cache_until_a_log_in_is_asked_for(
    use_engine, settings, engine, django_user_model
):
    use_engine(engine)
    key = stored(engine, name="Ada")
    browser = Client()
    browser.force_login(django_user_model.objects.create_user("ann"))
    logged_in = browser.session.session_key
    settings.SECRET_KEY = "another"

    assert entries_under(engine, key) == {"name": "Ada"}
    assert "_auth_user_id" in entries_under(engine, logged_in)
    browser.get("/catalog/books/")
    assert entries_under(engine, logged_in) == {}


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_what_lies_in_a_cache_is_pickled_and_keeps_its_types(use_engine, engine):
    use_engine(engine)
    key = stored(engine, wheels=(1, 2))

    assert entries_under(engine, key) == {"wheels": (1, 2)}
    if engine == "cached_db":
        caches["sessions"].clear()
        assert entries_under(engine, key) == {"wheels": [1, 2]}


@pytest.mark.parametrize(
    ("engine", "salted"),
    [("db", True), ("cached_db", True), ("file", True), ("cache", False), ("signed_cookies", False)],
)
def test_key_salt_goes_into_what_encode_makes_and_into_nothing_else(use_engine, monkeypatch, engine, salted):
    use_engine(engine)
    key = stored(engine, name="Ada")
    if salted:
        caches["sessions"].clear()  # which holds a copy for cached_db
    monkeypatch.setattr(SessionBase, "key_salt", "another")

    assert entries_under(engine, key) == ({} if salted else {"name": "Ada"})


# When it is written


def test_save_writes_at_once_and_in_signed_cookies_with_the_response(storage):
    key = stored(storage.engine, name="Ada")
    session = new_store(storage.engine, key)
    session["name"] = "Grace"
    session.save()

    assert entries_under(storage.engine, key)["name"] == ("Ada" if storage.engine == "signed_cookies" else "Grace")
    assert session.modified


@pytest.mark.parametrize("engine", ON_THE_SERVER)
def test_what_was_deleted_after_it_was_loaded_cannot_be_saved(use_engine, engine):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")
    session = new_store(engine, key)
    session["name"] = "Grace"
    storage.delete_all()

    with pytest.raises(UpdateError):
        session.save()


@pytest.mark.parametrize("engine", ON_THE_SERVER)
@pytest.mark.parametrize("moment", ["before it is loaded", "after it is loaded"])
def test_the_middleware_interrupts_only_a_session_that_was_deleted_after_it_was_loaded(use_engine, engine, moment):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")

    def rename(request: HttpRequest) -> HttpResponse:
        if moment == "after it is loaded":
            request.session.get("name")
        storage.delete_all()
        request.session["name"] = "Grace"
        return HttpResponse()

    if moment == "after it is loaded":
        with pytest.raises(SessionInterrupted):
            answered(rename, key)
    else:
        assert answered(rename, key).cookies["sessionid"].value != key


# Expiry


@pytest.mark.parametrize("expiry", [60, timedelta(seconds=60)])
def test_the_server_forgets_what_set_expiry_ends_but_a_signed_cookie_and_a_number_in_a_file(storage, expiry):
    with time_machine.travel(NOON, tick=False):
        key = stored(storage.engine, expiry, name="Ada")
    opens = storage.engine == "signed_cookies" or (storage.engine == "file" and expiry == 60)

    with time_machine.travel(NOON + timedelta(seconds=61), tick=False):
        assert bool(entries_under(storage.engine, key)) is opens


@pytest.mark.parametrize("days", [13, 15])
def test_a_copied_signed_cookie_opens_for_the_cookie_age_of_the_settings(use_engine, days):
    use_engine("signed_cookies")
    with time_machine.travel(NOON, tick=False):
        key = stored("signed_cookies", name="Ada")

    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        assert bool(entries_under("signed_cookies", key)) is (days < 14)


@pytest.mark.parametrize(
    ("engine", "replaced"),
    [("db", False), ("cached_db", False), ("cache", False), ("file", True), ("signed_cookies", True)],
)
def test_an_expired_session_that_is_read_loses_its_cookie_or_gets_a_new_one(use_engine, engine, replaced):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")
    storage.expire_all()
    response = answered(read, key)
    cookie = response.cookies["sessionid"]

    assert response.content == b""
    assert (cookie["max-age"] != 0) is replaced


# The browser of tests


def test_a_change_of_client_session_is_there_after_save_but_in_signed_cookies(storage):
    browser = Client()
    session = browser.session
    session["name"] = "Ada"
    session.save()

    assert browser.session.get("name") == (None if storage.engine == "signed_cookies" else "Ada")
