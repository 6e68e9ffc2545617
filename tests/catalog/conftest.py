"""Fixtures for the tests of the library: users and browsers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_librarian, make_user
from tests.raw_requests import SERVERS, Answer, RawRequest


@pytest.fixture
def reader(db) -> User:
    """A reader without permissions."""
    return make_user("ann")


@pytest.fixture
def reader_client(reader) -> Client:
    """The browser of the reader, logged in."""
    client = Client()
    client.force_login(reader)
    return client


@pytest.fixture
def librarian(db) -> User:
    """A member of the staff with every permission of the catalog."""
    return make_librarian()


@pytest.fixture
def librarian_client(librarian) -> Client:
    """The browser of the librarian, logged in."""
    client = Client()
    client.force_login(librarian)
    return client


@pytest.fixture
def browsers() -> tuple[Client, Client]:
    """The browsers of two visitors."""
    return Client(), Client()


@pytest.fixture(params=SERVERS)
def send(request) -> Callable[[RawRequest], Answer]:
    """A function that sends a raw request; parametrized with WSGI and ASGI."""
    return SERVERS[request.param]


@pytest.fixture
def quiet_log() -> Iterator[None]:
    """Keep log records about refused requests out of test reports."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
