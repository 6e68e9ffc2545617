"""The copies of the books, and their loans."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from catalog.models.book import Book


class BookInstanceQuerySet(models.QuerySet):
    """Queries and state changes of copies. Each change has its initial state as a condition of the UPDATE."""

    def available(self) -> BookInstanceQuerySet:
        """Return the copies on the shelf."""
        return self.filter(status=BookInstance.Status.AVAILABLE)

    def on_loan(self) -> BookInstanceQuerySet:
        """Return the copies on loan, the earliest due date first."""
        return self.filter(status=BookInstance.Status.ON_LOAN).order_by("due_back", "pk")

    def reserve(self, borrower) -> bool:
        """Reserve these copies for ``borrower``; return whether any was still available.

        It is a single UPDATE, so of two concurrent requests only one gets the copy.
        """
        return bool(self.available().update(status=BookInstance.Status.RESERVED, borrower=borrower, due_back=None))

    def cancel_reservation(self, borrower) -> bool:
        """Make copies that ``borrower`` reserved available; return whether there was one."""
        reserved = self.filter(status=BookInstance.Status.RESERVED, borrower=borrower)
        return bool(reserved.update(status=BookInstance.Status.AVAILABLE, borrower=None, due_back=None))

    def renew(self, due_back: date) -> bool:
        """Set a new due date for copies on loan; return whether there was one."""
        return bool(self.filter(status=BookInstance.Status.ON_LOAN).update(due_back=due_back))

    def mark_returned(self) -> bool:
        """Make copies on loan available; return whether there was one."""
        on_loan = self.filter(status=BookInstance.Status.ON_LOAN)
        return bool(on_loan.update(status=BookInstance.Status.AVAILABLE, borrower=None, due_back=None))


class BookInstance(models.Model):
    """One copy of a book, with its status and its loan."""

    class Status(models.TextChoices):
        """The status of a copy."""

        MAINTENANCE = "m", "Maintenance"
        ON_LOAN = "o", "On loan"
        AVAILABLE = "a", "Available"
        RESERVED = "r", "Reserved"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(Book, on_delete=models.RESTRICT, null=True)
    imprint = models.CharField(max_length=200, help_text="Who published this copy, and when.")
    due_back = models.DateField(null=True, blank=True)
    borrower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    status = models.CharField(max_length=1, choices=Status, default=Status.MAINTENANCE)

    objects = BookInstanceQuerySet.as_manager()

    class Meta:
        """Ordered by due date; the indexes are for the loan pages and the counts of the home page."""

        verbose_name = "copy"
        verbose_name_plural = "copies"
        ordering = ["due_back"]
        permissions = [("can_mark_returned", "Set book as returned")]
        indexes = [
            models.Index(fields=["due_back", "id"], name="copy_by_due_date"),
            models.Index(fields=["status", "due_back", "id"], name="copy_by_status"),
            models.Index(fields=["status", "book"], name="copy_by_status_and_book"),
            models.Index(fields=["borrower", "status", "due_back", "id"], name="copy_by_borrower"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=["m", "o", "a", "r"]), name="copy_status_is_known"),
        ]

    def __str__(self) -> str:
        """Return the number of the copy and the title."""
        return f"{self.id} ({self.book.title if self.book else 'no book'})"

    def get_absolute_url(self) -> str:
        """Return the address of the copy's page."""
        return reverse("bookinstance-detail", kwargs={"pk": self.pk})

    @property
    def is_overdue(self) -> bool:
        """Whether the due date is before today, in the library's time zone."""
        return bool(self.due_back and self.due_back < timezone.localdate())

    @property
    def days_late(self) -> int:
        """The number of days since the due date; 0 if the copy is not overdue."""
        return (timezone.localdate() - self.due_back).days if self.is_overdue else 0
