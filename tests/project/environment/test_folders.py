"""The data folder: its location, its permissions, and refused locations."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from locallibrary.environment import Environment
from locallibrary.services import EnvironmentRefused
from tests.project.environment.refusal import refused


class TestWhereItLies:
    def test_the_data_may_lie_elsewhere(self, read, tmp_path):
        assert read(DATA_DIR=str(tmp_path / "elsewhere")).data_dir == tmp_path / "elsewhere"
        assert read(DATA_DIR="~/library").data_dir == Path.home() / "library"

    def test_the_folder_of_sqlite_is_made(self, read, production, tmp_path):
        folder = tmp_path / "deep" / "down"

        read(**production, DATA_DIR=str(folder))

        assert folder.is_dir()

    def test_production_refuses_a_folder_that_cannot_be_made(self, read, production, tmp_path):
        (tmp_path / "file").touch()

        sentence = refused(read, **production, DATA_DIR=str(tmp_path / "file" / "data"))

        assert sentence.endswith("Set DATA_DIR to a writable folder.")


class TestWhoCanReadIt:
    def test_data_where_everybody_can_read_it_is_refused(self, read, production, tmp_path):
        (tmp_path / "static").mkdir()

        assert refused(read, **production, DATA_DIR=str(tmp_path / "static" / "data")).startswith("DATA_DIR is")

    @pytest.mark.parametrize(
        "folder", ["static", "static/data", "catalog/static/data", "catalog/course/static", "elsewhere/app/static/data"]
    )
    @pytest.mark.parametrize("linked", [False, True], ids=["itself", "through a link"])
    def test_data_in_a_folder_that_is_served_is_refused(self, production, tmp_path, folder, linked):
        project, data = tmp_path / "project", tmp_path / "project" / folder
        data.mkdir(parents=True)
        (project / "elsewhere" / "app").mkdir(parents=True, exist_ok=True)
        (project / "elsewhere" / "app" / "__init__.py").touch()
        if linked:
            data = tmp_path / "link"
            data.symlink_to(project / folder)

        with pytest.raises(EnvironmentRefused, match="whose files are public"):
            Environment.read(production | {"DATA_DIR": str(data)}, project)

    def test_data_where_a_served_folder_leads_by_a_link_is_refused(self, read, production, tmp_path):
        (tmp_path / "real").mkdir()
        (tmp_path / "catalog").mkdir()
        (tmp_path / "catalog" / "static").symlink_to(tmp_path / "real")

        assert refused(read, **production, DATA_DIR=str(tmp_path / "real" / "data")).startswith("DATA_DIR is")

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
    @pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
    def test_data_that_everybody_on_the_machine_can_write_is_refused(self, read, production, tmp_path, mode):
        (tmp_path / "data").mkdir()
        (tmp_path / "data").chmod(mode)

        sentence = refused(read, **production, DATA_DIR=str(tmp_path / "data"))

        assert sentence.endswith(f"chmod o-w {tmp_path / 'data'}")
        (tmp_path / "data").chmod(mode & ~0o002)
        assert not read(**production, DATA_DIR=str(tmp_path / "data")).debug

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
    def test_in_production_only_its_owner_may_read_the_database(self, read, production, tmp_path):
        (tmp_path / "data").mkdir(mode=0o755)
        umask = os.umask(0o022)
        try:
            name = read(**production, DATA_DIR=str(tmp_path / "data")).database["NAME"]
            with closing(sqlite3.connect(name)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("CREATE TABLE book (title)")
                modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in name.parent.iterdir()}
        finally:
            os.umask(umask)

        assert modes == dict.fromkeys(["library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm"], 0o600)

    def test_a_database_that_is_there_stays_as_it_is(self, read, production, tmp_path):
        database = tmp_path / "library.sqlite3"
        database.write_bytes(b"books")
        database.chmod(0o640)
        before = database.stat()

        read(**production, DATA_DIR=str(tmp_path))

        assert database.read_bytes() == b"books"
        assert database.stat().st_mode == before.st_mode
