"""The advice in messages of a refused start works literally."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec as real_find_spec

import pytest

from locallibrary import services
from locallibrary.environment import Environment
from locallibrary.services import EnvironmentRefused
from tests.project.conftest import PRODUCTION


def test_the_command_for_a_secret_key_prints_one_that_is_taken_and_that_every_shell_takes(tmp_path):
    without = PRODUCTION | {"SECRET_KEY": "", "DATA_DIR": str(tmp_path)}
    with pytest.raises(EnvironmentRefused) as refusal:
        Environment.read(without, tmp_path)
    [code] = re.findall(r'`python -c "(.*?)"`', str(refusal.value))

    key = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    assert re.fullmatch(r"[\w-]+", key)
    assert Environment.read(without | {"SECRET_KEY": key}, tmp_path).secret_key == key
    later = Environment.read(without | {"SECRET_KEY": PRODUCTION["SECRET_KEY"], "SECRET_KEY_FALLBACKS": key}, tmp_path)
    assert later.secret_key_fallbacks == [key]


def test_a_driver_that_is_missing_is_installed_by_a_pip_that_knows_groups(monkeypatch):
    monkeypatch.setattr(services, "find_spec", lambda name: None if name == "redis" else real_find_spec(name))

    with pytest.raises(EnvironmentRefused, match=r"pip install --upgrade pip, then .*pip install --group servers"):
        services.require_drivers(services.sqlite(None, 0), services.cache("redis://localhost:6379/0"))
