"""Labs to test, with each of Django's session engines and two others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from catalog.course.lab import Lab
from tests.course.lab import own_dictionary, own_rows
from tests.course.lab.engines import EVERY_ENGINE
from tests.course.lab.views import count_visits, count_visits_async


@pytest.fixture
def new_lab(any_database) -> Iterator[Callable[..., Lab]]:
    """A function that opens a lab. It is closed after the test."""
    with ExitStack() as stack:

        def open_lab(engine: str = "db", **settings: object) -> Lab:
            lab = stack.enter_context(Lab(engine, **settings))
            if engine == own_rows.__name__:
                lab.create_table(own_rows.OwnSession)
            if engine == own_dictionary.__name__:
                stack.callback(own_dictionary.KEPT.clear)
            return lab

        yield open_lab


@pytest.fixture
def lab(new_lab) -> Lab:
    """An open lab, with Django's own settings."""
    return new_lab()


@pytest.fixture(params=EVERY_ENGINE, ids=lambda module: module.rpartition(".")[2])
def engine(request) -> str:
    """Each engine in turn: what ``Lab`` takes."""
    return request.param


@pytest.fixture
def any_lab(new_lab, engine) -> Lab:
    """An open lab with each engine in turn."""
    return new_lab(engine)


@pytest.fixture(params=[count_visits, count_visits_async], ids=["sync", "async"])
def count(request) -> Callable:
    """A view that counts visits: one that is synchronous, and one that is not."""
    return request.param
