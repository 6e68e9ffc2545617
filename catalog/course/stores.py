"""Reading what a session engine has stored, without using the session.

``SessionStore.load()`` would not do for an observer: the file engine deletes an expired session and makes a new one
when it is loaded, and the cached database engine fills its cache. So each of Django's engines is read here in the way
that it stores, by a store object of our own that is never saved.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#configuring-the-session-engine
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cache, db, file, signed_cookies
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import InvalidSessionKey
from django.core import signing
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What lies in the store under one key.

    ``raw`` is the stored text, or ``None`` where the engine stores no text. ``expires`` is the moment from which
    Django takes the session for empty, or ``None`` where the engine does not tell. ``is_row`` says that it is a row
    of the database.
    """

    key: str
    data: dict[str, Any] = field(default_factory=dict)
    raw: str | None = None
    expires: datetime | None = None
    is_row: bool = False

    @property
    def expired(self) -> bool:
        """Whether it is still stored although its time is over."""
        return self.expires is not None and self.expires <= timezone.now()


def session_store(key: str | None = None) -> SessionBase:
    """Return a new store object of the engine in the settings, for ``key``."""
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def read(key: str) -> StoredSession | None:
    """Return what is stored under ``key``, or ``None`` for nothing. Write nothing, whatever the engine."""
    store = session_store(key)
    match store:
        case db.SessionStore():
            return _read_row(store, key)
        case file.SessionStore():
            return _read_file(store, key)
        case cache.SessionStore():
            data = store._cache.get(store.cache_key_prefix + key)
            return None if data is None else StoredSession(key, data)
        case signed_cookies.SessionStore():
            return _read_cookie(store, key)
        case _:
            return StoredSession(key, data) if (data := store.load()) else None


def _read_row(store: db.SessionStore, key: str) -> StoredSession | None:
    row = store.model.objects.filter(session_key=key).first()
    if row is None:
        return None
    return StoredSession(key, store.decode(row.session_data), row.session_data, row.expire_date, is_row=True)


def _read_file(store: file.SessionStore, key: str) -> StoredSession | None:
    try:
        path = store._key_to_file()
        with open(path, encoding="ascii") as stored:
            raw = stored.read()
        changed = datetime.fromtimestamp(os.stat(path).st_mtime, tz=UTC)
    except (InvalidSessionKey, OSError, UnicodeDecodeError):
        return None
    data = store.decode(raw) if raw else {}
    return StoredSession(key, data, raw, _expiry(data, changed))


def _read_cookie(store: signed_cookies.SessionStore, key: str) -> StoredSession | None:
    try:
        data = signing.loads(
            key,
            serializer=store.serializer,
            max_age=store.get_session_cookie_age(),
            salt="django.contrib.sessions.backends.signed_cookies",
        )
    except (signing.BadSignature, ValueError):
        return None
    return StoredSession(key, data, key)


def _expiry(data: dict[str, Any], changed: datetime) -> datetime:
    expiry = data.get("_session_expiry")
    if isinstance(expiry, str):
        return datetime.fromisoformat(expiry)
    return changed + timedelta(seconds=expiry or settings.SESSION_COOKIE_AGE)
