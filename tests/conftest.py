"""What all tests share."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse
from hypothesis import settings

# A page takes longer than what Hypothesis is used to, and what it finds belongs into a test, not into a hidden folder.
settings.register_profile("site", deadline=None, database=None, max_examples=40)
settings.load_profile("site")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Share the whole suite among the cores, and run what was picked by hand in one process, which is there sooner."""
    return None if config.args == config.getini("testpaths") and not config.option.usepdb else 0


@pytest.fixture(autouse=True)
def empty_cache():
    """Let no test see what another one left in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords in no time. Django's own way is slow on purpose, and no test is about that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def soup():
    """Read a response as a browser would: ``soup(response).select_one("h1")``."""

    def read(response: HttpResponse) -> BeautifulSoup:
        return BeautifulSoup(response.content, "html.parser")

    return read
