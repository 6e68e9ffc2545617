"""Fixtures for the tests of the environment variables."""

from __future__ import annotations

import pytest

from locallibrary.environment import Environment


@pytest.fixture
def read(tmp_path):
    """A function that reads an environment for a project in a temporary folder."""

    def read(**variables: str) -> Environment:
        return Environment.read(variables, tmp_path)

    return read
