"""Reading what each engine has stored, as Django itself finds it, without loading it."""

from __future__ import annotations

import os
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.utils import timezone

from catalog.course.exchange.stores import read, session_store
from catalog.course.panel.looks import look
from tests.course.panel.page import HOME
from tests.sessions import key_of, rows

pytestmark = pytest.mark.django_db


class SessionStore(SessionBase):
    """An engine that the observer does not know; everything that is done with it is noted."""

    stored = {"abcdefgh": {"color": "blue"}}
    done: list[str] = []

    def load(self):
        self.done.append("load")
        return self.stored.get(self.session_key, {})

    def save(self, must_create=False):
        self.done.append("save")

    def create(self):
        self.done.append("create")

    def delete(self, session_key=None):
        self.done.append("delete")

    def exists(self, session_key):
        return session_key in self.stored


def saved(**entries: object) -> str:
    """Save a session with the engine at work, and return its key."""
    session = session_store()
    session.update(entries)
    session.save()
    return session.session_key


class TestEveryEngine:
    def test_what_is_read_is_what_django_loads(self, storage):
        key = saved(color="blue", list=[1, {"a": None}])

        assert read(key).data == dict(session_store(key).items()) == {"color": "blue", "list": [1, {"a": None}]}
        assert read(key).key == key

    def test_nothing_is_read_where_nothing_is(self, storage):
        assert read("abcdefghijklmnopqrstuvwxyz012345") is None
        assert storage.is_empty

    @pytest.mark.parametrize("key", ["a", "../../etc/passwd", "é" * 10, "a b c d e f", "x" * 5_000, ":::::::::"])
    def test_a_key_that_django_never_made_opens_nothing(self, storage, key):
        assert read(key) is None
        assert storage.is_empty

    def test_what_expired_is_found_expired(self, storage):
        key = saved(color="blue")

        storage.expire_all()

        found = read(key)
        assert found is None or found.expired
        assert look(key).data == {}

    def test_the_date_is_the_one_that_django_goes_by(self, storage, settings):
        key = saved(color="blue")

        expires = read(key).expires

        if storage.engine == "cache":
            assert expires is None
        else:
            due = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
            assert abs((expires - due).total_seconds()) < 5

    def test_only_databases_have_rows_and_only_cookies_are_the_session(self, storage):
        found = read(saved(color="blue"))

        assert found.is_row is (storage.engine in {"db", "cached_db"})
        assert found.in_cookie is (storage.engine == "signed_cookies")
        assert (found.raw is None) is (storage.engine == "cache")


class TestDatabase:
    def test_the_row_is_read_to_the_letter(self, client):
        client.get(HOME)
        [(key, text, expires)] = rows()

        found = read(key_of(client))

        assert (found.key, found.raw, found.expires) == (key, text, expires)

    def test_a_row_that_was_signed_with_another_key_is_empty_for_django_and_for_us(self, settings):
        key = saved(color="blue")

        settings.SECRET_KEY = "another key altogether"

        assert read(key).data == dict(session_store(key).items()) == {}
        assert look(key).raw.decoded == '{\n  "color": "blue"\n}'


class TestCachedDatabase:
    @pytest.fixture(autouse=True)
    def engine(self, use_engine):
        """Put it to work."""
        return use_engine("cached_db")

    def test_the_row_is_read_where_the_cache_is_empty_and_the_cache_stays_empty(self):
        key = saved(color="blue")
        caches["sessions"].clear()

        assert read(key).data == {"color": "blue"}
        assert not caches["sessions"]._cache

    def test_the_cache_comes_first_as_in_django(self):
        key = saved(color="blue")
        Session.objects.update(session_data=session_store().encode({"color": "red"}))

        assert read(key).data == dict(session_store(key).items()) == {"color": "blue"}

    @pytest.mark.parametrize(
        "spoil",
        [lambda: Session.objects.all().delete(), lambda: Session.objects.update(expire_date="2001-01-01T00:00Z")],
        ids=["row deleted", "row expired"],
    )
    def test_what_is_cached_is_alive_whatever_became_of_its_row(self, spoil):
        key = saved(color="blue")

        spoil()

        assert dict(session_store(key).items()) == {"color": "blue"}
        assert look(key).alive
        assert look(key).data == {"color": "blue"}


