"""What the tests of the library share: somebody to log in as."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_librarian, make_user


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
    """Two visitors at once, each with a browser of their own."""
    return Client(), Client()
