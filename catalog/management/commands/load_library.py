"""``manage.py load_library``: load the sample library into an empty one."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from catalog.management.database import require_migrated_database
from catalog.models import Book
from catalog.sample import load_sample_library


class Command(BaseCommand):
    """Loads real books, unless the library has books already."""

    help = "Load the sample library of real books, unless the library has books already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many books there are."""
        require_migrated_database()
        if Book.objects.exists():
            self.stdout.write(f"The library has {Book.objects.count()} books already. Nothing was loaded.")
            return
        number = load_sample_library(timezone.localdate())
        self.stdout.write(self.style.SUCCESS(f"Loaded {number} books."))
