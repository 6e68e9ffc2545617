"""What the course keeps in the database: which accounts it has made."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class CourseAccount(models.Model):
    """Says of a user that the course made it, and for which reader. A user without this relation is a real one.

    Nothing else tells the two kinds apart: not the name of the user, and not what the user may do.
    """

    class Name(models.TextChoices):
        """What a reader calls the account."""

        ANN = "ann"
        BEN = "ben"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="course_account"
    )
    reader = models.CharField(max_length=32, help_text="The token in the reader's cookie.")
    name = models.CharField(max_length=3, choices=Name.choices)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Each reader has one of each name; the old ones are found by their index."""

        default_permissions = ()  # no user edits them
        constraints = [models.UniqueConstraint(fields=["reader", "name"], name="course_account_of_reader")]
        indexes = [models.Index(fields=["made_at"], name="course_account_by_age")]

    def __str__(self) -> str:
        """Return the name, without the token of the reader."""
        return f"{self.get_name_display()}, for a reader of the course"
