"""Counting what a page asks of the database."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Not questions, but the brackets around some of them.
BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def statements_of(client: Client, path: str) -> list[str]:
    """Ask for ``path``, which has to answer 200. Return the statements that the answer took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    return [query["sql"] for query in queries if not query["sql"].startswith(BRACKETS)]
