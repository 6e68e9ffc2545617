"""What all tests share."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse


@pytest.fixture(autouse=True)
def empty_cache():
    """Let no test see what another one left in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def soup():
    """Read a response as a browser would: ``soup(response).select_one("h1")``."""

    def read(response: HttpResponse) -> BeautifulSoup:
        return BeautifulSoup(response.content, "html.parser")

    return read
