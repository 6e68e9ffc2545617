"""The models have the specified fields, limits, constraints, names and URLs."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import isbn, make_author, make_book, make_copy, make_genre, make_language, make_user

pytestmark = pytest.mark.django_db

OPTIONAL = {"null": True, "blank": True}
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("model", "name", "kind", "options"),
    [
        (Genre, "name", models.CharField, {"max_length": 200, "unique": True}),
        (Language, "name", models.CharField, {"max_length": 200, "unique": True}),
        (Author, "first_name", models.CharField, {"max_length": 100, "blank": False}),
        (Author, "last_name", models.CharField, {"max_length": 100, "blank": False}),
        (Author, "date_of_birth", models.DateField, OPTIONAL),
        (Author, "date_of_death", models.DateField, OPTIONAL | {"verbose_name": "died"}),
        (Book, "title", models.CharField, {"max_length": 200}),
        (Book, "author", models.ForeignKey, {"null": True, "related_model": Author}),
        (Book, "summary", models.TextField, {"max_length": 1000}),
        (Book, "isbn", models.CharField, {"max_length": 13, "unique": True, "verbose_name": "ISBN"}),
        (Book, "genre", models.ManyToManyField, {"related_model": Genre}),
        (Book, "language", models.ForeignKey, {"null": True, "related_model": Language}),
        (BookInstance, "id", models.UUIDField, {"primary_key": True, "default": uuid.uuid4}),
        (BookInstance, "book", models.ForeignKey, {"null": True, "related_model": Book}),
        (BookInstance, "imprint", models.CharField, {"max_length": 200}),
        (BookInstance, "due_back", models.DateField, OPTIONAL),
        (BookInstance, "borrower", models.ForeignKey, OPTIONAL | {"related_model": User}),
        (BookInstance, "status", models.CharField, {"max_length": 1, "default": "m"}),
    ],
)
def test_a_field_is_as_the_contract_has_it(model, name, kind, options):
    field = model._meta.get_field(name)

    assert isinstance(field, kind)
    assert {option: getattr(field, option) for option in options} == options


def test_the_status_of_a_copy_is_one_of_four():
    assert BookInstance._meta.get_field("status").choices == [
        ("m", "Maintenance"),
        ("o", "On loan"),
        ("a", "Available"),
        ("r", "Reserved"),
    ]


@pytest.mark.parametrize(
    ("model", "ordering"),
    [
        (Author, ["last_name", "first_name"]),
        (Book, ["title", "author"]),
        (BookInstance, ["due_back"]),
        (Genre, ["name"]),
        (Language, ["name"]),
    ],
)
def test_rows_come_in_the_order_of_the_contract(model, ordering):
    assert list(model._meta.ordering) == ordering


def test_the_permission_to_mark_copies_returned_exists():
    permission = Permission.objects.get(codename="can_mark_returned")

    assert permission.name == "Set book as returned"
    assert permission.content_type.model_class() is BookInstance


def test_each_model_says_what_it_is():
    author = make_author(first_name="Jane", last_name="Austen")
    book = make_book(title="Persuasion", author=author)
    copy = make_copy(book=book)

    assert str(author) == "Austen, Jane"
    assert str(book) == "Persuasion"
    assert str(copy) == f"{copy.id} (Persuasion)"
    assert str(make_genre("Poetry")) == "Poetry"
    assert str(make_language("French")) == "French"


def test_a_copy_without_a_book_says_so():
    copy = BookInstance.objects.create(imprint="Penguin, 2003")

    assert str(copy) == f"{copy.id} (no book)"


def test_each_row_has_an_address_without_a_slash_at_the_end():
    rows = {
        "author": make_author(),
        "book": make_book(),
        "genre": make_genre(),
        "language": make_language(),
        "bookinstance": make_copy(),
    }

    assert {name: row.get_absolute_url() for name, row in rows.items()} == {
        name: f"/catalog/{name}/{row.pk}" for name, row in rows.items()
    }


@pytest.mark.parametrize("model", [Genre, Language])
@pytest.mark.parametrize("name", ["Poetry", "poetry", "POETRY"])
def test_the_database_keeps_a_name_unique_regardless_of_case(model, name):
    model.objects.create(name="Poetry")

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name=name)


@pytest.mark.parametrize("model", [Genre, Language])
@pytest.mark.parametrize("name", ["épopée", "ÉPOPÉE", "Épopée"])
def test_a_name_is_refused_with_a_sentence_if_it_exists_in_other_capitals(model, name):
    model.objects.create(name="Épopée")

    with pytest.raises(ValidationError) as refusal:
        model(name=name).full_clean()

    assert refusal.value.message_dict == {"name": ["This name exists already, perhaps with other capital letters."]}


def test_a_name_may_be_saved_again_in_other_capitals():
    genre = make_genre("poetry")

    genre.name = "Poetry"
    genre.full_clean()
    genre.save()

    assert Genre.objects.get().name == "Poetry"


def test_an_accent_makes_another_name():
    make_genre("Resume")

    Genre(name="Résumé").full_clean()


def test_two_books_cannot_share_an_isbn():
    make_book(isbn=isbn(1))

    with pytest.raises(IntegrityError), transaction.atomic():
        make_book(isbn=isbn(1))


def test_the_database_refuses_a_death_before_the_birth():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_author(date_of_birth=date(1900, 1, 2), date_of_death=date(1900, 1, 1))


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"date_of_birth": date(1775, 12, 16)},
        {"date_of_death": date(1817, 7, 18)},
        {"date_of_birth": date(1900, 1, 1), "date_of_death": date(1900, 1, 1)},
        {"date_of_birth": date(1775, 12, 16), "date_of_death": date(1817, 7, 18)},
    ],
)
def test_dates_of_a_life_may_be_unknown(dates):
    make_author(**dates).full_clean()


def test_the_database_refuses_a_status_that_it_does_not_know():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_copy(status="x")


def test_an_author_with_books_cannot_be_deleted():
    book = make_book()

    with pytest.raises(RestrictedError):
        book.author.delete()


def test_a_book_with_copies_cannot_be_deleted():
    copy = make_copy()

    with pytest.raises(RestrictedError):
        copy.book.delete()


def test_a_book_outlives_its_language_and_its_genre():
    genre = make_genre()
    book = make_book(genre)

    book.language.delete()
    genre.delete()

    book.refresh_from_db()
    assert book.language is None
    assert not book.genre.exists()


def test_a_copy_outlives_its_borrower():
    reader = make_user()
    copy = make_copy(borrower=reader, status="o")

    reader.delete()

    copy.refresh_from_db()
    assert copy.borrower is None


@pytest.mark.parametrize(
    ("days", "overdue", "days_late"), [(-40, True, 40), (-1, True, 1), (0, False, 0), (1, False, 0)]
)
def test_a_copy_is_overdue_from_the_day_after_its_due_date(days, overdue, days_late):
    copy = BookInstance(due_back=timezone.localdate() + days * DAY)

    assert copy.is_overdue is overdue
    assert copy.days_late == days_late


def test_a_copy_without_a_due_date_is_never_overdue():
    assert BookInstance().is_overdue is False
    assert BookInstance().days_late == 0


def test_the_library_s_time_zone_decides_what_is_overdue():
    with timezone.override("Pacific/Midway"):  # eleven hours behind UTC
        copy = BookInstance(due_back=timezone.localdate())
        assert not copy.is_overdue

    with timezone.override("Pacific/Kiritimati"):  # 25 hours on from there
        assert copy.is_overdue
