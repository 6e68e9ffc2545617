"""What the reference says of what stands around a session is what Django does: models, engines, log-ins."""

from __future__ import annotations

import django
import pytest
from asgiref.sync import async_to_sync
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import User
from django.contrib.sessions import serializers
from django.contrib.sessions.backends import cached_db, db, file
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.exceptions import InvalidSessionKey
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    """A session of the database that holds one entry, opened anew."""
    session = db.SessionStore()
    session["name"] = "Ada"
    session.save()
    return db.SessionStore(session.session_key)


@pytest.fixture
def ann():
    """A user whose password is ``open sesame``."""
    return User.objects.create_user("ann", password="open sesame", first_name="Ann")


def request_with(session=None):
    """Return a request as it comes out of the middleware for sessions and log-ins."""
    request = HttpRequest()
    request.session = session if session is not None else db.SessionStore()
    AuthenticationMiddleware(HttpResponse).process_request(request)
    return request


def is_stored(key):
    """Whether a row has this key."""
    return Session.objects.filter(pk=key).exists()


# Model, engines, exceptions


def test_rows_are_sorted_by_their_end(store):
    later = db.SessionStore()
    later.set_expiry(9_999_999)
    later.save()
    row, next_row = Session.objects.get(pk=store.session_key), Session.objects.get(pk=later.session_key)

    assert row.get_next_by_expire_date() == next_row
    assert next_row.get_previous_by_expire_date() == row
    assert str(row) == store.session_key


def test_the_manager_deletes_the_row_of_an_empty_dictionary():
    Session.objects.save("some-key", {"name": "Ada"}, timezone.now())
    decoded = Session.objects.get(pk="some-key").get_decoded()
    Session.objects.save("some-key", {}, timezone.now())

    assert decoded == {"name": "Ada"}
    assert not is_stored("some-key")


def test_a_model_of_your_own_has_to_name_its_store():
    with pytest.raises(NotImplementedError):
        AbstractBaseSession.get_session_store_class()


def test_a_row_that_is_gone_is_not_updated(store):
    row = Session.objects.get(pk=store.session_key)
    store.delete()
    # Django 5.2 has no exception of its own for this.
    expected = Session.NotUpdated if django.VERSION >= (6, 0) else DatabaseError

    with pytest.raises(expected):
        row.save(force_update=True)


def test_save_raises_for_a_taken_key_and_for_a_row_that_is_gone(store):
    with pytest.raises(CreateError):
        store.save(must_create=True)
    store.delete()
    with pytest.raises(UpdateError):
        store.save()


def test_both_serializers_are_one():
    assert serializers.BaseJSONSerializer is serializers.JSONSerializer


def test_cached_db_writes_a_row_and_reads_the_cache(django_assert_num_queries):
    session = cached_db.SessionStore()
    session["name"] = "Ada"
    session.save()

    assert is_stored(session.session_key)
    with django_assert_num_queries(0):
        assert cached_db.SessionStore(session.session_key)["name"] == "Ada"


@pytest.mark.parametrize("key", ["../../etc/passwd", "ABCDEFGHIJ"])
def test_the_file_engine_refuses_other_characters(key):
    with pytest.raises(InvalidSessionKey):
        file.SessionStore().exists(key)


def test_the_middleware_loads_nothing_by_itself(store, settings, django_assert_num_queries):
    request = HttpRequest()
    request.COOKIES[settings.SESSION_COOKIE_NAME] = store.session_key

    with django_assert_num_queries(0):
        SessionMiddleware(lambda request: HttpResponse()).process_request(request)
    assert request.session.session_key == store.session_key


# Logging in and out


def test_a_session_of_an_unknown_backend_is_nobodys(ann):
    request = request_with()
    auth.login(request, ann, backend="django.contrib.auth.backends.ModelBackend")
    request.session[auth.BACKEND_SESSION_KEY] = "some.other.Backend"

    assert auth.get_user(request).is_anonymous


def test_a_stale_hash_flushes_the_session(ann):
    request = request_with()
    auth.login(request, ann, backend="django.contrib.auth.backends.ModelBackend")
    ann.set_password("another")
    ann.save()

    assert auth.get_user(request).is_anonymous
    assert request.session.is_empty()


@override_settings(SECRET_KEY_FALLBACKS=["one", "two"])
def test_there_is_a_hash_for_each_former_key(ann):
    assert len({ann.get_session_auth_hash(), *ann.get_session_auth_fallback_hash()}) == 3


@pytest.mark.django_db(transaction=True)
def test_auser_answers_as_before_in_django_5_2_alone(ann):
    async def ask() -> tuple[bool, bool]:
        request = request_with()
        await request.auser()
        await auth.alogin(request, ann, backend="django.contrib.auth.backends.ModelBackend")
        logged_in = (await request.auser()).is_authenticated
        request = request_with()
        await auth.alogin(request, ann, backend="django.contrib.auth.backends.ModelBackend")
        await auth.alogout(request)
        return logged_in, (await request.auser()).is_authenticated

    assert async_to_sync(ask)() == ((False, True) if django.VERSION < (6, 0) else (True, False))


def test_login_signals_come_with_the_new_key_and_before_the_flush(ann):
    seen = []

    def note(sender: type, request: HttpRequest, **kwargs: object) -> None:
        auth_entries = [name for name in list(request.session.keys()) if name.startswith("_auth")]
        seen.append((request.session.session_key, len(auth_entries)))

    request = request_with()
    request.session.create()
    first_key = request.session.session_key
    auth.user_logged_in.connect(note)
    auth.user_logged_out.connect(note)
    try:
        auth.login(request, ann, backend="django.contrib.auth.backends.ModelBackend")
        key = request.session.session_key
        auth.logout(request)
    finally:
        auth.user_logged_in.disconnect(note)
        auth.user_logged_out.disconnect(note)

    assert seen == [(key, 3), (key, 3)]
    assert key != first_key


def test_the_session_of_a_tests_browser_is_loaded_each_time(ann):
    browser = Client()
    browser.force_login(ann)
    browser.cookies["other"] = "cookie"
    first, second = browser.session, browser.session
    browser.logout()

    assert first is not second
    assert not is_stored(first.session_key)
    assert not browser.cookies
