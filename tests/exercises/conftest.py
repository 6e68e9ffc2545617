"""What the tests of the exercises share."""

from __future__ import annotations

import pytest


@pytest.fixture
def any_database(django_db_blocker):
    """Allow a lab to open the database that it makes for itself."""
    with django_db_blocker.unblock():
        yield
