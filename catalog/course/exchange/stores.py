"""Reading what a session engine has stored, without using the session.

``SessionStore.load()`` would not do for an observer: the file engine deletes an expired session and makes a new one
when it is loaded, and the cached database engine fills its cache. So each of Django's engines is read here in the way
that it stores, by a store object of our own that is never saved. An engine that is none of these can only be asked to
load; it decides what that does.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#configuring-the-session-engine
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cache, cached_db, db, file, signed_cookies
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import InvalidSessionKey
from django.core import signing
from django.utils import timezone

from catalog.course.exchange.diff import changes
from catalog.faults import StoreFault, fault_in
from catalog.guards import guarded
from catalog.guards.database import row_is_damaged
from catalog.guards.unreadable import ReadsText, Unreadable, contents_of, flaw


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What lies in the store under one key.

    ``raw`` is the stored text, or ``None`` where the engine stores no text. ``expires`` is the moment from which
    Django takes the session for empty, or ``None`` where the store holds no such date. ``is_row`` says that it is a
    row of the database, and ``in_cookie`` that it is the cookie itself. ``unreadable`` says why what lies there is no
    session of this site, which takes it for empty. ``from_cache`` says that ``data`` come from a cache, which keeps
    values of Python as they are, and were not decoded from ``raw``. ``hides_row``
    says that the row beneath a cache holds something else. ``read_at`` is when it was read.
    """

    key: str
    data: dict[str, Any] = field(default_factory=dict)
    raw: str | None = None
    expires: datetime | None = None
    is_row: bool = False
    in_cookie: bool = False
    unreadable: str = ""
    from_cache: bool = False
    hides_row: bool = False
    read_at: datetime = field(default_factory=timezone.now, compare=False)

    @property
    def expired(self) -> bool:
        """Whether it was still stored, when it was read, although its time was over."""
        return self.expires is not None and self.expires <= self.read_at

    @property
    def alive(self) -> bool:
        """Whether Django would open it: it can be read, and its time is not over."""
        return not self.expired and not self.unreadable


def session_store(key: str | None = None) -> SessionBase:
    """Return a new store object of the engine in the settings, for ``key``."""
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return store


def guarded_store_class() -> type[SessionBase]:
    """Return the store of the engine in the settings, which raises what Django's engine says nothing of."""
    return guarded(type(session_store()))


def read(key: str, store_class: type[SessionBase] | None = None) -> StoredSession | None:
    """Return what is stored under ``key``, or ``None`` for nothing. Write nothing, whatever the engine.

    Raise what the database or the cache raises when it cannot be reached, and ``StoreFault`` for a file.
    The engine is the one in the settings, unless ``store_class`` is another one's store.
    """
    store = store_class(key) if store_class else session_store(key)
    if store.session_key is None:  # Django takes no key of fewer than 8 characters
        return None
    match store:
        case cached_db.SessionStore():
            return _read_cached_row(store, key)
        case db.SessionStore():
            return _read_row(store, key)
        case cache.SessionStore():
            return _read_cache(store, key)
        case file.SessionStore():
            return _read_file(store, key)
        case signed_cookies.SessionStore():
            return _read_cookie(store, key)
        case _:
            return _load(store, key)


def _read_row(store: db.SessionStore, key: str) -> StoredSession | None:
    try:
        row = store.model.objects.filter(session_key=key).first()
    except Exception as error:  # what is no damage is raised again
        if not row_is_damaged(error):
            raise
        return StoredSession(key, is_row=True, unreadable=f"its row cannot be read ({type(error).__name__})")
    if row is None:
        return None
    data, unreadable = _decoded(store, row.session_data)
    return StoredSession(key, data, str(row.session_data), row.expire_date, is_row=True, unreadable=unreadable)


def _decoded(store: SessionBase, text: str) -> tuple[dict[str, Any], str]:
    """Return what a text holds, and why it cannot be read, if so. Write nothing to the log, as ``decode`` does."""
    if type(store).decode not in {SessionBase.decode, ReadsText.decode}:  # an engine with a way of its own
        return store.decode(text), ""
    try:
        data = contents_of(store, text)
    except Unreadable as error:
        return {}, str(error)
    return data, flaw(store, data)


