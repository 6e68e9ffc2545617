"""Fixtures for tests with generated requests: a library, and a function that records every exception."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator

import pytest
from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.core.handlers import exception
from django.core.signals import got_request_exception
from django.db import transaction

from tests.project.fuzz.library import Library, make_library
from tests.raw_requests import Answer, RawRequest, through_wsgi


@pytest.fixture
def library(db, settings, monkeypatch) -> Iterator[Library]:
    """A small library without rate limits and without logging.

    Under ASGI Django renders error pages in another thread, which would not see the test's transaction.
    """
    settings.LIMITS = {}
    monkeypatch.setattr(exception, "sync_to_async", lambda function, thread_sensitive: sync_to_async(function))
    logging.disable(logging.CRITICAL)
    yield make_library()
    logging.disable(logging.NOTSET)


@pytest.fixture
def send(library) -> Callable[..., Answer]:
    """A function that sends a request, rolls its changes back, and fails for a server error."""

    def send_and_forget(request: RawRequest, server: Callable[[RawRequest], Answer] = through_wsgi) -> Answer:
        errors: list[BaseException | None] = []

        def note(**_: object) -> None:
            errors.append(sys.exc_info()[1])

        got_request_exception.connect(note)
        try:
            with transaction.atomic():
                answer = request.send(server)
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(note)
            cache.clear()
        if errors or answer.status >= 500:
            said = f"{answer.status} to {request!r}, sent {server.__name__}"
            raise AssertionError(said) from (errors[0] if errors else None)
        return answer

    return send_and_forget
