"""An SQLite database for each test, which the test can damage, and a reader."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from locallibrary.services import sqlite
from tests.project.faults import pages

TIMEOUT = 0.2  # seconds that SQLite waits for a lock


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A migrated database file without other rows."""
    path = tmp_path_factory.mktemp("migrated") / "library.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connections["default"].ensure_connection()
        connections["default"].connection.backup(copy)
    return path


@pytest.fixture
def database(migrated, django_db_blocker, tmp_path) -> Iterator[Path]:
    """The database file of the site, opened with the site's settings and a short time-out."""
    path = tmp_path / "data" / "library.sqlite3"
    path.parent.mkdir()
    shutil.copy(migrated, path)
    usual = connections["default"]
    settings = sqlite(path, max_age=0)
    settings["OPTIONS"]["timeout"] = TIMEOUT
    connections["default"] = type(usual)(usual.settings_dict | settings, "default")
    try:
        with django_db_blocker.unblock():
            yield path
    finally:
        connections["default"].close()
        connections["default"] = usual


@pytest.fixture
def ann(database):
    """The browser of a reader, on this database."""
    return pages.reader()
