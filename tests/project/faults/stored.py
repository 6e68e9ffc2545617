"""Access to the stored session text of a browser, for each engine that stores text."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.contrib.sessions.models import Session
from django.core.cache import caches

ENGINES = ("db", "cached_db", "file")


@dataclass(frozen=True)
class Texts:
    """The stored texts of one engine; ``folder`` is the folder of the engine ``file``."""

    engine: str
    folder: Path

    @property
    def store(self) -> SessionBase:
        """Django's store, for its signatures."""
        return import_module(settings.SESSION_ENGINE).SessionStore()

    def path(self, key: str) -> Path:
        """Return the file of a session."""
        return self.folder / f"{settings.SESSION_COOKIE_NAME}{key}"

    def read(self, key: str) -> str:
        """Return the text."""
        if self.engine == "file":
            return self.path(key).read_text(encoding="utf-8")
        return Session.objects.get(session_key=key).session_data

    def write(self, key: str, text: str) -> None:
        """Replace the text, and delete the copy in the cache."""
        if self.engine == "file":
            self.path(key).write_text(text, encoding="utf-8")
            return
        Session.objects.filter(session_key=key).update(session_data=text)
        caches["default"].clear()


def use(engine: str, folder: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """Configure an engine. Call it before the first request of a browser."""
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{engine}"
    settings.SESSION_FILE_PATH = str(folder)
    monkeypatch.setattr(FileStore, "_storage_path", str(folder), raising=False)  # Django reads the setting only once
    return Texts(engine, folder)
