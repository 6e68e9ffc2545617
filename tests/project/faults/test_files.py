"""The disk of the engine ``file`` is full, its folder is missing, or a file cannot be opened."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog.guards import file as guard
from tests.project.faults import pages
from tests.project.faults.stored import Texts, use
from tests.sessions import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A tmpfs of 256 KB if this user may mount one; otherwise a plain folder."""
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
    """A function that fills the disk, and returns one that frees the space."""

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
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def no_room(path: Path, text: bytes) -> None:
    """Raise the error of a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class TestFull:
    def test_what_was_stored_is_still_stored_and_is_read(self, texts, fill):
        ann = pages.reader()
        before = texts.read(key_of(ann))
        fill()

        for path in (pages.BOOKS, pages.MINE, pages.LIST, pages.PREFERENCES):
            assert ann.get(path).status_code == 200
        assert texts.read(key_of(ann)) == before

    def test_a_page_that_notes_something_is_drawn_and_says_that_it_is_not_kept(self, texts, fill, caplog):
        ann = pages.reader()
        before = texts.read(key_of(ann))
        make_room = fill()
        caplog.clear()

        page = ann.get(pages.soup_of(ann.get(pages.BOOKS)).select_one("main a[href^='/catalog/book/']")["href"])

        pages.assert_drawn_and_nothing_kept(page)
        assert len(pages.lines(caplog)) == 1
        assert "No space left on device" in pages.lines(caplog)[0]
        assert texts.read(key_of(ann)) == before
        make_room()
        pages.assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("path", pages.POSTS)
    def test_a_full_disk_is_not_said_to_have_stored_anything(self, texts, fill, path):
        ann = pages.reader()
        before = texts.read(key_of(ann))
        make_room = fill()

        pages.assert_unavailable(ann.post(path, pages.POSTS[path]), pages.FULL, passes=False, posted=True)

        assert texts.read(key_of(ann)) == before
        make_room()
        pages.assert_nothing_is_lost(ann)

    def test_the_answer_in_json_says_it_too(self, texts, fill):
        ann = pages.reader()
        fill()

        response = ann.post(pages.RUN, pages.POSTS[pages.RUN], headers=pages.JSON)

        assert response.status_code == 503
        assert response.json()["refused"] == pages.FULL

    def test_nobody_is_said_to_be_logged_in_who_is_not(self, client, texts, fill, django_user_model):
        django_user_model.objects.create_user("ben", password=pages.PASSWORD)
        make_room = fill()

        response = client.post(pages.LOG_IN, {"username": "ben", "password": pages.PASSWORD})

        pages.assert_unavailable(response, pages.FULL, passes=False, posted=True)
        assert client.get(pages.MINE).status_code == 302
        make_room()
        assert client.post(pages.LOG_IN, {"username": "ben", "password": pages.PASSWORD}).status_code == 302
        assert client.get(pages.MINE).status_code == 200

    def test_no_empty_file_and_no_half_one_is_left_behind(self, client, texts, fill):
        fill()

        client.get(pages.HOME)

        assert [path.name for path in texts.folder.iterdir() if path.name != "filler"] == []

    def test_a_log_out_needs_no_room(self, texts, fill):
        ann = pages.reader()
        fill()

        assert ann.post(pages.LOG_OUT).status_code in {200, 302}
        assert ann.get(pages.MINE).status_code == 302


class TestNotThere:
    def test_a_folder_that_is_gone_for_a_while_costs_nobody_the_session(self, texts, tmp_path, small_disk):
        ann = pages.reader()
        gone = tmp_path / "elsewhere"
        texts_folder = tmp_path / "plain"
        texts_folder.mkdir()
        for path in small_disk.iterdir():
            (texts_folder / path.name).write_bytes(path.read_bytes())
        type(texts.store)._storage_path = str(texts_folder)
        texts_folder.rename(gone)

        pages.assert_drawn_for_a_stranger(ann.get(pages.BOOKS))
        home = ann.get(pages.INSPECTOR)
        assert home.status_code == 503
        assert not pages.cookies_touched(home)

        gone.rename(texts_folder)
        pages.assert_nothing_is_lost(ann)

    def test_a_file_that_cannot_be_opened_is_not_taken_for_one_that_is_not_there(self, texts, caplog):
        ann = pages.reader()
        path = texts.path(key_of(ann))
        text = path.read_bytes()
        path.unlink()
        path.mkdir()  # cannot be opened as a file, not even by root
        caplog.clear()

        pages.assert_drawn_for_a_stranger(ann.get(pages.BOOKS))
        assert len(pages.lines(caplog)) == 1

        path.rmdir()
        path.write_bytes(text)
        pages.assert_nothing_is_lost(ann)
