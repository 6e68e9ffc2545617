"""Sentences of the reference that hold on some engines, or in some states of a session: what is true where."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from importlib import import_module
from unittest import mock

import pytest
import time_machine
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def new_store(engine: str, key: str | None = None) -> SessionBase:
    """Return a store object of one of Django's engines."""
    return import_module(f"django.contrib.sessions.backends.{engine}").SessionStore(key)


def stored(engine: str, expiry: object = None, **entries: object) -> str:
    """Store a session, and return its session key."""
    session = new_store(engine)
    session.update(entries)
    if expiry is not None:
        session.set_expiry(expiry)
    session.save()
    return session.session_key


def entries_under(engine: str, key: str) -> dict[str, object]:
    """Return what a request with this session key finds."""
    return dict(new_store(engine, key).items())


@pytest.fixture
def locked():
    """A database that refuses to write to the table of the sessions."""
    execute = CursorWrapper._execute

    def refusing(cursor: CursorWrapper, sql: str, *args: object) -> object:
        if "django_session" in sql and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database is locked")
        return execute(cursor, sql, *args)

    return mock.patch.object(CursorWrapper, "_execute", refusing)


def answered(view, key: str | None = None) -> HttpResponse:
    """Send a request through Django's own middleware."""
    request = RequestFactory().get("/")
    if key:
        request.COOKIES["sessionid"] = key
    return SessionMiddleware(view)(request)


# What expires


def test_a_file_whose_expiry_is_a_number_never_expires(use_engine):
    use_engine("file")
    key = stored("file", expiry=60, name="Ada")

    with time_machine.travel(datetime.now(UTC) + timedelta(days=100)):
        new_store("file").clear_expired()
        assert entries_under("file", key)["name"] == "Ada"


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
