"""The environment of a lab: its own settings, database, cache and folder, all removed afterwards."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import global_settings, settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends import file
from django.core.signals import request_finished, request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalog.course.lab import cache as lab_cache
from catalog.course.lab.jar import HOST
from catalog.course.lab.steps import LOCK_TIMEOUT

APPS = ("contenttypes", "auth", "sessions")  # whose tables a lab has
ENGINES = ("db", "cached_db", "cache", "file", "signed_cookies")
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"  # the default one takes a quarter of a second by design
SIGNALS = (
    *(user_logged_in, user_logged_out, user_login_failed),
    *(pre_save, post_save, pre_delete, post_delete),
    *(request_started, request_finished),
)
# A file system in memory on Linux. A request that waits for a disk cannot be told from one that waits for a lock.
IN_MEMORY = Path("/dev/shm")  # noqa: S108  (each lab has a folder of its own there)


@contextmanager
def sandbox(engine: str, changed: dict[str, Any]) -> Iterator[None]:
    """Provide the environment of a lab for the length of a ``with`` block.

    ``engine`` is the name of one of Django's five, or the module of another one.
    """
    name = f"lab-{secrets.token_hex(8)}"
    with ExitStack() as stack:
        place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory("", "lab-", place, ignore_cleanup_errors=True)))
        stack.enter_context(same_receivers())
        stack.callback(lab_cache.forget_cache, name)
        wanted = _settings(name, engine, folder) | changed
        stack.enter_context(override_settings(**{key: wanted[key] for key in wanted if _differs(key, wanted[key])}))
        stack.enter_context(timezone.override(None))
        stack.enter_context(_file_path_not_cached())
        stack.enter_context(_database(folder / "lab.sqlite3"))
        stack.enter_context(_content_types_not_cached())
        yield


def _settings(name: str, engine: str, folder: Path) -> dict[str, Any]:
    """Return Django's own defaults for all that has to do with sessions, whatever the site has set."""
    files = folder / "sessions"
    files.mkdir()
    defaults = {
        setting: getattr(global_settings, setting)
        for setting in dir(global_settings)
        if setting.startswith(("SESSION_", "CSRF_", "LOGIN_", "LOGOUT_", "AUTHENTICATION_"))
    }
    return defaults | {
        "ALLOWED_HOSTS": [HOST],
        "CACHES": {"default": {"BACKEND": "catalog.course.lab.cache.LabCache", "LOCATION": name}},
        "PASSWORD_HASHERS": [FAST_HASHER],
        "SECRET_KEY": get_random_string(50),
        "SESSION_ENGINE": f"django.contrib.sessions.backends.{engine}" if engine in ENGINES else engine,
        "SESSION_FILE_PATH": os.fspath(files),
        "TIME_ZONE": "UTC",
        "USE_TZ": True,
    }


def _differs(name: str, value: Any) -> bool:
    """Say whether a setting has another value. Every override sends ``setting_changed``, which is slow."""
    return not hasattr(settings, name) or getattr(settings, name) != value


@contextmanager
def _database(path: Path) -> Iterator[None]:
    """Let ``default`` be a new SQLite database with the tables of users and sessions.

    It is a file and not in memory, so that each request has its own connection and waits for the locks of others.
    This holds for every thread that the lab starts.
    """
    path.write_bytes(_empty_database())
    site, site_database = connections["default"], connections.settings["default"]
    options = {
        "timeout": LOCK_TIMEOUT,
        "transaction_mode": "IMMEDIATE",  # as the site has it
        "init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL;",
    }
    wanted = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}}
    connections.settings["default"] = connections.configure_settings(wanted)["default"]
    connections["default"] = connections.create_connection("default")
    try:
        with _connections_closed(path):
            connections["default"].ensure_connection()
            yield
    finally:
        connections["default"], connections.settings["default"] = site, site_database


@contextmanager
def _connections_closed(path: Path) -> Iterator[None]:
    """Close the connections that a ``with`` block opens to the database at ``path``: one per thread and event loop."""
    opened: list[BaseDatabaseWrapper] = []

    def note(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        if connection.settings_dict["NAME"] == path:
            opened.append(connection)

    connection_created.connect(note)
    try:
        yield
    finally:
        connection_created.disconnect(note)
        for connection in opened:
            connection.inc_thread_sharing()
            connection.close()


@cache
def _empty_database() -> bytes:
    """Return a database with the tables of users and sessions, as SQLite keeps it in a file."""
    in_memory = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    connection = DatabaseWrapper(connections.configure_settings(in_memory)["default"], "default")
    try:
        with connection.schema_editor() as editor:
            for app in APPS:
                for model in apps.get_app_config(app).get_models():
                    editor.create_model(model)
        return connection.connection.serialize()
    finally:
        connection.connection.close()  # Django's close() does not close a database in memory


@contextmanager
def _content_types_not_cached() -> Iterator[None]:
    """Clear the cache of content types before and after the block: their primary keys differ in each database."""
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        ContentType.objects.clear_cache()


@contextmanager
def _file_path_not_cached() -> Iterator[None]:
    """Make the file engine and its subclasses read SESSION_FILE_PATH again: each caches the first value."""
    before = _forget_file_paths()
    try:
        yield
    finally:
        _forget_file_paths()
        for engine, path in before.items():
            engine._storage_path = path


def _forget_file_paths() -> dict[type[file.SessionStore], str]:
    """Clear the cached paths, and return them by class."""
    engines = [file.SessionStore]
    for engine in engines:
        engines.extend(engine.__subclasses__())
    kept = {engine: engine._storage_path for engine in engines if "_storage_path" in vars(engine)}
    for engine in kept:
        del engine._storage_path
    return kept


@contextmanager
def same_receivers() -> Iterator[None]:
    """Disconnect the receivers that the code of a ``with`` block connects to Django's signals."""
    before = [list(signal.receivers) for signal in SIGNALS]
    try:
        yield
    finally:
        for signal, receivers in zip(SIGNALS, before, strict=True):
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()
