"""If ``manage.py demo`` cannot start, it prints a sentence with advice."""

from __future__ import annotations

import ast
import os
import re
import runpy
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from catalog.management.commands.demo import require_free_port, require_writable

MANAGE = settings.BASE_DIR / "manage.py"


def test_a_port_in_use_gets_a_sentence_with_another_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            require_free_port(port)

    suggested = int(re.search(r"Choose another: --port (\d+)$", str(refusal.value))[1])
    assert str(refusal.value).startswith(f"Port {port} cannot be used (")
    assert 1024 <= suggested <= 65_535
    assert suggested != port


@pytest.mark.parametrize("port", [-1, 0, 65_536, 10**9])
def test_a_number_that_is_no_port_gets_a_sentence(port):
    with pytest.raises(CommandError) as refusal:
        require_free_port(port)

    assert str(refusal.value) == f"{port} is not a port. Choose one from 1024 to 65535, for example: --port 8001"


def test_a_free_port_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    require_free_port(port)


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")

    with pytest.raises(CommandError) as refusal:
        require_writable(file / "data")

    assert str(file / "data") in str(refusal.value)
    assert "Set the environment variable DATA_DIR to another folder." in str(refusal.value)


def test_a_folder_that_is_missing_is_made_and_left_empty(tmp_path):
    require_writable(tmp_path / "new" / "data")

    assert list((tmp_path / "new" / "data").iterdir()) == []


def test_the_whole_command_says_so_without_a_traceback(tmp_path):
    """A process of ``manage.py demo`` with a data folder that is not writable."""
    file = tmp_path / "file"
    file.write_text("in the way")

    result = subprocess.run(
        [sys.executable, MANAGE, "demo"],
        env=os.environ | {"DATA_DIR": str(file / "data")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 1
    assert "is not writable" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 8, 18), (3, 10, 13)])
def test_a_python_that_is_too_old_gets_a_sentence(monkeypatch, version):
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["manage.py", "check"])
        patch.setattr(sys, "version_info", (*version, "final", 0))
        with pytest.raises(SystemExit) as end:
            runpy.run_path(str(MANAGE), run_name="__main__")

    assert f"needs Python 3.11 or later, and this is Python {version[0]}.{version[1]}." in end.value.code
    assert "Create the virtual environment again with a newer one" in end.value.code


def test_the_python_that_runs_the_tests_is_new_enough():
    assert callable(runpy.run_path(str(MANAGE), run_name="manage")["main"])


def test_an_old_python_can_read_as_far_as_that_sentence():
    text = Path(MANAGE).read_text(encoding="utf-8")

    assert text.isascii()
    ast.parse(text, feature_version=(3, 4))
