"""Sentences of the reference that hold on some engines, or in some states of a session: what is true where."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.course.reference.stores import answered, entries_under, new_store, stored

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def locked():
    """A database that refuses to write to the table of the sessions."""
    execute = CursorWrapper._execute

    def refusing(cursor: CursorWrapper, sql: str, *args: object) -> object:
        if "django_session" in sql and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database is locked")
        return execute(cursor, sql, *args)

    return mock.patch.object(CursorWrapper, "_execute", refusing)


# What expires


def test_a_file_whose_expiry_is_a_number_never_expires(use_engine):
    use_engine("file")
    key = stored("file", expiry=60, name="Ada")

    with time_machine.travel(datetime.now(UTC) + timedelta(days=100)):
        new_store("file").clear_expired()
        assert entries_under("file", key) == {"name": "Ada"}


def test_what_cached_db_has_in_its_cache_opens_after_clear_expired(use_engine):
    use_engine("cached_db")
    key = stored("cached_db", name="Ada")
    Session.objects.update(expire_date=datetime(2001, 1, 1, tzinfo=UTC))

    new_store("cached_db").clear_expired()

    assert not Session.objects.exists()
    assert entries_under("cached_db", key) == {"name": "Ada"}


def test_the_age_of_an_expiry_in_seconds_is_all_of_them_and_of_a_fixed_end_what_is_left(use_engine):
    use_engine("db")
    start = datetime(2026, 3, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        seconds, fixed = stored("db", expiry=300), stored("db", expiry=timedelta(seconds=300))

    with time_machine.travel(start + timedelta(seconds=293), tick=False):
        assert new_store("db", seconds).get_expiry_age() == 300
        assert new_store("db", fixed).get_expiry_age() == 7


def test_a_full_cache_in_memory_drops_the_least_recently_used_third(use_engine, settings):
    use_engine("cache")
    settings.CACHES = settings.CACHES | {"sessions": settings.CACHES["sessions"] | {"OPTIONS": {"MAX_ENTRIES": 9}}}
    caches["sessions"].clear()
    keys = [stored("cache", name="Ada") for _ in range(9)]
    assert entries_under("cache", keys[0])

    keys.append(stored("cache", name="Grace"))

    assert [bool(entries_under("cache", key)) for key in keys] == [True] + [False] * 3 + [True] * 6


# What flush() has the browser do


def test_the_cookie_is_deleted_if_one_came_in_and_nothing_is_stored_after_it(use_engine):
    use_engine("db")

    def flush(request: HttpRequest) -> HttpResponse:
        request.session.flush()
        return HttpResponse()

    def flush_and_store(request: HttpRequest) -> HttpResponse:
        request.session.flush()
        request.session["name"] = "Grace"
        return HttpResponse()

    assert answered(flush, stored("db", name="Ada")).cookies["sessionid"]["max-age"] == 0
    assert answered(flush_and_store, stored("db", name="Ada")).cookies["sessionid"]["max-age"] > 0
    assert "sessionid" not in answered(flush).cookies


# When the middleware saves


@pytest.mark.parametrize("status", [200, 404, 499, 500, 503])
def test_the_middleware_saves_and_sends_a_cookie_if_the_status_is_below_500(use_engine, status):
    use_engine("db")

    def name(request: HttpRequest) -> HttpResponse:
        request.session["name"] = "Ada"
        return HttpResponse(status=status)

    response = answered(name)

    assert ("sessionid" in response.cookies, Session.objects.exists()) == (status < 500, status < 500)


@pytest.mark.parametrize("status", [200, 500])
def test_the_middleware_deletes_the_cookie_of_a_session_without_key_and_entries(use_engine, status):
    use_engine("db")

    def read(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.session.get("name", ""), status=status)

    assert answered(read, "0" * 32).cookies["sessionid"]["max-age"] == 0
    assert not answered(read, stored("db")).cookies


@pytest.mark.parametrize(
    ("key", "reads", "saved"), [(None, False, 0), (None, True, 0), ("0" * 32, True, 0), ("0" * 32, False, 1)]
)
def test_every_request_saves_a_session_unless_it_has_no_key_and_no_entries(use_engine, settings, key, reads, saved):
    use_engine("db")
    settings.SESSION_SAVE_EVERY_REQUEST = True

    def look(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.session.get("name", "") if reads else "")

    answered(look, key)

    # The key of a cookie is taken for one until the session is loaded.
    assert Session.objects.count() == saved


# Where saving fails


@pytest.mark.parametrize("engine", ["db", "cached_db"])
def test_a_locked_database_gives_the_same_exceptions_as_a_row_that_is_gone(use_engine, locked, engine):
    use_engine(engine)
    key = stored(engine, name="Ada")
    session = new_store(engine, key)
    session["name"] = "Grace"

    with locked, pytest.raises(UpdateError):
        session.save()

    def rename(request: HttpRequest) -> HttpResponse:
        request.session["name"] = "Grace"
        return HttpResponse()

    with locked, pytest.raises(SessionInterrupted):
        answered(rename, key)
    assert Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize("engine", ["db", "cached_db"])
def test_a_locked_database_gives_its_own_exception_for_a_new_session(use_engine, locked, engine):
    use_engine(engine)

    with locked, pytest.raises(OperationalError):
        stored(engine, name="Ada")


@pytest.mark.parametrize(("moment", "method"), [("save", "save"), ("load", "load"), ("delete", "delete")])
def test_a_cache_that_fails_is_logged_in_a_save_alone(use_engine, caplog, moment, method):
    use_engine("cached_db")
    key = stored("cached_db", name="Ada")
    caches["sessions"].clear()
    session = new_store("cached_db", key)
    if moment != "load":
        session["name"] = "Grace"

    failing = mock.Mock(**{f"{name}.side_effect": OSError("down") for name in ("get", "set", "delete")})
    with mock.patch.object(session, "_cache", failing), caplog.at_level(logging.ERROR, "django.contrib.sessions"):
        if moment == "save":
            session.save()
        else:
            with pytest.raises(OSError, match="down"):
                getattr(session, method)()

    assert bool(caplog.records) is (moment == "save")


# Logging in


@pytest.mark.parametrize(
    ("again", "kept"), [("the same", True), ("another", False), ("the same with a new password", False)]
)
def test_login_keeps_key_and_entries_for_the_same_user_with_the_same_password_alone(use_engine, again, kept):
    use_engine("db")
    ann, ben = User.objects.create_user("ann", password="one"), User.objects.create_user("ben")
    request = RequestFactory().get("/")
    request.session = new_store("db")
    login(request, ann, BACKEND)
    request.session["name"] = "Ada"
    request.session.save()
    key = request.session.session_key
    if again == "the same with a new password":
        ann.set_password("two")
        ann.save()

    login(request, ben if again == "another" else ann, BACKEND)

    assert (request.session.session_key == key, "name" in request.session) == (kept, kept)


# The serializer


@pytest.mark.parametrize(
    ("engine", "uses"), [("db", True), ("cached_db", True), ("file", True), ("signed_cookies", True), ("cache", False)]
)
def test_every_engine_but_cache_uses_the_serializer(use_engine, settings, engine, uses):
    use_engine(engine)
    settings.SESSION_SERIALIZER = "django.core.signing.JSONSerializer"

    with mock.patch("django.core.signing.JSONSerializer.dumps", return_value=b"{}") as dumps:
        stored(engine, name="Ada")

    assert dumps.called is uses
