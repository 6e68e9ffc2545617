"""Checks of the database at the start of a command."""

from __future__ import annotations

from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from catalog.discretion import words_of


def require_migrated_database() -> None:
    """Raise ``CommandError``, with advice, unless every migration has been applied."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(
            f"The database could not be opened ({words_of(error)}). Check DATABASE_URL or DATA_DIR."
        ) from error
    if missing:
        raise CommandError("The database lacks tables of this version. Make them with: python manage.py migrate")
