"""The generated secret key of development: its file, and failures to create it."""

from __future__ import annotations

import os

import pytest

from locallibrary.keys import development_key
from locallibrary.services import EnvironmentRefused


def test_it_is_kept_in_a_folder_that_was_not_there_and_in_one_that_was(tmp_path):
    for path in (tmp_path / "deep" / "down" / "secret_key", tmp_path / "secret_key"):
        key = development_key(path)

        assert development_key(path) == path.read_text(encoding="ascii") == key
        assert [found.name for found in path.parent.iterdir() if found.is_file()] == ["secret_key"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_the_folder_that_is_made_for_it_is_closed_to_others(tmp_path):
    development_key(tmp_path / "data" / "secret_key")

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_one_that_belongs_to_another_user_is_said_to_do_so(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"

    def refuse(*args: object, **options: object) -> str:
        raise PermissionError("not yours")

    monkeypatch.setattr("pathlib.Path.read_text", refuse)

    with pytest.raises(EnvironmentRefused, match="belongs to another user"):
        development_key(path)


def test_a_folder_in_its_place_is_left_alone(tmp_path):
    (tmp_path / "secret_key").mkdir()

    assert len(development_key(tmp_path / "secret_key")) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
