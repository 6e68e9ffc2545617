"""What lies in a store, read without Django's session engines and without the course: SQL, pickles, files, signatures.

A dump maps session keys to records. The stamp of a record is another one after each write, also of the same contents.
"""

from __future__ import annotations

import json
import pickle
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.db import connection

SALT = "django.contrib.sessions.SessionStore"
COOKIE_SALT = "django.contrib.sessions.backends.signed_cookies"


@dataclass(frozen=True, slots=True)
class Record:
    """What lies under one session key. ``data`` is ``None`` for what no engine opens: expired, or unreadable.

    ``hidden`` says that a cache gives back something else than the row beneath it holds.
    """

    data: dict[str, Any] | None
    stamp: Any
    hidden: bool = False


Dump = dict[str, Record]


def dump(engine: str) -> Dump:
    """Return all that lies in the store of an engine; nothing for ``signed_cookies``, which has none."""
    match engine:
        case "db":
            return _rows()
        case "cached_db":
            return _cached_rows()
        case "cache":
            return {key: Record(data, stamp) for key, (data, stamp) in _cache("django.contrib.sessions.cache").items()}
        case "file":
            return _files()
        case _:
            return {}


def _rows() -> Dump:
    cursor = connection.connection.cursor()  # the driver's own: nothing that listens to Django's queries hears it
    cursor.execute("SELECT session_key, session_data, expire_date FROM django_session")
    return {key: Record(_in_row(data, ends), (data, ends)) for key, data, ends in cursor.fetchall()}


def _in_row(text: str, ends: Any) -> dict[str, Any] | None:
    moment = datetime.fromisoformat(ends) if isinstance(ends, str) else ends
    over = moment.replace(tzinfo=moment.tzinfo or UTC) <= datetime.now(UTC)
    return None if over else _decoded(text)


def _decoded(text: str) -> dict[str, Any] | None:
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None


def _cached_rows() -> Dump:
    """Return the rows, with what the cache holds in their place: the engine asks it first."""
    found = _rows()
    for key, (data, _) in _cache("django.contrib.sessions.cached_db").items():
        row = found.get(key)
        found[key] = Record(data, row.stamp if row else "no row", row is not None and row.data != _as_json(data))
    return found


def _as_json(data: dict[str, Any]) -> Any:
    try:
        return json.loads(json.dumps(data))
    except TypeError:
        return None


def _cache(prefix: str) -> dict[str, tuple[Any, Any]]:
    cache, start = caches["sessions"], f":1:{prefix}"
    return {
        name.removeprefix(start): (pickle.loads(pickled), cache._expire_info[name])  # the test has written it itself
        for name, pickled in cache._cache.items()
        if name.startswith(start) and (cache._expire_info[name] or time.time() + 1) > time.time()
    }


def _files() -> Dump:
    folder = Path(settings.SESSION_FILE_PATH)
    return {path.name.removeprefix("sessionid"): _file(path) for path in folder.iterdir()}


def _file(path: Path) -> Record:
    text, written = path.read_text(), path.stat().st_mtime_ns
    data = _decoded(text) if text else {}  # an empty file is an empty session
    return Record(None if data is None or _file_is_over(data, written / 1e9) else data, (text, written))


def _file_is_over(data: dict[str, Any], written: float) -> bool:
    """Return whether the file engine deletes a file when it is loaded. A positive number of seconds never ends it."""
    expiry = data.get("_session_expiry")
    if not expiry:
        return written + settings.SESSION_COOKIE_AGE <= time.time()
    if isinstance(expiry, int):
        return expiry < 0
    return datetime.fromisoformat(expiry) <= datetime.now(UTC)


def in_cookie(value: str) -> dict[str, Any] | None:
    """Return what a signed cookie holds, or ``None`` if the engine does not open it."""
    try:
        return signing.loads(value, salt=COOKIE_SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