def _read_cached_row(store: cached_db.SessionStore, key: str) -> StoredSession | None:
    """Put the cache before the row, as Django does: what the cache holds is alive, whatever became of the row."""
    row, data = _read_row(store, key), _cached(store, key)
    if data is None or flaw(store, data):
        return row
    if row is None or row.expired:
        return StoredSession(key, data, from_cache=True)
    return replace(row, data=data, unreadable="", from_cache=True, hides_row=row.data != _as_row(store, data))


def _as_row(store: SessionBase, data: dict[str, Any]) -> dict[str, Any]:
    """Return what comes back of ``data`` from a row: JSON makes lists of tuples. Nothing, if it cannot be stored."""
    try:
        return contents_of(store, store.encode(data))
    except (TypeError, ValueError, Unreadable):  # what the serializer refuses
        return {}


def _read_cache(store: cache.SessionStore, key: str) -> StoredSession | None:
    data = _cached(store, key)
    if data is None:
        return None
    known = data if isinstance(data, dict) else {}
    return StoredSession(key, known, unreadable=flaw(store, data), from_cache=True)


def _cached(store: cached_db.SessionStore | cache.SessionStore, key: str) -> dict[str, Any] | None:
    try:
        return store._cache.get(store.cache_key_prefix + key)
    except Exception as error:  # what a cache raises for a key that it does not take is its own affair
        if fault_in(error) is not None:
            raise  # Django says nothing here, and the visitor would see an empty session
        return None


def _read_file(store: file.SessionStore, key: str) -> StoredSession | None:
    try:
        path = store._key_to_file()
        with open(path, encoding="ascii", errors="backslashreplace") as stored:
            raw = stored.read()
        changed = datetime.fromtimestamp(os.stat(path).st_mtime, tz=UTC)
    except InvalidSessionKey:
        return None
    except FileNotFoundError as error:
        if not os.path.isdir(store.storage_path):
            raise StoreFault("the folder of the sessions is not there") from error
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None  # a key that Django never made
        raise StoreFault("the file of the session cannot be read") from error
    data, unreadable = _decoded(store, raw) if raw else ({}, "")
    expires = _file_expiry(data, changed, store.get_session_cookie_age())
    return StoredSession(key, data, raw, expires, unreadable=unreadable)


def _file_expiry(data: dict[str, Any], changed: datetime, age: int) -> datetime | None:
    """Return when the file engine takes a file for expired.

    It compares a date with the clock. A number of seconds it compares with nothing but zero, so a file with one never
    expires: the browser's cookie does.
    """
    expiry = data.get("_session_expiry")
    if not expiry:
        return changed + timedelta(seconds=age)
    if isinstance(expiry, int | float):
        return changed if expiry < 0 else None
    if isinstance(expiry, str):
        try:
            expiry = datetime.fromisoformat(expiry)
        except ValueError:
            return None
    return expiry if isinstance(expiry, datetime) and timezone.is_aware(expiry) else None


def _read_cookie(store: signed_cookies.SessionStore, key: str) -> StoredSession | None:
    try:
        data = signing.loads(key, serializer=store.serializer, salt="django.contrib.sessions.backends.signed_cookies")
        signed = datetime.fromtimestamp(signing.b62_decode(key.rsplit(":", 2)[1]), tz=UTC)
    except Exception:  # a cookie can hold anything; Django does the same
        return None
    expires = signed + timedelta(seconds=store.get_session_cookie_age())
    return StoredSession(key, data, key, expires, in_cookie=True)


def _load(store: SessionBase, key: str) -> StoredSession | None:
    data = store.load()
    return StoredSession(key, data) if data else None


def differs(before: StoredSession | None, after: StoredSession | None) -> bool:
    """Return whether something else is stored than before, or with another date."""
    if before is None or after is None:
        return before is not after
    if (before.raw, before.expires) != (after.raw, after.expires):
        return True
    return bool(changes(before.data, after.data))
