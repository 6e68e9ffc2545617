"""Generated books, to measure the site with many rows.

A seeded generator makes them from word lists. Their ISBNs begin with 9799, a range without a publisher, so they do
not collide with real ISBNs, and can be found and deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser
from django.db import reset_queries, transaction
from django.utils import timezone

from catalog import growth_words as words
from catalog.choices import forget_choices
from catalog.models import Author, Book, BookInstance, Genre, Language

BATCH = 2_000  # books in one transaction, and in memory
BOOKS_PER_AUTHOR = 4
BOOKS_PER_READER = 20

ISBN_PREFIX = "9799"
ISBN_AFTER = "98"  # greater than every ISBN of the range
ISBN_PLACES = 8  # digits between the prefix and the check digit

Status = BookInstance.Status
# How many copies of a book, and where they are, out of a hundred. On average a book has 2.3 copies.
COPIES = {0: 4, 1: 25, 2: 34, 3: 20, 4: 11, 5: 4, 6: 2}
STATUSES = {Status.AVAILABLE: 72, Status.ON_LOAN: 18, Status.RESERVED: 6, Status.MAINTENANCE: 4}
GENRES = {1: 55, 2: 35, 3: 10}
LOAN_DAYS = 28
OVERDUE_OUT_OF_100 = 15
LONGEST_OVERDUE = 60  # days


@dataclass(frozen=True, slots=True)
class Grown:
    """How much has been added so far."""

    books: int = 0
    authors: int = 0
    copies: int = 0


def grow(books: int, seed: int = 0) -> Iterator[Grown]:
    """Add ``books`` generated books, with authors, copies and readers. Yield the totals after each batch.

    A batch is one transaction. A second run continues the numbering of the first one, so it adds different books.
    """
    genres = _labels(Genre, words.GENRES)
    languages = _labels(Language, words.LANGUAGES)
    forget_choices()
    grown = Grown()
    while grown.books < books:
        with transaction.atomic():
            batch = _Batch(min(BATCH, books - grown.books), seed, genres, languages)
            authors, copies = batch.write()
        grown = Grown(grown.books + batch.size, grown.authors + authors, grown.copies + copies)
        reset_queries()  # while DEBUG is on Django keeps the text of the last 9,000 statements
        yield grown


def isbn_of(number: int) -> str:
    """Return the ISBN-13 of the generated book with this number, check digit included."""
    digits = f"{ISBN_PREFIX}{number:0{ISBN_PLACES}}"
    weighted = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def next_number() -> int:
    """Return the number of the next generated book: one more than the highest in the library."""
    isbns = Book.objects.filter(isbn__gte=ISBN_PREFIX, isbn__lt=ISBN_AFTER).order_by("-isbn")
    last = isbns.values_list("isbn", flat=True).first()
    return int(last[len(ISBN_PREFIX) : -1]) + 1 if last else 0


def _labels(model: type[Genre | Language], weights: dict[str, int]) -> dict[Genre | Language, int]:
    """Return a row for each name with its weight; an existing row is found without regard to case."""
    present = {label.name.casefold(): label for label in model.objects.all()}
    missing = [model(name=name) for name in weights if name.casefold() not in present]
    present |= {label.name.casefold(): label for label in model.objects.bulk_create(missing)}
    return {present[name.casefold()]: weight for name, weight in weights.items()}


def _pick(rng: Random, weights: dict, number: int) -> list:
    return rng.choices(list(weights), list(weights.values()), k=number)


class _Batch:
    """A batch of books with their related rows; the number of the first book seeds the generator."""

    def __init__(self, size: int, seed: int, genres: dict[Genre, int], languages: dict[Language, int]) -> None:
        self.size, self.genres, self.languages = size, genres, languages
        self.first = next_number()
        self.rng = Random(f"{seed}:{self.first}")  # noqa: S311  (nothing here is a secret)
        self.today = timezone.localdate()

    def write(self) -> tuple[int, int]:
        """Write the rows. Return the number of authors and of copies."""
        authors = Author.objects.bulk_create(self._author() for _ in range(-(-self.size // BOOKS_PER_AUTHOR)))
        readers = self._readers()
        languages = _pick(self.rng, self.languages, self.size)
        books = Book.objects.bulk_create(
            self._book(self.first + place, self.rng.choice(authors), language)
            for place, language in enumerate(languages)
        )
        filed = Book.genre.through
        filed.objects.bulk_create(filed(book=book, genre=genre) for book in books for genre in self._genres())
        copies = BookInstance.objects.bulk_create(
            self._copy(book, status, readers)
            for book, number in zip(books, _pick(self.rng, COPIES, self.size), strict=True)
            for status in _pick(self.rng, STATUSES, number)
        )
        return len(authors), len(copies)

    def _author(self) -> Author:
        rng = self.rng
        author = Author(first_name=rng.choice(words.FIRST_NAMES), last_name=rng.choice(words.LAST_NAMES))
        if rng.random() < 0.3:
            author.last_name += f"-{rng.choice(words.LAST_NAMES)}"
        if rng.random() < 0.9:
            author.date_of_birth = self._day_in(rng.randint(1780, self.today.year - 25))
            died = author.date_of_birth.year + rng.randint(30, 95)
            if died < self.today.year:
                author.date_of_death = self._day_in(died)
        return author

    def _day_in(self, year: int) -> date:
        return date(year, self.rng.randint(1, 12), self.rng.randint(1, 28))

    def _readers(self) -> list[AbstractBaseUser]:
        """Return readers who cannot log in. Some may exist already, if the books of an earlier run were deleted."""
        readers = get_user_model().objects
        numbers = range(self.first, self.first + self.size, BOOKS_PER_READER)
        names = [f"made-up-{number:0{ISBN_PLACES}}" for number in numbers]
        made = [readers.model(username=name, password=make_password(None)) for name in names]
        readers.bulk_create(made, ignore_conflicts=True)
        return list(readers.filter(username__in=names).order_by("username"))

    def _book(self, number: int, author: Author, language: Language) -> Book:
        return Book(
            title=self._filled(words.TITLES),
            author=author,
            summary=f"{self._filled(words.OPENINGS)} {self._filled(words.ENDINGS)}",
            isbn=isbn_of(number),
            language=language,
        )

    def _filled(self, patterns: tuple[str, ...]) -> str:
        rng = self.rng
        noun, other = rng.sample(words.NOUNS, 2)
        return rng.choice(patterns).format(
            adjective=rng.choice(words.ADJECTIVES),
            noun=noun,
            other=other,
            place=rng.choice(words.PLACES),
            thing=noun.lower(),
            other_thing=other.lower(),
        )

    def _genres(self) -> set[Genre]:
        return set(_pick(self.rng, self.genres, _pick(self.rng, GENRES, 1)[0]))

    def _copy(self, book: Book, status: str, readers: list[AbstractBaseUser]) -> BookInstance:
        rng = self.rng
        copy = BookInstance(
            book=book, imprint=f"{rng.choice(words.PUBLISHERS)}, {rng.randint(1950, self.today.year)}", status=status
        )
        if status in {Status.ON_LOAN, Status.RESERVED}:
            copy.borrower = rng.choice(readers)
        if status == Status.ON_LOAN:
            late = rng.random() * 100 < OVERDUE_OUT_OF_100
            days = -rng.randint(1, LONGEST_OVERDUE) if late else rng.randint(0, LOAN_DAYS)
            copy.due_back = self.today + timedelta(days=days)
        return copy
