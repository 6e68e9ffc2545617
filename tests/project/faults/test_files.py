"""The disk of the engine ``file`` is full, its folder is gone, or a file cannot be opened."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog.guards import file as guard
from tests.project.faults.pages import (
    BOOKS,
    HOME,
    INSPECTOR,
    JSON,
    LIST,
    LOG_IN,
    LOG_OUT,
    MINE,
    PASSWORD,
    PREFERENCES,
    RUN,
    assert_drawn_and_nothing_kept,
    assert_drawn_for_a_stranger,
    assert_nothing_is_lost,
    assert_unavailable,
    cookies_touched,
    lines,
    reader,
    soup_of,
)
from tests.project.faults.stored import Texts, use
from tests.sessions import key_of

pytestmark = pytest.mark.django_db

FULL = "The library's disk is full, so nothing can be stored."
POSTS = {
    RUN: {"key": "color", "value": "plum"},
    f"{LIST}1/note/": {"note": "x" * 200},
    "/sessions/inspector/entries/store/": {"name": "color", "value": "plum"},
    PREFERENCES: {"page_size": "25", "accent": "plum", "theme": "dark"},
}


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 256 KB in memory, if this user may mount one; a plain folder otherwise."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", str(folder)]
    mounted = os.name == "posix" and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def texts(small_disk, settings, monkeypatch) -> Texts:
    """The engine ``file`` on that disk."""
    return use("file", small_disk, settings, monkeypatch)


@pytest.fixture
def fill(small_disk, monkeypatch) -> Callable[[], Callable[[], None]]:
    """A function that fills the disk, and returns one that makes room again."""

    def fill() -> Callable[[], None]:
        if os.path.ismount(small_disk):
            filler = small_disk / "filler"
            with pytest.raises(OSError, match="No space left"):
                write_without_end(filler)
            return filler.unlink
        replace = guard._replace
        monkeypatch.setattr(guard, "_replace", no_room)
        return lambda: monkeypatch.setattr(guard, "_replace", replace)

    return fill


def write_without_end(path: Path) -> None:
    """Write until the disk takes no more."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def no_room(path: Path, text: bytes) -> None:
    """Do what the system does on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class TestFull:
    def test_what_was_stored_is_still_stored_and_is_read(self, texts, fill):
        ann = reader()
        before = texts.read(key_of(ann))
        fill()

        for path in (BOOKS, MINE, LIST, PREFERENCES):
            assert ann.get(path).status_code == 200
        assert texts.read(key_of(ann)) == before

    def test_a_page_that_notes_something_is_drawn_and_says_that_it_is_not_kept(self, texts, fill, caplog):
        ann = reader()
        before = texts.read(key_of(ann))
        make_room = fill()
        caplog.clear()

        page = ann.get(soup_of(ann.get(BOOKS)).select_one("main a[href^='/catalog/book/']")["href"])

        assert_drawn_and_nothing_kept(page)
        assert len(lines(caplog)) == 1
        assert "No space left on device" in lines(caplog)[0]
        assert texts.read(key_of(ann)) == before
        make_room()
        assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", POSTS)
    def test_a_full_disk_is_not_said_to_have_stored_anything(self, texts, fill, path):
        ann = reader()
        before = texts.read(key_of(ann))
        make_room = fill()

        assert_unavailable(ann.post(path, POSTS[path]), FULL, passes=False, posted=True)

        assert texts.read(key_of(ann)) == before
        make_room()
        assert_nothing_is_lost(ann)

    def test_the_answer_in_json_says_it_too(self, texts, fill):
        ann = reader()
        fill()

        response = ann.post(RUN, POSTS[RUN], headers=JSON)

        assert response.status_code == 503
        assert response.json()["refused"] == FULL

    def test_nobody_is_said_to_be_logged_in_who_is_not(self, client, texts, fill, django_user_model):
        django_user_model.objects.create_user("ben", password=PASSWORD)
        make_room = fill()

        response = client.post(LOG_IN, {"username": "ben", "password": PASSWORD})

        assert_unavailable(response, FULL, passes=False, posted=True)
        assert client.get(MINE).status_code == 302
        make_room()
        assert client.post(LOG_IN, {"username": "ben", "password": PASSWORD}).status_code == 302
        assert client.get(MINE).status_code == 200

    def test_no_empty_file_and_no_half_one_is_left_behind(self, client, texts, fill):
        fill()

        client.get(HOME)

        assert [path.name for path in texts.folder.iterdir() if path.name != "filler"] == []

    def test_a_log_out_needs_no_room(self, texts, fill):
        ann = reader()
        fill()

        assert ann.post(LOG_OUT).status_code in {200, 302}
        assert ann.get(MINE).status_code == 302


class TestNotThere:
    def test_a_folder_that_is_gone_for_a_while_costs_nobody_the_session(self, texts, tmp_path, small_disk):
        ann = reader()
        gone = tmp_path / "elsewhere"
        texts_folder = tmp_path / "plain"
        texts_folder.mkdir()
        for path in small_disk.iterdir():
            (texts_folder / path.name).write_bytes(path.read_bytes())
        type(texts.store)._storage_path = str(texts_folder)
        texts_folder.rename(gone)

        assert_drawn_for_a_stranger(ann.get(BOOKS))
        home = ann.get(INSPECTOR)
        assert home.status_code == 503
        assert not cookies_touched(home)

        gone.rename(texts_folder)
        assert_nothing_is_lost(ann)

    def test_a_file_that_cannot_be_opened_is_not_taken_for_one_that_is_not_there(self, texts, caplog):
        ann = reader()
        path = texts.path(key_of(ann))
        text = path.read_bytes()
        path.unlink()
        path.mkdir()  # not to be opened as a file, not even by root
        caplog.clear()

        assert_drawn_for_a_stranger(ann.get(BOOKS))
        assert len(lines(caplog)) == 1

        path.rmdir()
        path.write_bytes(text)
        assert_nothing_is_lost(ann)