class TestCache:
    def test_a_cache_that_refuses_a_key_is_no_error(self, use_engine):
        use_engine("cache")

        assert read("a key with spaces and \x7f") is None

    def test_an_empty_session_is_stored_too(self, use_engine):
        use_engine("cache")

        assert read(saved()).data == {}


class TestFile:
    @pytest.fixture(autouse=True)
    def storage(self, use_engine):
        """Put it to work."""
        return use_engine("file")

    @pytest.mark.parametrize("age", [0, 299, 301, 14 * 24 * 60 * 60 + 1], ids="{} s old".format)
    @pytest.mark.parametrize(
        "expiry",
        [
            None,
            0,
            "",
            300,
            -1,
            0.5,
            True,
            10**30,
            float("nan"),
            "2001-01-01T00:00:00+00:00",
            "2101-01-01T00:00:00+00:00",
        ],
        ids=str,
    )
    def test_it_is_expired_when_django_takes_it_for_empty(self, tmp_path, storage, expiry, age):
        key = saved(color="blue", **({} if expiry is None else {"_session_expiry": expiry}))
        [path] = tmp_path.iterdir()
        written = path.stat().st_mtime - age
        os.utime(path, (written, written))
        before = storage.contents()

        found = look(key)

        assert storage.contents() == before
        assert found.stored.raw == path.read_text()
        assert found.data == dict(session_store(key).items())

    @pytest.mark.parametrize("expiry", ["never", "2101-01-01T00:00:00", [], {"a": 1}, [1], "\ud800"])
    def test_an_expiry_that_is_none_is_no_error(self, expiry):
        assert read(saved(_session_expiry=expiry)).data == {"_session_expiry": expiry}

    def test_a_date_that_was_pickled_counts(self, settings):
        settings.SESSION_SERIALIZER = "tests.course.exchange.test_stores.Pickle"
        moment = datetime(2101, 1, 1, tzinfo=UTC)

        assert read(saved(_session_expiry=moment)).expires == moment

    def test_an_empty_file_is_an_empty_session(self, tmp_path):
        key = saved(color="blue")
        [path] = tmp_path.iterdir()
        path.write_text("")

        assert read(key).data == {}

    def test_a_file_of_other_bytes_is_shown_and_called_unreadable(self, tmp_path):
        key = saved(color="blue")
        [path] = tmp_path.iterdir()
        path.write_bytes(b"\xff\xfe")

        found = read(key)

        assert (found.data, found.raw) == ({}, r"\xff\xfe")
        assert found.unreadable


class TestSignedCookies:
    def test_a_cookie_that_was_signed_elsewhere_opens_nothing(self, use_engine, settings):
        use_engine("signed_cookies")
        key = saved(color="blue")

        settings.SECRET_KEY = "another key altogether"

        assert read(key) is None

    def test_a_changed_cookie_opens_nothing(self, use_engine):
        use_engine("signed_cookies")
        key = saved(color="blue")

        assert read("x" + key) is None


class TestAnotherEngine:
    @pytest.fixture(autouse=True)
    def engine(self, settings):
        """Put an engine to work that is none of Django's."""
        settings.SESSION_ENGINE = SessionStore.__module__
        SessionStore.done.clear()

    def test_it_is_asked_to_load_and_nothing_else(self):
        assert read("abcdefgh").data == {"color": "blue"}
        assert SessionStore.done == ["load"]

    def test_an_empty_session_is_taken_for_none(self):
        assert read("another-key") is None

    def test_the_panel_shows_it(self, client, soup):
        client.cookies["sessionid"] = "abcdefgh"

        page = soup(client.get("/sessions/inspector/panel/"))

        assert [cell.get_text() for cell in page.select(".entries tbody td")][:2] == ["color", '"blue"']
        assert SessionStore.done == ["load"]


class Pickle:
    """A serializer like the one that Django had before version 5."""

    def dumps(self, value):
        return pickle.dumps(value)

    def loads(self, data):
        return pickle.loads(data)
