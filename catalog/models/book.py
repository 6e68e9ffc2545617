"""Books: the works, not the copies on the shelf."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from catalog.fields import FoldedField, fold
from catalog.models.author import Author
from catalog.models.labels import Genre, Language
from catalog.validators import validate_isbn

MAX_SEARCH_WORDS = 8


class BookQuerySet(models.QuerySet):
    """Queries on books."""

    def search(self, text: str) -> BookQuerySet:
        """Return the books that have every word of ``text`` in their title, author or ISBN.

        Case and accents are ignored. Of a very long text only the first words are used.
        """
        books = self
        words = set(fold(text).split()[:MAX_SEARCH_WORDS])
        # The longest word first: it is usually the rarest, and the database checks the others only in matching rows.
        for word in sorted(words, key=lambda word: (-len(word), word)):
            authors = Author.objects.filter(search_name__contains=word).values("pk")
            found = models.Q(search_title__contains=word) | models.Q(author__in=authors)
            if (digits := word.replace("-", "")).isdecimal():
                found |= models.Q(isbn__startswith=digits)
            books = books.filter(found)
        return books

    def in_order(self, keys: list[int]) -> list[Book]:
        """Return the books with these primary keys, authors included, in the order of ``keys``; skip missing ones."""
        found = self.select_related("author").in_bulk(keys)
        return [found[key] for key in keys if key in found]


class Book(models.Model):
    """A book in the catalog."""

    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.RESTRICT, null=True)
    summary = models.TextField(max_length=1000, help_text="What the book is about, in a few sentences.")
    isbn = models.CharField(
        "ISBN",
        max_length=13,
        unique=True,
        validators=[validate_isbn],
        help_text="The 13 digits on the back of the book.",
    )
    genre = models.ManyToManyField(Genre, help_text="One or more kinds of book.")
    language = models.ForeignKey(Language, on_delete=models.SET_NULL, null=True, blank=True)
    search_title = FoldedField(max_length=600, sources=("title",))

    objects = BookQuerySet.as_manager()

    class Meta:
        """Ordered by title; the first index covers the queries of the book list and of the search."""

        ordering = ["title", "author"]
        indexes = [
            models.Index(fields=["title", "id", "search_title", "author", "isbn"], name="book_by_title"),
            models.Index(fields=["author", "title"], name="book_by_author"),
            models.Index(fields=["language", "title", "id"], name="book_by_language"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the book's page."""
        return reverse("book-detail", kwargs={"pk": self.pk})

    def display_genre(self) -> str:
        """Return the first three genres in one line. For many books, prefetch ``genre``."""
        return ", ".join(genre.name for genre in self.genre.all()[:3])

    display_genre.short_description = "Genre"
