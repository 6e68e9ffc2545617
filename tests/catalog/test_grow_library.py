"""``manage.py grow_library``: generated books."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from catalog import growth
from catalog.choices import label_choices
from catalog.fields import fold
from catalog.models import Author, Book, BookInstance, Genre, Language
from catalog.validators import validate_isbn
from tests.factories import make_book, make_genre

pytestmark = pytest.mark.django_db

Status = BookInstance.Status


class Terminal(StringIO):
    """A stream whose ``isatty()`` is true."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def small_batches(monkeypatch):
    """Batches of ten books."""
    monkeypatch.setattr(growth, "BATCH", 10)


def grow(books: int | str, **options) -> tuple[str, str]:
    """Run the command. Return stdout and stderr."""
    out, err = StringIO(), options.pop("stderr", StringIO())
    call_command("grow_library", books=books, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(beginning: str) -> AbstractContextManager:
    """Make the database reject statements with this beginning."""

    def refuse(execute, sql, *args):
        if sql.startswith(beginning):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *args)

    return connection.execute_wrapper(refuse)


@pytest.mark.parametrize("books", [1, 9, 10, 25])
def test_it_adds_as_many_books_as_asked(small_batches, books):
    make_book()

    out, _ = grow(books)

    assert Book.objects.count() == 1 + books
    assert f"Added {books} books" in out


def test_every_book_has_a_valid_isbn_that_no_real_book_has():
    grow(300)

    isbns = list(Book.objects.values_list("isbn", flat=True))

    for isbn in isbns:
        validate_isbn(isbn)
    assert all(isbn.startswith("9799") for isbn in isbns)
    assert len(set(isbns)) == 300


def test_the_highest_number_of_the_range_still_makes_a_valid_isbn():
    validate_isbn(growth.isbn_of(10**growth.ISBN_PLACES - 1))


def test_every_book_is_filed_as_a_real_one_is():
    grow(300)

    assert not Book.objects.filter(genre=None).exists()
    assert not Book.objects.filter(language=None).exists()
    assert not Book.objects.filter(author=None).exists()
    assert not Book.objects.filter(summary="").exists()
    assert Author.objects.count() == 75
    assert not [author for author in Author.objects.exclude(date_of_death=None) if author.date_of_birth is None]


def test_the_made_up_rows_would_pass_the_forms():
    grow(60)

    for model in (Author, Book, BookInstance, Genre, Language):
        for row in model.objects.all():
            row.full_clean()


def test_copies_are_where_copies_of_a_library_are():
    grow(600)

    copies = list(BookInstance.objects.all())
    places = Counter(copy.status for copy in copies)

    assert 2.1 * 600 < len(copies) < 2.5 * 600
    assert places[Status.AVAILABLE] > len(copies) / 2
    assert set(places) == set(Status)


def test_a_loan_has_a_reader_and_a_day_and_some_are_overdue():
    grow(600)

    loans = list(BookInstance.objects.on_loan())
    late = [loan for loan in loans if loan.due_back < timezone.localdate()]

    assert all(loan.borrower_id for loan in loans)
    assert 0 < len(late) < len(loans) / 2


def test_a_copy_on_the_shelf_has_neither_reader_nor_day():
    grow(100)

    available = BookInstance.objects.available()

    assert available.exists()
    assert not available.exclude(borrower=None, due_back=None).exists()


def test_its_readers_cannot_log_in(client):
    grow(100)

    assert User.objects.exists()
    assert not any(reader.has_usable_password() or reader.is_staff for reader in User.objects.all())


def test_its_books_and_authors_can_be_searched_for():
    grow(50)
    book = Book.objects.select_related("author").first()

    assert book.search_title == fold(book.title)
    assert book.author.search_name == fold(book.author.full_name)
    assert book in Book.objects.search(f"{book.title} {book.author.last_name}".upper())


def test_a_second_run_adds_other_books(small_batches):
    grow(25)
    first = set(Book.objects.values_list("isbn", "title"))

    grow(25)

    second = set(Book.objects.values_list("isbn", "title")) - first
    assert len(second) == 25
    assert {title for _, title in second} != {title for _, title in first}


@pytest.mark.parametrize(("seed", "same"), [(0, True), (1, False)])
def test_the_seed_decides_which_books_an_empty_library_gets(seed, same):
    grow(30)
    before = list(Book.objects.order_by("isbn").values_list("title", "author__last_name"))
    BookInstance.objects.all().delete()
    Book.objects.all().delete()

    grow(30, seed=seed)

    after = list(Book.objects.order_by("isbn").values_list("title", "author__last_name"))
    assert (after == before) is same


def test_readers_of_deleted_books_do_not_stand_in_the_way():
    grow(30)
    BookInstance.objects.all().delete()
    Book.objects.all().delete()

    grow(30)

    assert Book.objects.count() == 30
    assert User.objects.count() == 2


def test_genres_that_are_there_are_used_however_their_letters_are_cased():
    fantasy = make_genre("FANTASY")

    grow(100)

    assert Genre.objects.filter(name__iexact="fantasy").get() == fantasy
    assert fantasy.book_set.exists()


def test_the_forms_offer_the_new_genres_at_once():
    assert label_choices(Genre) == []

    grow(1)

    assert [name for _, name in label_choices(Genre)] == sorted(Genre.objects.values_list("name", flat=True))
    assert label_choices(Genre)


def test_a_batch_is_added_whole_or_not_at_all(small_batches):
    growing = growth.grow(30)
    next(growing)

    with refused('INSERT INTO "catalog_bookinstance"'), pytest.raises(OperationalError):
        next(growing)

    assert Book.objects.count() == 10
    assert Author.objects.count() == 3
    assert Book.objects.filter(genre=None).count() == 0


def test_statements_do_not_pile_up_while_debug_is_on(small_batches, settings):
    settings.DEBUG = True

    grow(50)

    assert len(connection.queries) < 10


@pytest.mark.parametrize("books", ["0", "-5", "1.5", "many", "", "1_000", "²", "1000001", "9" * 50, 0, -1])
def test_a_number_of_books_that_makes_no_sense_is_refused(books):
    with pytest.raises(CommandError, match=r"Write a whole number from 1 to 1,000,000"):
        grow(books)

    assert not Book.objects.exists()


def test_the_number_of_books_must_be_said():
    with pytest.raises(CommandError, match="--books"):
        call_command("grow_library")


def test_an_unmigrated_database_gets_a_sentence_that_says_what_to_do():
    MigrationRecorder.Migration.objects.filter(app="catalog").delete()

    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        grow(1)


def test_a_database_that_cannot_be_written_gets_a_sentence():
    with refused("INSERT"), pytest.raises(CommandError, match=r"readonly database.*are kept"):
        grow(1)


def test_without_a_terminal_it_says_now_and_then_how_far_it_is(small_batches):
    _, err = grow(250)

    assert len(err.splitlines()) == 10
    assert err.splitlines()[0] == "30 of 250 books"
    assert err.splitlines()[-1] == "250 of 250 books"


def test_on_a_terminal_a_bar_fills_up_in_one_line(small_batches):
    _, err = grow(40, stderr=Terminal(), no_color=True)

    assert err.count("\n") == 1
    states = err.strip().split("\r")
    assert [state.count("#") for state in states] == [7, 15, 22, 30]
    assert len({len(state.partition("]")[0]) for state in states}) == 1
    assert states[-1].endswith("] 40 of 40 books")


def test_it_is_silent_when_asked_to_be():
    assert grow(5, verbosity=0) == ("", "")
