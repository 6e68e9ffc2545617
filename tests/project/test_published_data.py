"""Folders with public files, which are refused as data folders."""

from __future__ import annotations

import pytest

from locallibrary.environment import Environment
from locallibrary.services import EnvironmentRefused


@pytest.fixture
def project(tmp_path):
    """A project with an app in a nested folder."""
    for folder in ("catalog", "far/down/below/app"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize("folder", ["far/down/below/app/static", "far/down/below/app/static/data"])
def test_the_folder_static_of_any_app_is_served(project, production, folder):
    with pytest.raises(EnvironmentRefused, match="whose files are public"):
        Environment.read(production | {"DATA_DIR": str(project / folder)}, project)


@pytest.mark.parametrize("folder", ["catalog/data", "far/down/below/app/data", "statics"])
def test_any_other_folder_is_not(project, production, folder):
    assert not Environment.read(production | {"DATA_DIR": str(project / folder)}, project).debug
