"""Factories of rows, with the minimum of values, and of form data."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User

from catalog.models import Author, Book, BookInstance, Genre, Language

_numbers = count(1)


def isbn(number: int) -> str:
    """Return the ISBN-13 for ``number``, check digit included."""
    digits = f"979{number:09d}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def make_author(**values: Any) -> Author:
    """Make an author."""
    return Author.objects.create(**{"first_name": "Jane", "last_name": "Austen"} | values)


def make_genre(name: str = "Novel") -> Genre:
    """Create a genre, or return the existing one."""
    return Genre.objects.get_or_create(name=name)[0]


def make_language(name: str = "English") -> Language:
    """Create a language, or return the existing one."""
    return Language.objects.get_or_create(name=name)[0]


def make_book(*genres: Genre, **values: Any) -> Book:
    """Create a book with an author, a language and a unique ISBN."""
    number = next(_numbers)
    values = {"title": f"Book {number}", "summary": "What happens.", "isbn": isbn(number)} | values
    if "author" not in values:
        values["author"] = Author.objects.first() or make_author()
    if "language" not in values:
        values["language"] = make_language()
    book = Book.objects.create(**values)
    book.genre.set(genres)
    return book


def make_copy(**values: Any) -> BookInstance:
    """Create a copy; its default status is maintenance."""
    book = values.pop("book", None) or make_book()
    return BookInstance.objects.create(**{"book": book, "imprint": "Penguin, 2003"} | values)


def make_user(username: str = "ann", *permissions: str, **values: Any) -> User:
    """Make a user who has the ``permissions`` (code names of the catalog), and the password ``password``."""
    user = User.objects.create_user(username, password="password", **values)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="catalog", codename__in=permissions))
    return user


def make_librarian(username: str = "lib") -> User:
    """Make a user with every permission of the catalog."""
    user = make_user(username, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="catalog"))
    return user


def typed_book(**values: Any) -> dict[str, Any]:
    """Return the data of the form of a book."""
    author, genre, language = make_author(first_name="Mary", last_name="Shelley"), make_genre(), make_language()
    typed = {"title": "Frankenstein", "author": author.pk, "summary": "A creature is made.", "isbn": isbn(818)}
    return typed | {"genre": [genre.pk], "language": language.pk} | values


def typed_copy(**values: Any) -> dict[str, Any]:
    """Return the data of the form of a copy."""
    book = make_book(title="Frankenstein")
    return {"book": book.pk, "imprint": "Penguin, 1992", "status": "a", "borrower": "", "due_back": ""} | values
