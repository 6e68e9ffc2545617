"""``manage.py load_library`` without tables, and with existing data."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import make_author, make_copy, make_genre, make_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_author, make_genre, make_language, make_copy])
def test_a_library_that_somebody_has_begun_is_left_alone(make):
    make()
    models = (Author, Book, BookInstance, Genre, Language)
    before = [list(model.objects.values()) for model in models]
    output = io.StringIO()

    call_command("load_library", stdout=output)

    assert [list(model.objects.values()) for model in models] == before
    assert output.getvalue().startswith("The library is not empty: it has ")
    assert output.getvalue().strip().endswith("Nothing was loaded.")


def test_on_an_empty_database_the_command_says_what_to_do(tmp_path):
    result = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "load_library"],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 1
    assert "Make them with: python manage.py migrate" in result.stderr
    assert "Traceback" not in result.stderr


def test_on_a_database_that_lacks_a_migration_the_command_says_what_to_do():
    MigrationRecorder(connection).record_unapplied("catalog", "0001_library")

    with pytest.raises(CommandError) as refusal:
        call_command("load_library")

    assert str(refusal.value).endswith("Make them with: python manage.py migrate")
    assert not Book.objects.exists()
