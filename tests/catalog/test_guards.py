"""The guards of Django's engines: the errors that each raises, in synchronous and asynchronous methods."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from pickle import PicklingError
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection

from catalog.faults import StoreFault
from catalog.guards import guarded

pytestmark = pytest.mark.django_db

ENGINES = ("db", "cached_db", "cache", "file")


@pytest.fixture
def guarded_store(settings, tmp_path, monkeypatch):
    """A function that returns the guarded class of one of Django's engines."""
    settings.SESSION_FILE_PATH = str(tmp_path)
    monkeypatch.setattr(FileStore, "_storage_path", str(tmp_path), raising=False)  # Django reads the setting only once
    return lambda name: guarded(import_module(f"django.contrib.sessions.backends.{name}").SessionStore)


def stored(store_class: type[SessionBase]) -> SessionBase:
    """Return a stored session."""
    store = store_class()
    store["color"] = "plum"
    store.save()
    return store_class(store.session_key)


def do(store: SessionBase, name: str, *arguments: Any, awaited: bool) -> Any:
    """Call a method of the store, or await its asynchronous variant."""
    return async_to_sync(getattr(store, f"a{name}"))(*arguments) if awaited else getattr(store, name)(*arguments)


def away(*args: object, **options: object) -> None:
    """Raise the error of a cache with an unreachable server."""
    raise OSError(errno.ECONNREFUSED, "Connection refused")


def locked(execute, sql, params, many, context):
    """Raise the error of a locked database."""
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
class TestCalledAndAwaited:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_what_is_saved_is_loaded_and_what_is_deleted_is_gone(self, guarded_store, engine, awaited):
        store = guarded_store(engine)()
        store["color"] = "plum"

        do(store, "save", awaited=awaited)
        key = store.session_key
        assert do(guarded_store(engine)(key), "load", awaited=awaited) == {"color": "plum"}
        do(guarded_store(engine)(key), "delete", awaited=awaited)

        assert do(guarded_store(engine)(key), "load", awaited=awaited) == {}

    @pytest.mark.parametrize("engine", ["cached_db", "cache"])
    def test_a_cache_that_is_away_is_no_session_that_is_not_there(self, guarded_store, monkeypatch, engine, awaited):
        store = stored(guarded_store(engine))
        monkeypatch.setattr(LocMemCache, "get", away)

        with pytest.raises(StoreFault):
            do(store, "load", awaited=awaited)

    @pytest.mark.parametrize("engine", ["cached_db", "cache"])
    def test_an_old_copy_that_stays_in_the_cache_is_told(self, guarded_store, monkeypatch, engine, awaited):
        store = stored(guarded_store(engine))
        store["color"] = "brick"
        monkeypatch.setattr(LocMemCache, "set", away)

        with pytest.raises(StoreFault):
            do(store, "save", awaited=awaited)

    def test_a_row_stays_where_its_copy_cannot_be_deleted(self, guarded_store, monkeypatch, awaited):
        store = stored(guarded_store("cached_db"))
        with monkeypatch.context() as broken:
            broken.setattr(LocMemCache, "delete", away)
            with pytest.raises(OSError, match="Connection refused"):
                do(store, "delete", awaited=awaited)

        assert DatabaseStore(store.session_key).load() == {"color": "plum"}

    @pytest.mark.parametrize("named", [False, True], ids=["its own", "another"])
    def test_the_copy_goes_with_the_row(self, guarded_store, named, awaited):
        store = stored(guarded_store("cached_db"))
        caller, keys = (guarded_store("cached_db")(), [store.session_key]) if named else (store, [])

        do(caller, "delete", *keys, awaited=awaited)

        assert guarded_store("cached_db")(store.session_key).load() == {}
        assert DatabaseStore(store.session_key).load() == {}

    @pytest.mark.parametrize("engine", ["db", "cached_db"])
    def test_a_locked_database_is_no_session_that_was_deleted(self, guarded_store, engine, awaited):
        store = stored(guarded_store(engine))
        store["color"] = "brick"

        with connection.execute_wrapper(locked), pytest.raises(StoreFault) as fault:
            do(store, "save", awaited=awaited)

        assert isinstance(fault.value.__cause__, OperationalError)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_session_that_was_deleted_meanwhile_is_said_to_be_that(self, guarded_store, engine, awaited):
        store = stored(guarded_store(engine))
        store["color"] = "brick"
        guarded_store(engine)(store.session_key).delete()

        with pytest.raises(UpdateError):
            do(store, "save", awaited=awaited)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_nothing_is_deleted_of_a_session_that_never_was(self, guarded_store, engine, awaited):
        do(guarded_store(engine)(), "delete", awaited=awaited)


