"""``manage.py load_library``: load the sample library into an empty one."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from catalog.management.database import require_migrated_database
from catalog.models import Book
from catalog.sample import library_is_empty, load_sample_library


class Command(BaseCommand):
    """Loads real books, if the library is empty."""

    help = "Load the sample library of real books, if the library is empty."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the library, and print the number of books."""
        require_migrated_database()
        if not library_is_empty():
            self.stdout.write(f"The library is not empty: it has {Book.objects.count()} books. Nothing was loaded.")
            return
        number = load_sample_library(timezone.localdate())
        self.stdout.write(self.style.SUCCESS(f"Loaded {number} books."))
