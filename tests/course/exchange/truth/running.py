"""Running one cell of the truth table: an operation, in a state, with an engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory

from catalog.course.exchange.run import Ran, run
from catalog.course.lessons.accounts import accounts_of
from catalog.course.lessons.operation import Operation, all_operations
from tests.course.exchange.truth.observation import Observation, Observer
from tests.course.exchange.truth.states import STATES, plant

READER = "0123456789abcdef"


@contextmanager
def clean_store() -> Iterator[None]:
    """Begin with an empty store, and leave an empty one."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    caches["sessions"].clear()
    for path in Path(settings.SESSION_FILE_PATH).iterdir():
        path.unlink()


def request_for(operation: Operation, cookie: str | None) -> HttpRequest:
    """Return the request that runs an operation with its default inputs."""
    request = RequestFactory().post("/", {one.name: str(one.default) for one in operation.inputs})
    if cookie is not None:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = cookie
    return request


def run_cell(name: str, state: str, engine: str, **options: Any) -> tuple[Ran, Observation]:
    """Run the operation called ``name``, and return the course's record of it and what was seen from outside.

    The settings are those of the engine and the state already. ``options`` are given to ``run``.
    """
    operation, (planted, first, _) = all_operations()[name], STATES[state]
    with clean_store(), accounts_of(READER):
        cookie = plant(engine, planted)
        if first:
            before = all_operations()[first]
            cookie = run(before.view, request_for(before, cookie), name=first).exchange.key_after
        observer = Observer(engine, cookie, locked="locked" in state)
        with observer.listening():
            ran = run(observer.watch(operation.view), request_for(operation, cookie), name=name, **options)
        error = ran.exchange.error
        while_saving = error.type if error is not None and error.while_saving else ""
        return ran, observer.finish(ran.response, while_saving)