class TestAfterAFailure:
    def test_a_store_that_failed_is_not_asked_again(self, guarded_store, monkeypatch):
        store = stored(guarded_store("db"))
        asked = []

        def fail(self: SessionBase) -> None:
            asked.append(self)
            raise OperationalError("the database is away")

        monkeypatch.setattr(DatabaseStore, "_get_session_from_db", fail)
        for _ in range(2):
            with pytest.raises(OperationalError):
                store.load()

        assert len(asked) == 1

    def test_while_the_answer_goes_out_a_failure_is_noted_and_not_raised(self, guarded_store, monkeypatch):
        store = stored(guarded_store("db"))
        store.defers = True
        error = OperationalError("the database is away")

        def fail(self: SessionBase) -> None:
            raise error

        monkeypatch.setattr(DatabaseStore, "_get_session_from_db", fail)

        assert [store.load(), store.load()] == [{}, {}]
        assert store.failure is error
        assert store.session_key

    def test_what_failed_is_not_saved_afterwards(self, guarded_store):
        store = stored(guarded_store("db"))
        store.failure, store.defers = OperationalError("the database is away"), True
        store._session_cache = {"color": "brick"}

        store.save()

        assert DatabaseStore(store.session_key).load() == {"color": "plum"}

    def test_an_error_of_the_code_is_raised_also_while_the_answer_goes_out(self, guarded_store, monkeypatch):
        def fail(*args: object) -> None:
            raise RuntimeError("the shelf fell over")

        store = stored(guarded_store("db"))
        store.defers = True
        for name in ("load", "save", "delete"):
            monkeypatch.setattr(DatabaseStore, name, fail)
            with pytest.raises(RuntimeError):
                getattr(store, name)()

        assert store.failure is None


class TestFiles:
    def test_a_draft_that_cannot_take_its_place_is_not_left_behind(self, guarded_store, monkeypatch, tmp_path):
        store = stored(guarded_store("file"))
        store["color"] = "brick"
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

        def refuse(source: str, target: str) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(StoreFault):
            store.save()

        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    def test_a_new_session_that_cannot_be_written_leaves_no_empty_file(self, guarded_store, monkeypatch, tmp_path):
        def refuse(source: str, target: str) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(StoreFault):
            guarded_store("file")().create()

        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_stays_is_not_said_to_be_deleted(self, guarded_store, monkeypatch):
        def refuse(path: str) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        store = stored(guarded_store("file"))
        monkeypatch.setattr(os, "unlink", refuse)

        with pytest.raises(StoreFault):
            store.delete()

    @pytest.mark.parametrize("key", ["../../../etc/passwd", "x" * 5000], ids=["not a valid key", "too long for a file"])
    def test_a_key_that_no_file_can_have_opens_nothing(self, guarded_store, key):
        store = guarded_store("file")(key)

        assert store.load() == {}
        assert store.session_key is None


class TestWhichGuard:
    def test_an_engine_that_reads_its_text_in_its_own_way_goes_on_doing_so(self):
        class Plain(DatabaseStore):
            def decode(self, session_data: str) -> dict[str, Any]:
                return {"text": session_data}

        assert guarded(Plain)().decode("abc") == {"text": "abc"}

    def test_the_guarded_class_has_the_name_that_is_a_part_of_what_is_signed(self, guarded_store):
        assert guarded_store("db")().key_salt == DatabaseStore().key_salt

    def test_an_engine_that_is_none_of_djangos_notes_its_failures_too(self):
        class Own(SessionBase):
            def load(self) -> dict[str, Any]:
                raise OperationalError("the database is away")

        store = guarded(Own, sparing=True)("x" * 32)
        store.defers = True

        assert store.load() == {}
        assert isinstance(store.failure, OperationalError)


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
def test_what_a_cache_cannot_hold_is_an_error_of_the_code(guarded_store, awaited):
    store = stored(guarded_store("cache"))
    store["shelf"] = lambda: None

    with pytest.raises((AttributeError, TypeError, PicklingError)):
        do(store, "save", awaited=awaited)


def test_what_is_no_method_of_the_cache_is_there_as_it_is(guarded_store):
    assert guarded_store("cache")()._cache.default_timeout == LocMemCache("", {}).default_timeout


@pytest.mark.parametrize("engine", ["cached_db", "cache"])
class TestKeysOfTheCache:
    def test_a_key_that_the_cache_does_not_take_opens_nothing(self, guarded_store, monkeypatch, engine):
        def refuse(*args: object, **options: object) -> None:
            raise ValueError("no such key")

        monkeypatch.setattr(LocMemCache, "get", refuse)

        assert guarded_store(engine)("x" * 300).load() == {}

    def test_a_key_is_known_to_be_taken(self, guarded_store, engine):
        key = stored(guarded_store(engine)).session_key

        assert guarded_store(engine)().exists(key)
        assert not guarded_store(engine)().exists("x" * 32)
