"""The sample library: real books, made-up readers and loans.

Its fixture is written for one day, ``FIXTURE_DAY``. Loading moves every due date so that the loans look as they would
if that day were today.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from catalog.choices import forget_choices
from catalog.models import Book, BookInstance

FIXTURE = "sample_library"
FIXTURE_DAY = date(2026, 1, 1)
LOANS_OF_THE_DEMO_READER = 4


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
    """Give ``reader`` some of the loans, the most urgent among them, and a reservation."""
    loans = list(BookInstance.objects.on_loan())
    chosen = loans[:: max(1, len(loans) // LOANS_OF_THE_DEMO_READER)][:LOANS_OF_THE_DEMO_READER]
    reserved = BookInstance.objects.filter(status=BookInstance.Status.RESERVED).order_by("pk")[:1]
    keys = [copy.pk for copy in [*chosen, *reserved]]
    BookInstance.objects.filter(pk__in=keys).update(borrower=reader)
