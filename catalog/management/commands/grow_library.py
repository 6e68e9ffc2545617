"""``manage.py grow_library``: add generated books, to measure the site with many rows."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from catalog.discretion import words_of
from catalog.growth import grow
from catalog.management.database import require_migrated_database
from catalog.management.progress import ProgressBar

MOST_BOOKS = 1_000_000  # in one run


class Command(BaseCommand):
    """Adds generated books, with authors, copies, readers and loans."""

    help = (
        "Add made-up books with authors, copies, readers and loans, for measuring. Their ISBNs begin with 9799, which "
        "no real book has, and their readers cannot log in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options for the number of books, and for the seed."""
        parser.add_argument("--books", required=True, help=f"how many books to add, from 1 to {MOST_BOOKS:,}")
        parser.add_argument("--seed", type=int, default=0, help="another seed makes other books (0)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the books, and print the totals."""
        books = number_of_books(str(options["books"]))
        require_migrated_database()
        bar = ProgressBar(self.stderr, books, "books") if options["verbosity"] else None
        started = time.monotonic()
        try:
            for grown in grow(books, options["seed"]):
                if bar:
                    bar.show(grown.books)
        except DatabaseError as error:
            raise CommandError(f"The database failed ({words_of(error)}). The books added before are kept.") from error
        if options["verbosity"]:
            self.stdout.write(
                f"Added {grown.books:,} books by {grown.authors:,} authors, with {grown.copies:,} copies, "
                f"in {time.monotonic() - started:.1f} seconds."
            )


def number_of_books(text: str) -> int:
    """Return ``text`` as a number. Raise ``CommandError`` if it is not a number of books that can be added."""
    if text.isascii() and text.isdecimal() and 1 <= int(text[:10]) <= MOST_BOOKS:
        return int(text)
    raise CommandError(f"--books is {text!r}. Write a whole number from 1 to {MOST_BOOKS:,}, for example 1000.")
