"""What the tests of the course share: each of Django's session engines, with a store that can be read byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.contrib.sessions.models import Session
from django.core.cache import caches

from tests.sessions import rows

ENGINES = ("db", "cached_db", "cache", "file", "signed_cookies")
LONG_AGO = "2001-01-01T00:00Z"


@dataclass(frozen=True, slots=True)
class Storage:
    """Where an engine stores: a look at all of it, and two ways to spoil what lies there."""

    engine: str
    contents: Callable[[], Any]
    expire_all: Callable[[], Any]
    delete_all: Callable[[], Any]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stored."""
        return _nothing(self.contents())


def _nothing(contents: Any) -> bool:
    return all(map(_nothing, contents)) if isinstance(contents, tuple) else not contents


def _cached() -> tuple[dict, dict]:
    """Return what lies in the cache of the sessions, and until when."""
    cache = caches["sessions"]
    return dict(cache._cache), dict(cache._expire_info)


def _files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def _delete_files(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _age_files(folder: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (0, 0))


@pytest.fixture
def use_engine(settings, tmp_path, monkeypatch) -> Callable[[str], Storage]:
    """A function that puts one of Django's engines to work. Call it before the first request of a browser."""

    def put_to_work(name: str) -> Storage:
        settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{name}"
        settings.CACHES = settings.CACHES | {
            "sessions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sessions"}
        }
        settings.SESSION_CACHE_ALIAS = "sessions"
        settings.SESSION_FILE_PATH = str(tmp_path)
        monkeypatch.setattr(FileStore, "_storage_path", str(tmp_path), raising=False)  # Django asks the setting once
        caches["sessions"].clear()

        def expire_rows() -> None:
            Session.objects.update(expire_date=LONG_AGO)
            caches["sessions"].clear()

        def delete_rows() -> None:
            Session.objects.all().delete()
            caches["sessions"].clear()

        def expire_signatures() -> None:
            settings.SESSION_COOKIE_AGE = -1

        return {
            "db": Storage(name, rows, expire_rows, delete_rows),
            "cached_db": Storage(name, lambda: (rows(), _cached()), expire_rows, delete_rows),
            "cache": Storage(name, _cached, delete_rows, delete_rows),
            "file": Storage(
                name, lambda: _files(tmp_path), lambda: _age_files(tmp_path), lambda: _delete_files(tmp_path)
            ),
            "signed_cookies": Storage(name, lambda: None, expire_signatures, lambda: None),
        }[name]

    return put_to_work


@pytest.fixture(params=ENGINES)
def storage(request, use_engine) -> Storage:
    """Each engine in turn."""
    return use_engine(request.param)
