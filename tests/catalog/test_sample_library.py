"""The sample library: real books with valid ISBNs and dates, without orphans and duplicates."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import F
from django.test import TestCase
from django.utils import timezone

from catalog.fields import fold
from catalog.models import Author, Book, BookInstance, Genre, Language
from catalog.sample import FIXTURE_DAY, load_sample_library
from catalog.validators import validate_isbn

MODELS = (Author, Book, BookInstance, Genre, Language)
FIXTURE = settings.BASE_DIR / "catalog" / "fixtures" / "sample_library.json"
ANOTHER_DAY = date(2031, 3, 1)


def loans_by_lateness(today: date) -> Counter[int]:
    """Count the copies on loan by the number of days until they are due."""
    return Counter((copy.due_back - today).days for copy in BookInstance.objects.on_loan())


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the library."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


class TestSampleLibrary(TestCase):
    """The sample library is loaded once for all tests of the class; changes of a test are rolled back."""

    @classmethod
    def setUpTestData(cls):
        output = io.StringIO()
        call_command("load_library", stdout=output)
        cls.said = output.getvalue()

    def test_it_has_hundreds_of_books_by_many_authors(self):
        assert Book.objects.count() >= 300
        assert Author.objects.count() >= 150
        assert 650 <= BookInstance.objects.count() <= 800

    def test_the_command_says_how_many_books_it_loaded(self):
        assert self.said.strip() == f"Loaded {Book.objects.count()} books."

    def test_every_isbn_is_valid_and_belongs_to_one_book(self):
        numbers = list(Book.objects.values_list("isbn", flat=True))

        for number in numbers:
            validate_isbn(number)
            assert number.startswith(("978", "979"))
        assert len(set(numbers)) == len(numbers)

    def test_the_check_of_an_isbn_notices_every_wrong_digit(self):
        number = Book.objects.values_list("isbn", flat=True).first()

        for place in range(13):
            for digit in set("0123456789") - {number[place]}:
                with pytest.raises(ValidationError):
                    validate_isbn(number[:place] + digit + number[place + 1 :])

    def test_every_row_passes_the_checks_of_its_model(self):
        for model in MODELS:
            for row in model.objects.all():
                row.clean_fields(exclude=["borrower", "book", "author", "language"])

    def test_dates_are_in_order_and_nobody_is_born_tomorrow(self):
        today = timezone.localdate()

        assert not Author.objects.filter(date_of_death__lte=F("date_of_birth")).exists()
        assert not Author.objects.filter(date_of_birth__gt=today - timedelta(days=365 * 15)).exists()
        assert not Author.objects.filter(date_of_death__gt=today).exists()
        for author in Author.objects.exclude(date_of_birth=None).exclude(date_of_death=None):
            assert 14 <= (author.date_of_death - author.date_of_birth).days / 365.25 <= 110, author

    def test_nothing_is_an_orphan(self):
        assert not Author.objects.filter(book=None).exists()
        assert not Genre.objects.filter(book=None).exists()
        assert not Language.objects.filter(book=None).exists()
        assert not Book.objects.filter(bookinstance=None).exists()
        assert not Book.objects.filter(author=None).exists()
        assert not Book.objects.filter(language=None).exists()
        assert not Book.objects.filter(genre=None).exists()
        assert not BookInstance.objects.filter(book=None).exists()

    def test_no_book_and_no_author_is_there_twice(self):
        books = Counter(Book.objects.values_list("search_title", "author"))
        authors = Counter(Author.objects.values_list("search_name", flat=True))

        assert [book for book, number in books.items() if number > 1] == []
        assert [author for author, number in authors.items() if number > 1] == []

    def test_the_searched_columns_are_folded(self):
        assert [book for book in Book.objects.all() if book.search_title != fold(book.title)] == []
        assert [author for author in Author.objects.all() if author.search_name != fold(author.full_name)] == []

    def test_every_summary_is_a_few_sentences_of_its_own(self):
        summaries = list(Book.objects.values_list("summary", flat=True))

        assert [summary for summary in summaries if not 100 <= len(summary) <= 1000] == []
        assert [summary for summary in summaries if summary.strip() != summary or summary[-1] not in ".!?”\"'"] == []
        assert len(set(summaries)) == len(summaries)

    def test_copies_are_in_every_state_and_have_what_it_takes(self):
        statuses = Counter(BookInstance.objects.values_list("status", flat=True))

        assert set(statuses) == set(BookInstance.Status.values)
        assert statuses.most_common(1)[0][0] == "a"
        assert not BookInstance.objects.on_loan().filter(due_back=None).exists()
        assert not BookInstance.objects.on_loan().filter(borrower=None).exists()
        assert not BookInstance.objects.available().exclude(due_back=None, borrower=None).exists()
        assert not BookInstance.objects.filter(imprint="").exists()

    def test_a_loan_is_due_within_weeks_and_a_few_are_overdue(self):
        days = loans_by_lateness(timezone.localdate())

        overdue = sum(number for day, number in days.items() if day < 0)
        assert min(days) >= -60
        assert max(days) <= 28 + 7
        assert 0.02 < overdue / days.total() < 0.3

    def test_due_dates_move_with_the_day_of_loading(self):
        rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
        written = {
            row["pk"]: date.fromisoformat(row["fields"]["due_back"])
            for row in rows
            if row["model"] == "catalog.bookinstance" and row["fields"]["due_back"]
        }
        moved = {
            str(pk): due_back
            for pk, due_back in BookInstance.objects.exclude(due_back=None).values_list("pk", "due_back")
        }

        assert moved == {pk: due_back + (timezone.localdate() - FIXTURE_DAY) for pk, due_back in written.items()}

    def test_the_share_of_overdue_loans_is_the_same_whenever_it_is_loaded(self):
        loaded_today = loans_by_lateness(timezone.localdate())

        load_sample_library(ANOTHER_DAY)

        assert loans_by_lateness(ANOTHER_DAY) == loaded_today

    def test_the_readers_of_the_sample_cannot_log_in(self):
        borrowers = {copy.borrower for copy in BookInstance.objects.select_related("borrower") if copy.borrower}

        assert len(borrowers) >= 5
        assert not any(reader.has_usable_password() or reader.is_staff or reader.is_superuser for reader in borrowers)

    def test_loading_twice_does_nothing(self):
        book = Book.objects.first()
        book.title = "Changed since"
        book.save()
        before, output = everything(), io.StringIO()

        call_command("load_library", stdout=output)

        assert everything() == before
        assert "Nothing was loaded." in output.getvalue()
