"""The models of the library."""

from catalog.models.author import Author
from catalog.models.book import Book
from catalog.models.copy import BookInstance
from catalog.models.labels import Genre, Language

__all__ = ["Author", "Book", "BookInstance", "Genre", "Language"]
