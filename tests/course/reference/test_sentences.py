"""What the reference says of a session and its settings is what Django does: what somebody might doubt, tried out."""

from __future__ import annotations

import django
import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends import cache, db, signed_cookies
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    """A session of the database that holds one entry, opened anew."""
    session = db.SessionStore()
    session["name"] = "Ada"
    session.save()
    return db.SessionStore(session.session_key)


def is_stored(key):
    """Whether a row has this key."""
    return Session.objects.filter(pk=key).exists()


# request.session


def test_bool_without_its_method_is_always_true(store):
    assert bool(db.SessionStore()) == (django.VERSION < (6, 0))
    assert bool(store)


def test_clear_keeps_the_key(store):
    key = store.session_key
    store.clear()
    store.save()

    assert store.session_key == key
    assert db.SessionStore(key).load() == {}


@pytest.mark.parametrize("engine", [cache, signed_cookies])
def test_clear_expired_does_nothing_where_nothing_can_be_listed(engine, store):
    engine.SessionStore.clear_expired()

    assert is_stored(store.session_key)


def test_create_keeps_the_old_row_and_cycle_key_deletes_it(store):
    first = store.session_key
    store.create()
    second = store.session_key
    store.cycle_key()

    assert is_stored(first)
    assert not is_stored(second)
    assert is_stored(store.session_key)


def test_exists_counts_an_expired_row(store):
    store.set_expiry(-10)
    store.save()

    assert store.exists(store.session_key)
    assert db.SessionStore(store.session_key).load() == {}


def test_load_reads_past_what_is_in_memory(store):
    store["name"] = "Grace"

    assert store.load() == {"name": "Ada"}
    assert store["name"] == "Grace"


def test_update_with_nothing_marks_a_change():
    session = db.SessionStore()
    session.update({})

    assert session.modified


def test_the_expiry_of_0_has_the_age_of_the_settings(store):
    store.set_expiry(0)

    assert store.get_expire_at_browser_close()
    assert store.get_expiry_age() == store.get_session_cookie_age()


def test_adelete_test_cookie_marks_no_change_and_delete_test_cookie_does(store):
    store.set_test_cookie()
    store.save()
    awaited, ordinary = db.SessionStore(store.session_key), db.SessionStore(store.session_key)
    async_to_sync(awaited.adelete_test_cookie)()
    ordinary.delete_test_cookie()

    assert not awaited.has_key("testcookie")
    assert (awaited.modified, ordinary.modified) == (False, True)


def test_the_key_cannot_be_assigned(store):
    with pytest.raises(AttributeError):
        store.session_key = "another-key"


# Settings


def test_another_secret_key_empties_sessions_and_a_fallback_keeps_them(store, settings):
    former = settings.SECRET_KEY

    with override_settings(SECRET_KEY="another"):
        assert db.SessionStore(store.session_key).load() == {}
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[former]):
        assert db.SessionStore(store.session_key).load() == {"name": "Ada"}


@pytest.mark.parametrize("use_tz", [True, False])
def test_moments_have_a_time_zone_with_use_tz(settings, use_tz):
    settings.USE_TZ = use_tz

    assert timezone.is_aware(db.SessionStore().get_expiry_date()) == use_tz
