"""The SQL queries of a page: at most six, and the same number in a larger library.

The names of genres and languages are cached for a minute: see ``catalog/choices.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from catalog.choices import label_choices
from catalog.growth import grow
from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import make_librarian, make_user
from tests.queries import statements_of

MOST = 6
FEW, MANY = 10, 1_000

Page = Callable[[], str]


def listed(name: str, query: str = "") -> Page:
    """Return a page whose URL is the same in every library."""
    return lambda: reverse(name) + query


def page_of(model: type, name: str | None = None, query: str = "") -> Page:
    """Return the page of the first row of ``model``."""
    name = name or f"{model._meta.model_name}-detail"
    return lambda: reverse(name, args=[model.objects.order_by("pk")[0].pk]) + query


def books_filtered() -> str:
    """Return the URL of the books with all filters."""
    book = Book.objects.filter(bookinstance__status="a").select_related("author").first()
    query = f"q={book.author.last_name}&genre={book.genre.first().pk}&language={book.language_id}&available=on"
    return f"{reverse('books')}?{query}"


def last_page(name: str) -> Page:
    """Return the last page of a list."""
    return listed(name, "?page=last")


def a_loan(name: str) -> Page:
    """Return a page about a copy on loan."""
    return lambda: reverse(name, args=[BookInstance.objects.on_loan()[0].pk])


PUBLIC: dict[str, Page] = {
    "home": listed("index"),
    "books": listed("books"),
    "last books": last_page("books"),
    "search": listed("books", "?q=the"),
    "search for nothing there": listed("books", "?q=zzzz"),
    "search by ISBN": listed("books", "?q=9799000000003"),
    "all filters": books_filtered,
    "authors": listed("authors"),
    "last authors": last_page("authors"),
    "genres": listed("genres"),
    "languages": listed("languages"),
    "copies": listed("bookinstances"),
    "last copies": last_page("bookinstances"),
    "book": page_of(Book),
    "author": page_of(Author),
    "genre": page_of(Genre),
    "last of a genre": page_of(Genre, query="?page=last"),
    "language": page_of(Language),
    "copy": page_of(BookInstance),
    "preferences": listed("preferences"),
    "reading list": listed("reading-list"),
}
OWN: dict[str, Page] = {"own loans": listed("my-borrowed")}
LENDING: dict[str, Page] = {
    "all loans": listed("all-borrowed"),
    "last loans": last_page("all-borrowed"),
    "renew": a_loan("renew-book-librarian"),
    "new book": listed("book-create"),
    "change a book": page_of(Book, "book-update"),
    "delete an author": page_of(Author, "author-delete"),
    "delete a book": page_of(Book, "book-delete"),
    "delete a genre": page_of(Genre, "genre-delete"),
}
PAGES_OF = {"visitor": PUBLIC, "reader": PUBLIC | OWN, "librarian": PUBLIC | OWN | LENDING}
CASES = [(who, page) for who, pages in PAGES_OF.items() for page in pages]


class Asked(NamedTuple):
    """The statements of a page in a small library and in a large one."""

    few: list[str]
    many: list[str]


def in_use(who: str) -> Client:
    """Return a browser whose session has all entries of the library."""
    client = Client()
    if who == "reader":
        reader = make_user("reader")
        client.force_login(reader)
        BookInstance.objects.filter(pk__in=BookInstance.objects.on_loan()[:3].values("pk")).update(borrower=reader)
    elif who == "librarian":
        client.force_login(make_librarian())
    client.get(reverse("index"))
    client.post(reverse("reading-list-add", args=[Book.objects.order_by("-pk")[0].pk]))
    return client


def ask_for_every_page(clients: dict[str, Client]) -> dict[tuple[str, str], list[str]]:
    """Return the statements of every page that each client may open."""
    # The latest viewed book is not stored in the session again.
    for client in clients.values():
        client.get(Book.objects.order_by("-pk")[0].get_absolute_url())
    asked = {}
    for who, page in CASES:
        for model in (Genre, Language):
            label_choices(model)
        asked[who, page] = statements_of(clients[who], PAGES_OF[who][page]())
    return asked


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker) -> dict[tuple[str, str], Asked]:
    """The statements of all pages, in a library of ten books and in the same library with 1,000."""
    with django_db_blocker.unblock(), transaction.atomic():
        list(grow(FEW))
        clients = {who: in_use(who) for who in PAGES_OF}
        few = ask_for_every_page(clients)
        list(grow(MANY - FEW))
        many = ask_for_every_page(clients)
        transaction.set_rollback(True)
    return {case: Asked(few[case], many[case]) for case in CASES}


@pytest.mark.parametrize(("who", "page"), CASES)
def test_a_page_asks_at_most_six_questions(asked, who, page):
    assert len(asked[who, page].many) <= MOST, "\n".join(asked[who, page].many)


@pytest.mark.parametrize(("who", "page"), CASES)
def test_a_page_asks_no_more_in_a_larger_library(asked, who, page):
    few, many = asked[who, page]

    assert len(few) == len(many), "\n".join([*few, "---", *many])


def test_the_counting_sees_the_session_and_the_rows(asked):
    statements = asked["visitor", "books"].many

    assert any("django_session" in statement for statement in statements)
    assert any("catalog_book" in statement for statement in statements)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        Book.objects.order_by("title", "pk"),
        Book.objects.order_by("-title", "-pk"),
        Book.objects.search("sea").order_by("title", "pk"),
        Book.objects.filter(language=1).order_by("title", "pk"),
        Book.objects.filter(author=1).order_by("title", "pk"),
        Author.objects.order_by("last_name", "first_name", "pk"),
        BookInstance.objects.order_by("due_back", "pk"),
        BookInstance.objects.on_loan(),
        BookInstance.objects.on_loan().filter(borrower=1),
        Genre.objects.order_by("name", "pk"),
    ],
)
def test_an_index_has_the_rows_of_a_list_in_order(rows):
    assert connection.vendor == "sqlite", "The plan is read as SQLite writes it."

    plan = rows.values("pk")[:10].explain()

    assert "USING COVERING INDEX" in plan
    assert "TEMP B-TREE" not in plan
