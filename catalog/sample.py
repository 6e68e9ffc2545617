"""The sample library: real books, made-up readers and loans.

Its fixture is written for one day, ``FIXTURE_DAY``. Loading moves every due date so that the loans look as they would
if that day were today.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q

from catalog.choices import forget_choices
from catalog.models import Author, Book, BookInstance, Genre, Language

FIXTURE = "sample_library"
FIXTURE_DAY = date(2026, 1, 1)
LOANS_OF_THE_DEMO_READER = 4


def library_is_empty() -> bool:
    """Return whether the library has no rows. The rows of the fixture have fixed primary keys."""
    return not any(model.objects.exists() for model in (Author, Book, BookInstance, Genre, Language))


@transaction.atomic
def load_sample_library(today: date) -> int:
    """Load the fixture with due dates around ``today``. Return the number of books."""
    call_command("loaddata", FIXTURE, verbosity=0)
    copies = list(BookInstance.objects.exclude(due_back=None))
    for copy in copies:
        copy.due_back += today - FIXTURE_DAY
    BookInstance.objects.bulk_update(copies, ["due_back"])
    forget_choices()
    return Book.objects.count()


@transaction.atomic
def hand_loans_to(reader: User) -> None:
    """Assign some loans of the made-up readers to ``reader``, the most urgent included, and a reservation."""
    # A made-up reader cannot log in. Loans of readers who can log in are not changed.
    made_up = Q(borrower=None) | Q(borrower__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    loans = list(BookInstance.objects.on_loan().filter(made_up))
    chosen = loans[:: max(1, len(loans) // LOANS_OF_THE_DEMO_READER)][:LOANS_OF_THE_DEMO_READER]
    reserved = BookInstance.objects.filter(made_up, status=BookInstance.Status.RESERVED).order_by("pk")[:1]
    keys = [copy.pk for copy in [*chosen, *reserved]]
    BookInstance.objects.filter(pk__in=keys).update(borrower=reader)
