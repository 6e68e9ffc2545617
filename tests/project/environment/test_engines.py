"""The variable ``SESSION_ENGINE``."""

from __future__ import annotations

import pytest

from tests.project.environment.refusal import refused


@pytest.mark.parametrize(
    "engine",
    [
        *("os", "sys", "json", "catalog", "catalog.sessions", "django.contrib.sessions.backends"),
        "django.contrib.sessions.backends.base",
    ],
)
def test_a_module_without_a_session_store_is_refused(read, production, engine):
    for variables in ({}, production):
        sentence = refused(read, **variables, SESSION_ENGINE=engine)
        assert sentence.startswith(f"SESSION_ENGINE is {engine!r}, a module without a SessionStore. Write for")


@pytest.mark.parametrize("name", ["db", "file", "signed_cookies", "cache", "cached_db"])
def test_every_engine_of_django_is_taken(read, production, name):
    engine = f"django.contrib.sessions.backends.{name}"

    assert read(**production, SESSION_ENGINE=engine, CACHE_URL="redis://cache").session_engine == engine


@pytest.mark.parametrize(
    "source",
    [
        "from django.contrib.sessions.backends.db import SessionStore",
        "from django.contrib.sessions.backends import db\nclass SessionStore(db.SessionStore): pass",
        "from django.contrib.sessions.backends import db\nSessionStore = db.SessionStore",
    ],
)
def test_an_engine_of_your_own_is_taken_and_not_imported(read, tmp_path, monkeypatch, source):
    (tmp_path / "engine_of_mine.py").write_text(f"{source}\nraise AssertionError\n")
    monkeypatch.syspath_prepend(tmp_path)

    assert read(SESSION_ENGINE="engine_of_mine").session_engine == "engine_of_mine"


def test_an_engine_that_does_not_exist_is_refused(read):
    engine = "django.contrib.sessions.backends.cached_db"
    assert read(SESSION_ENGINE=engine).session_engine == engine
    for missing in ("django.contrib.sessions.backends.nothing", "nothing.at.all", "..."):
        assert refused(read, SESSION_ENGINE=missing).startswith(f"SESSION_ENGINE is {missing!r}")
