"""The genres and languages of books."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

NAME_EXISTS = "This name exists already, perhaps with other capital letters."


class Label(models.Model):
    """A name that is unique without regard to case."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        """Each child class gets its own constraint."""

        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_unique_regardless_of_case",
                violation_error_message=NAME_EXISTS,
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the page that lists the books filed under this name."""
        return reverse(f"{self._meta.model_name}-detail", kwargs={"pk": self.pk})

    def clean(self) -> None:
        """Reject a name that exists. The constraint does so, too, but SQLite's LOWER changes only ASCII letters."""
        others = type(self).objects.exclude(pk=self.pk).values_list("name", flat=True)
        if self.name.casefold() in (name.casefold() for name in others):
            raise ValidationError({"name": ValidationError(NAME_EXISTS, code="exists")})


class Genre(Label):
    """A kind of book, such as poetry."""

    name = models.CharField(max_length=200, unique=True, help_text="A kind of book, for example Science fiction.")


class Language(Label):
    """A language that books were written in."""

    name = models.CharField(
        max_length=200, unique=True, help_text="The language the book was written in, for example French."
    )
