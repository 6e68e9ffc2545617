"""What a book is filed under: its genres and its language."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse


class Label(models.Model):
    """A name that exists once, however its letters are cased."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        """Each child gets a constraint of its own."""

        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_unique_regardless_of_case",
                violation_error_message="This name exists already, perhaps with other capital letters.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the page that lists the books filed under this name."""
        return reverse(f"{self._meta.model_name}-detail", kwargs={"pk": self.pk})


class Genre(Label):
    """A kind of book, such as poetry."""

    name = models.CharField(max_length=200, unique=True, help_text="A kind of book, for example Science fiction.")


class Language(Label):
    """A language that books were written in."""

    name = models.CharField(
        max_length=200, unique=True, help_text="The language the book was written in, for example French."
    )
