"""The lists of the library in Django's admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.choices import label_choices
from catalog.growth import grow
from catalog.models import Book, Genre, Language
from tests.admin_browser import MODELS, AdminBrowser, address
from tests.factories import make_author, make_book, make_copy, make_genre, make_language, make_librarian, make_user
from tests.queries import statements_of
from tests.sessions import log_in

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
TODAY = timezone.localdate


@pytest.fixture
def desk(librarian) -> AdminBrowser:
    """The browser of the librarian, who is staff and no superuser."""
    return AdminBrowser(librarian)


@pytest.mark.parametrize("model", MODELS)
def test_only_staff_comes_in(client, reader_client, librarian_client, model):
    statuses = [browser.get(address(model)).status_code for browser in (client, reader_client, librarian_client)]

    assert statuses == [302, 302, 200]


def test_staff_without_permissions_sees_no_list(client):
    log_in(client, make_user(is_staff=True))

    assert client.get(address("book")).status_code == 403


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        ("author", ["Last name", "First name", "Date of birth", "Died"]),
        ("book", ["Title", "Author", "Genre"]),
        ("bookinstance", ["Book", "Status", "Borrower", "Due back", "Id"]),
        ("genre", ["Name"]),
        ("language", ["Name"]),
    ],
)
def test_a_list_has_the_columns_of_the_tutorial(desk, model, columns):
    make_copy(book=make_book(make_genre()))

    headings = desk.page(model).select("#result_list thead th:not(.action-checkbox-column)")

    assert [heading.get_text(strip=True) for heading in headings] == columns


def test_the_admin_bears_the_name_of_the_library(desk):
    home = desk.get(reverse("admin:index"))

    assert "LocalLibrary admin" in home.select_one("#header").get_text()
    assert {"Authors", "Books", "Copies", "Genres", "Languages"} <= {
        heading.get_text(strip=True) for heading in home.select("#content-main th")
    }


def test_a_book_shows_its_first_three_genres_by_name(desk):
    make_book(*map(make_genre, ["War", "Satire", "Essays", "Drama"]), title="Candide")

    assert desk.rows("book") == [["Candide", "Austen, Jane", "Drama, Essays, Satire"]]


def test_a_book_without_author_and_genre_is_listed_too(desk):
    make_book(title="Beowulf", author=None)

    assert desk.rows("book") == [["Beowulf", "-", "-"]]


@pytest.mark.parametrize("words", ["bronte", "BRONTË charlotte", "jane eyre", "eyre brontë", "9791234567896"])
def test_a_book_is_found_by_title_author_and_isbn(desk, words):
    bronte = make_author(first_name="Charlotte", last_name="Brontë")
    make_book(title="Jane Eyre", author=bronte, isbn="9791234567896")
    make_book(title="Emma", author=make_author())

    assert [row[0] for row in desk.rows("book", q=words)] == ["Jane Eyre"]


@pytest.mark.parametrize("words", ["bronte", "Charlotte BRONTË", "bront char"])
def test_an_author_is_found_whatever_the_accents(desk, words):
    make_author(first_name="Charlotte", last_name="Brontë")
    make_author()

    assert [row[0] for row in desk.rows("author", q=words)] == ["Brontë"]


def test_a_copy_is_found_by_its_book_its_reader_and_its_number(desk):
    ann = make_user("ann")
    copy = make_copy(book=make_book(title="Emma"), borrower=ann, status="o", due_back=TODAY())
    make_copy(book=make_book(title="Walden"))

    for words in ("emma", "ann", str(copy.pk), copy.pk.hex):
        assert [row[0] for row in desk.rows("bookinstance", q=words)] == ["Emma"], words


@pytest.mark.parametrize("model", MODELS)
def test_a_search_for_nothing_there_says_so(desk, model):
    make_copy(book=make_book(make_genre()))

    found = desk.page(model, q="zzzz")

    assert not found.select("#result_list")
    assert " 0 " in f" {' '.join(found.select_one('.paginator').get_text().split())}"


def test_books_are_filtered_by_genre_and_language(desk):
    drama, french = make_genre("Drama"), make_language("French")
    make_book(drama, title="Phèdre", language=french)
    make_book(drama, title="Hamlet")
    make_book(title="Candide", language=french)

    assert {row[0] for row in desk.rows("book", genre=drama.pk)} == {"Phèdre", "Hamlet"}
    assert {row[0] for row in desk.rows("book", language=french.pk)} == {"Phèdre", "Candide"}
    assert {row[0] for row in desk.rows("book", genre=drama.pk, language=french.pk)} == {"Phèdre"}


@pytest.mark.parametrize("genre", ["999", "x", "", "9" * 30])
def test_a_genre_that_is_not_there_has_no_books(desk, genre):
    make_book(make_genre())

    assert desk.rows("book", genre=genre) == []


def test_copies_are_filtered_by_status_and_due_date(desk):
    make_copy(status="o", due_back=TODAY(), imprint="today")
    make_copy(status="o", due_back=TODAY() - timedelta(days=400))
    make_copy(status="a")

    assert len(desk.rows("bookinstance", status__exact="o")) == 2
    assert len(desk.rows("bookinstance", status__exact="a")) == 1
    assert len(desk.rows("bookinstance", due_back__isnull="True")) == 1
    tomorrow = TODAY() + timedelta(days=1)
    assert len(desk.rows("bookinstance", due_back__gte=TODAY(), due_back__lt=tomorrow)) == 1


def test_choices_are_not_counted_one_by_one(desk):
    make_copy()

    assert "(1)" not in desk.page("bookinstance", _facets="True").select_one("#changelist-filter").get_text()


@pytest.mark.parametrize(("query", "titles"), [({}, "ABC"), ({"o": "1"}, "ABC"), ({"o": "-1"}, "CBA")])
def test_books_are_sorted_by_title_both_ways(desk, query, titles):
    for title in "BCA":
        make_book(title=title)

    assert [row[0] for row in desk.rows("book", **query)] == list(titles)


def test_books_of_one_title_are_sorted_both_ways_too(desk):
    for name in "BCA":
        make_book(title="Poems", author=make_author(last_name=name))

    up, down = desk.rows("book", o="1"), desk.rows("book", o="-1")

    assert up == desk.rows("book") == down[::-1]
    assert [author for _, author, _ in up] == ["B, Jane", "C, Jane", "A, Jane"]


def test_only_columns_that_an_index_carries_can_be_sorted_by(desk):
    make_copy(book=make_book(make_genre()))

    headings = {model: desk.page(model).select("th.sortable .text") for model in MODELS}

    sortable = {model: [heading.get_text(strip=True) for heading in found] for model, found in headings.items()}
    assert sortable == {
        "author": ["Last name"],
        "book": ["Title"],
        "bookinstance": ["Due back"],
        "genre": ["Name"],
        "language": ["Name"],
    }


def test_the_pages_of_a_list_have_every_row_once(desk):
    list(grow(120))

    rows = [row for number in (1, 2, 3) for row in desk.rows("book", p=number)]

    assert [row[0] for row in rows] == list(Book.objects.order_by("title", "pk").values_list("title", flat=True))
    assert "120 books" in desk.page("book", p=3).select_one(".paginator").get_text()


LISTS = [
    *(f"{model}|" for model in MODELS),
    "book|?p=2",
    "book|?o=-1",
    "book|?q=the",
    "book|?q=zzzz",
    "author|?q=an",
    "bookinstance|?p=2",
    "bookinstance|?q=the",
    "bookinstance|?status__exact=o",
    "bookinstance|?due_back__isnull=False",
]


def statements_of_lists(clients: dict[str, Client]) -> dict[tuple[str, str], int]:
    """Return the number of SQL statements of each list, for each client."""
    counted = {}
    for label in (Genre, Language):
        label_choices(label)
    for who, client in clients.items():
        for place in LISTS:
            model, _, query = place.partition("|")
            counted[who, place] = len(statements_of(client, address(model) + query))
    return counted


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker) -> list[dict[tuple[str, str], int]]:
    """The statements of every list, in a library of 110 books and in the same library with 1,000."""
    with django_db_blocker.unblock(), transaction.atomic():
        clients = {"librarian": Client(), "administrator": Client()}
        log_in(clients["librarian"], make_librarian())
        log_in(clients["administrator"], make_user("root", is_staff=True, is_superuser=True))
        counted = []
        for more in (110, 890):
            list(grow(more))
            counted.append(statements_of_lists(clients))
        transaction.set_rollback(True)
    return counted


@pytest.mark.parametrize("place", LISTS)
@pytest.mark.parametrize("who", ["librarian", "administrator"])
def test_a_list_asks_at_most_six_questions_however_long_it_is(counted, who, place):
    few, many = (statements[who, place] for statements in counted)

    assert few == many <= MOST_QUERIES
