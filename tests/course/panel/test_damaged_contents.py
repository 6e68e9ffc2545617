"""What is stored is no session in a way that no signature tells: an odd value in a cache or a row, or an odd entry."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client

from tests.project.faults.pages import BOOKS, HOME, INSPECTOR, JSON, LESSON, LIST, LOG_IN, PANEL, RUN, reader
from tests.selection import first_are_quick
from tests.sessions import key_of

pytestmark = pytest.mark.django_db

STORE, FORGET = "/sessions/inspector/entries/store/", "/sessions/inspector/forget/"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
NO_SESSIONS = {
    "a number": 5,
    "a list": [1],
    "a text": "x",
    "an expiry that is no date": {"a": 1, "_session_expiry": "junk"},
    "an expiry that is a list": {"a": 1, "_session_expiry": [1]},
    "an expiry beyond all dates": {"a": 1, "_session_expiry": 10**30},
    "an expiry without a time zone": {"a": 1, "_session_expiry": "2030-01-01T00:00:00"},
    "a user that is none": {"_auth_user_id": "zzz", "_auth_user_backend": MODEL_BACKEND},
    "a user that is a list": {"_auth_user_id": [1], "_auth_user_backend": MODEL_BACKEND, "_auth_user_hash": 5},
}
ROWS = {
    "bytes in the place of the text": ("session_data", "x'ff00'"),
    "a text in bytes": ("session_data", "cast(session_data as blob)"),
    "a text that is not UTF-8": ("session_data", "cast(x'fffe61' as text)"),
    "a month of 99": ("expire_date", "'2099-99-99 00:00:00'"),
    "the 31st of February": ("expire_date", "'2099-02-31 00:00:00'"),
    "bytes in the place of a date": ("expire_date", "x'ff'"),
}


def statuses(client: Client) -> dict[str, int]:
    """Return what pages and forms answer, each asked with the session as it is now."""
    key, found = key_of(client), {}
    for path in (BOOKS, LIST, INSPECTOR, PANEL, LESSON, LOG_IN, HOME):
        for headers in ({}, JSON):
            client.cookies[settings.SESSION_COOKIE_NAME] = key
            found[f"GET {path} {headers}"] = client.get(path, headers=headers).status_code
    for path, form in ((STORE, {"name": "a", "value": "b"}), (RUN, {}), (FORGET, {})):
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        found[f"POST {path}"] = client.post(path, form, headers=JSON).status_code
    return found


def failed(client: Client) -> list[str]:
    """Return what was answered with an error of the server."""
    return [f"{request}: {status}" for request, status in statuses(client).items() if status >= 500]


def put_into_cache(client: Client, value: Any) -> None:
    """Put ``value`` where the engine keeps the session in its cache."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(key_of(client))
    caches[settings.SESSION_CACHE_ALIAS].set(store.cache_key, value)


@pytest.fixture(params=first_are_quick(NO_SESSIONS, 3))
def value(request) -> Any:
    """What is no session."""
    return NO_SESSIONS[request.param]


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_no_page_fails_whatever_lies_in_the_cache(use_engine, engine, value):
    use_engine(engine)
    ann = reader()
    put_into_cache(ann, value)

    assert failed(ann) == []


def test_the_engine_cache_says_that_it_cannot_be_read(use_engine, value):
    use_engine("cache")
    ann = reader()
    put_into_cache(ann, value)

    assert "Your stored session cannot be read" in ann.get(LIST).content.decode()
    assert ann.get(INSPECTOR, headers=JSON).json()["unreadable"]


def test_with_cached_db_the_row_takes_the_place_of_a_copy_that_is_no_session(use_engine, value):
    use_engine("cached_db")
    ann = reader()
    before = ann.get(INSPECTOR, headers=JSON).json()["data"]
    put_into_cache(ann, value)

    assert ann.get(INSPECTOR, headers=JSON).json()["data"] == before
    assert ann.get("/catalog/mybooks/").status_code == 200


@pytest.mark.parametrize("engine", ["db", "cached_db", "file"])
@pytest.mark.parametrize("name", [name for name, value in NO_SESSIONS.items() if isinstance(value, dict)])
def test_no_page_fails_for_an_entry_of_djangos_that_makes_no_sense(use_engine, engine, name):
    value = NO_SESSIONS[name]
    storage = use_engine(engine)
    ann = reader()
    store = import_module(settings.SESSION_ENGINE).SessionStore(key_of(ann))
    if engine == "file":
        with open(store._key_to_file(), "w", encoding="ascii") as file:
            file.write(store.encode(value))
    else:
        Session.objects.filter(session_key=key_of(ann)).update(session_data=store.encode(value))
        caches[settings.SESSION_CACHE_ALIAS].clear()

    assert not storage.is_empty
    assert failed(ann) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone takes any value in any column")
@pytest.mark.parametrize("engine", ["db", "cached_db"])
@pytest.mark.parametrize("damage", ROWS)
def test_no_page_fails_for_a_row_that_is_damaged(use_engine, engine, damage):
    use_engine(engine)
    ann = reader()
    column, value = ROWS[damage]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE django_session SET {column} = {value} WHERE session_key = %s", [key_of(ann)])
    caches[settings.SESSION_CACHE_ALIAS].clear()

    assert "Your stored session cannot be read" in ann.get(LIST).content.decode()
    assert failed(ann) == []
