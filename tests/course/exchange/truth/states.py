"""The states in which a session can come in, and how each is made. Nothing of the course is used for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from unittest import mock

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.db import connection

from tests.course.exchange.truth.raw import COOKIE_SALT, SALT

KEY = "0123456789abcdefghijklmnopqrstuv"
CONTENTS = {
    "name": "Ada",
    "num_visits": 3,
    "my_car": {"name": "mini", "wheels": "steel"},
    "cart": ["a book"],
    "point": [3, 4],
    "7": "seven",
    "username": "antone",
    "testcookie": "worked",
    "accent": "forest",
}
# Random text, which cannot be compressed: with it a signed cookie has nearly the 4,096 bytes that a browser keeps.
LARGE = CONTENTS | {"noise": Random(1).randbytes(2455).hex()}
EARLIER = 10  # seconds before the exchange: when what comes in was written
LONG_AGO = 40 * 24 * 3600  # seconds

ENGINES = ("db", "cached_db", "cache", "file", "signed_cookies")
# What each state is made of: what is planted, which operation has run before, and whether every request saves.
STATES: dict[str, tuple[str, str, bool]] = {
    "stranger": ("nothing", "", False),
    "with data": ("data", "", False),
    "without entries": ("empty", "", False),
    "a large session": ("large", "", False),
    "with an expiry": ("expiry", "", False),
    "in cache and row": ("warm", "", False),
    "in the cache alone": ("cached", "", False),
    "course log-in": ("data", "log_in", False),
    "another's log-in": ("data", "log_in_as_another", False),
    "expired": ("expired", "", False),
    "vanished row": ("vanished", "", False),
    "invented session key": ("invented", "", False),
    "unreadable": ("unreadable", "", False),
    "database locked": ("data", "", False),
    "database locked, stranger": ("nothing", "", False),
    "every request": ("data", "", True),
    "every request, stranger": ("nothing", "", True),
    "every request, expired": ("expired", "", True),
    "every request, vanished row": ("vanished", "", True),
    "every request, log-in": ("data", "log_in", True),
}
IMPOSSIBLE = {
    **{(engine, "in cache and row"): "only cached_db has both" for engine in ("db", "cache", "file", "signed_cookies")},
    **{(engine, "in the cache alone"): "as above" for engine in ("db", "cache", "file", "signed_cookies")},
    ("cache", "expired"): "a cache gives nothing back when its time is over: the same as a vanished row",
    ("cache", "every request, expired"): "as above",
    ("cache", "unreadable"): "a cache keeps Python values, and no text that could be damaged",
    ("cache", "database locked"): "the engine writes to no database",
    ("cache", "database locked, stranger"): "as above",
    ("file", "database locked"): "the engine writes to no database",
    ("file", "database locked, stranger"): "as above",
    ("signed_cookies", "vanished row"): "there are no rows",
    ("signed_cookies", "every request, vanished row"): "as above",
    ("signed_cookies", "database locked"): "the engine writes to no database",
    ("signed_cookies", "database locked, stranger"): "as above",
}
CELLS = [(engine, state) for engine in ENGINES for state in STATES if (engine, state) not in IMPOSSIBLE]


def plant(engine: str, what: str) -> str | None:
    """Put a session into an empty store, and return the cookie that a browser has of it, if any."""
    if what == "nothing":
        return None
    if what == "invented":
        return "made-up"
    data = {"empty": {}, "large": LARGE, "expiry": CONTENTS | {"_session_expiry": 300}}.get(what, CONTENTS)
    age = LONG_AGO if what == "expired" else EARLIER
    if engine == "signed_cookies":
        return _signed(data, age, damaged=what == "unreadable")
    if what in {"warm", "cached"}:
        caches["sessions"].set(f"django.contrib.sessions.cached_db{KEY}", data, settings.SESSION_COOKIE_AGE - age)
    if what not in {"vanished", "cached"}:
        PLANT[engine](_damaged(_text(data)) if what == "unreadable" else _text(data), data, age)
    return KEY


def _text(data: dict) -> str:
    return signing.dumps(data, salt=SALT, compress=True)


def _damaged(text: str) -> str:
    return text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB")


def _signed(data: dict, age: int, *, damaged: bool) -> str:
    with mock.patch.object(signing.time, "time", return_value=time.time() - age):
        value = signing.dumps(data, salt=COOKIE_SALT, compress=True)
    return _damaged(value) if damaged else value


def _plant_row(text: str, data: dict, age: int) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE - age)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES (%s, %s, %s)", [KEY, text, ends.replace(tzinfo=None)])


def _plant_cached(text: str, data: dict, age: int) -> None:
    caches["sessions"].set(f"django.contrib.sessions.cache{KEY}", data, settings.SESSION_COOKIE_AGE - age)


def _plant_file(text: str, data: dict, age: int) -> None:
    path = Path(settings.SESSION_FILE_PATH) / f"sessionid{KEY}"
    path.write_text(text)
    os.utime(path, (time.time() - age, time.time() - age))


PLANT: dict[str, Callable[[str, dict, int], None]] = {
    "db": _plant_row,
    "cached_db": _plant_row,
    "cache": _plant_cached,
    "file": _plant_file,
}
