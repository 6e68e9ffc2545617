"""What the tests of the lessons share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.course.lessons.building import find_snippet
from tests.course.lessons.new_project import SETTINGS, NewProject, run_in

STARTAPP = (["startapp", "pages"], ["startapp", "catalog"])
QUICK_HASHER = 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n'


@pytest.fixture
def run(client) -> Callable[..., dict[str, Any]]:
    """A function that runs an operation of the course in a browser, and returns the exchange."""

    def run_operation(name: str, /, browser: Client = client, **inputs: Any) -> dict[str, Any]:
        response = browser.post(f"/sessions/run/{name}/", inputs, headers={"accept": "application/json"})
        return response.json()

    return run_operation


@pytest.fixture(scope="module")
def unmigrated(tmp_path_factory) -> NewProject:
    """A project as the command of lesson 2 makes it, and beside it two apps that are not installed."""
    folder = tmp_path_factory.mktemp("unmigrated")
    program, *startproject = find_snippet("switching-sessions-on", "terminal.txt").text.splitlines()[0].split()
    assert program == "django-admin"
    for words in (startproject, *STARTAPP):
        ended = run_in(folder, "-m", "django", *words)
        assert ended.returncode == 0, ended.stderr
    with (folder / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write(QUICK_HASHER)
    return NewProject(folder)


@pytest.fixture(scope="module")
def migrated(unmigrated, tmp_path_factory) -> NewProject:
    """The same, with the tables."""
    copy = unmigrated.copy_to(tmp_path_factory.mktemp("migrated") / "project")
    ended = copy.manage("migrate")
    assert ended.returncode == 0, ended.stderr
    return copy


@pytest.fixture
def project(migrated, tmp_path) -> NewProject:
    """A new project with its tables, for one test."""
    return migrated.copy_to(tmp_path / "project")
