"""The people who wrote the books."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from catalog.fields import FoldedField


class Author(models.Model):
    """An author; the dates of birth and death are optional."""

    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    date_of_death = models.DateField("died", null=True, blank=True)
    search_name = FoldedField(max_length=603, sources=("first_name", "last_name"))

    class Meta:
        """By name, with an index to match."""

        ordering = ["last_name", "first_name"]
        indexes = [models.Index(fields=["last_name", "first_name"], name="author_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(date_of_death__gte=models.F("date_of_birth")),
                name="author_dies_after_birth",
                violation_error_message="The date of death is before the date of birth.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name as ``last name, first name``."""
        return f"{self.last_name}, {self.first_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the author's page."""
        return reverse("author-detail", kwargs={"pk": self.pk})

    @property
    def full_name(self) -> str:
        """The name as ``first name last name``."""
        return f"{self.first_name} {self.last_name}"
