"""A lab leaves nothing behind, and sees nothing of the site, however its story ends."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends import cache as cache_engine
from django.contrib.sessions.backends import cached_db, db, file, signed_cookies
from django.core.cache.backends import locmem
from django.db import connections, transaction
from django.http import HttpResponse
from django.utils import timezone

from catalog.course.lab import Lab, sandbox
from catalog.course.lab.sandbox import ENGINES, _empty_database
from tests.course.lab.stories import (
    SIGNALS,
    STORIES,
    a_full_story,
    tell,
    with_a_request_in_a_transaction,
    with_an_error,
)
from tests.course.lab.views import count_visits

pytestmark = pytest.mark.usefixtures("any_database")

STORES = (db.SessionStore, cached_db.SessionStore, cache_engine.SessionStore, file.SessionStore)


class FileStore(file.SessionStore):
    """An engine made of the one for files, which remembers the folder by itself."""


SessionStore = FileStore  # by this name Django looks for the engine of a module


STAYING: set[threading.Thread] = set()  # that do not end, whatever is collected


def process() -> dict[str, Any]:
    """Return all that a lab could leave different in a process. Nothing of it opens the site's database."""
    return {
        "settings": {name: getattr(settings, name) for name in dir(settings) if name.isupper()},
        "environment": dict(os.environ),
        "time zone": (time.tzname, timezone.get_current_timezone_name(), time_machine.escape_hatch.is_travelling()),
        "database": (connections["default"], connections["default"].connection),
        "databases": (connections.settings["default"], dict(connections.settings["default"])),
        "transaction": (connections["default"].in_atomic_block, list(connections["default"].savepoint_ids)),
        "caches": {name: dict(kept) for name, kept in locmem._caches.items()},
        "engines": [dict(vars(store)) for store in (*STORES, signed_cookies.SessionStore, FileStore)],
        "receivers": [list(signal.receivers) for signal in SIGNALS],
        "content types": dict(ContentType.objects._cache),
        "threads": threads(),
        "folders": sorted(os.listdir(tempfile.gettempdir())),
        "open files": len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0,
        "modules": set(sys.modules),
    }


def threads() -> set[threading.Thread]:
    """Return the threads that run. Those that asynchronous views had end when Python tidies up."""
    passing = {thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor")} - STAYING
    if passing:
        gc.collect()
    for thread in passing:
        thread.join(timeout=1)
        if thread.is_alive():
            STAYING.add(thread)  # asgiref keeps one for the length of the process
    return {thread for thread in threading.enumerate() if thread.is_alive()}


@pytest.fixture(autouse=True)
def folder_of_its_own(monkeypatch, tmp_path):
    """Let nobody else make temporary folders where these tests count them."""
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path))
    monkeypatch.setattr(sandbox, "IN_MEMORY", tmp_path)


@pytest.fixture(autouse=True, scope="module")
def first_lab(django_db_blocker):
    """Let what is imported once, with the first lab, be there before."""
    with django_db_blocker.unblock(), Lab() as lab:
        a_full_story(lab)


class TestTheProcess:
    @pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
    def test_it_is_as_it_was_however_a_story_ends(self, story):
        before = process()

        tell(story)

        assert process() == before

    def test_no_connection_is_left_open(self):
        """Python 3.13 and later warn of one when it is collected, and here warnings are errors."""
        _empty_database.cache_clear()

        tell(a_full_story)

        gc.collect()

    def test_a_connection_of_another_thread_or_an_event_loop_is_closed(self, monkeypatch):
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = []

        def look():
            opened.append(connections["default"])
            User.objects.exists()

        async def look_in_the_event_loop(request):
            look()
            return HttpResponse()

        def story(lab):
            look()
            lab.browser().get(look_in_the_event_loop)
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()

        tell(story)

        assert len(set(opened)) == 3
        assert [connection.connection for connection in opened] == [None] * 3

    @pytest.mark.parametrize("engine", [*ENGINES, __name__])
    def test_it_is_as_it_was_with_every_engine(self, engine):
        before = process()

        tell(a_full_story, engine)

        assert process() == before

    @pytest.mark.parametrize("story", [a_full_story, with_a_request_in_a_transaction], ids=lambda story: story.__name__)
    @pytest.mark.django_db
    def test_it_is_as_it_was_in_the_middle_of_the_sites_own_transaction(self, story):
        with transaction.atomic():
            before = process()

            tell(story)

            assert process() == before

    def test_it_is_as_it_was_when_a_lab_cannot_be_opened(self):
        before = process()

        with pytest.raises(ModuleNotFoundError), Lab("no_such_engine"):
            pass

        assert process() == before

    def test_it_is_as_it_was_when_no_database_may_be_opened(self, django_db_blocker):
        before = process()

        with django_db_blocker.block(), pytest.raises(RuntimeError, match="Database access not allowed"), Lab():
            pass

        assert process() == before

    def test_the_clock_is_right_afterwards(self, tmp_path):
        tell(a_full_story)
        (tmp_path / "now").touch()

        assert abs((tmp_path / "now").stat().st_mtime - time.time()) < 5

    def test_an_error_in_the_story_is_not_swallowed(self):
        with pytest.raises(KeyError, match="color"), Lab() as lab:
            with_an_error(lab)

    def test_what_a_request_left_underway_brings_is_dropped(self):
        with Lab() as lab:
            tab = lab.browser().begin(count_visits)
            tab.step(2)

        assert (lab.answers, lab.exchanges) == ([], [])

    def test_a_request_that_has_not_begun_never_runs(self):
        called = []
        with Lab() as lab:
            lab.browser().begin(called.append)

        assert called == []


class TestThePlace:
    def test_a_lab_is_in_memory_where_the_system_has_a_folder_there(self, tmp_path, any_database, monkeypatch):
        memory = tmp_path / "memory"
        memory.mkdir()
        monkeypatch.setattr(sandbox, "IN_MEMORY", memory)

        with Lab():
            assert len(os.listdir(memory)) == 1

    def test_elsewhere_it_is_among_the_temporary_files(self, tmp_path, any_database, monkeypatch):
        monkeypatch.setattr(sandbox, "IN_MEMORY", tmp_path / "nowhere")

        with Lab():
            assert len(os.listdir(tmp_path)) == 1


class TestTheFileEngine:
    def test_it_goes_on_with_the_folder_that_it_knew(self, tmp_path, monkeypatch):
        monkeypatch.setattr(file.SessionStore, "_storage_path", str(tmp_path), raising=False)

        tell(a_full_story, "file")

        assert file.SessionStore().storage_path == str(tmp_path)

    def test_it_asks_the_settings_if_it_knew_none(self, tmp_path, monkeypatch, settings):
        monkeypatch.delattr(file.SessionStore, "_storage_path", raising=False)
        settings.SESSION_FILE_PATH = str(tmp_path)

        tell(a_full_story, "file")

        assert "_storage_path" not in vars(file.SessionStore)
        assert file.SessionStore().storage_path == str(tmp_path)

    def test_an_engine_made_of_it_writes_into_the_lab_too(self, tmp_path):
        (tmp_path / "site").mkdir()
        FileStore._storage_path = str(tmp_path / "site")

        tell(a_full_story, __name__)

        assert FileStore().storage_path == str(tmp_path / "site")
        assert os.listdir(tmp_path / "site") == []
        del FileStore._storage_path
