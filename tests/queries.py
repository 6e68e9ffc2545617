"""The SQL statements of a page."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Transaction statements, which are not counted.
BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def statements_of(client: Client, path: str) -> list[str]:
    """Request ``path``, and return its SQL statements. Raise ``AssertionError`` unless the status is 200."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    return [query["sql"] for query in queries if not query["sql"].startswith(BRACKETS)]
