"""The session engine in a lab: a request can stop before it loads and saves, and files have the time of the lab."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.contrib.sessions.backends import file
from django.contrib.sessions.backends.base import SessionBase

from catalog.course.exchange import stores
from catalog.course.lab.steps import pause


@contextmanager
def stopping_engine() -> Iterator[None]:
    """Let the engine in the settings stop before it loads and saves: the file engine executes no SQL to stop at."""
    engine = type(stores.session_store())
    load, save = engine.load, engine.save
    if getattr(load, "stops", None) is engine:
        yield
        return

    def stopping_load(store: SessionBase) -> dict[str, Any]:
        if type(store) is engine:  # a subclass stops by itself
            pause("load the session")
        return load(store)

    def stopping_save(store: SessionBase, *args: Any, **kwargs: Any) -> None:
        if type(store) is engine:
            pause("save the session")
        save(store, *args, **kwargs)

    stopping_load.stops = engine
    with mock.patch.multiple(engine, load=stopping_load, save=stopping_save):
        yield


@contextmanager
def dated_files() -> Iterator[None]:
    """Set the modification time of session files to the time of the lab. The operating system uses the real time."""
    save = file.SessionStore.save

    def dating_save(store: file.SessionStore, *args: Any, **kwargs: Any) -> None:
        save(store, *args, **kwargs)
        now = time.time_ns()
        os.utime(store._key_to_file(), ns=(now, now))

    with mock.patch.object(file.SessionStore, "save", dating_save):
        yield
