"""Pickers for authors, books and readers, and their suggestions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.models import Book, BookInstance
from tests.factories import isbn, make_author, make_book, make_copy, make_genre, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def add_book(librarian_client):
    """A function that adds a book with the typed author, and returns the response."""

    def add(author: str):
        typed = {"title": "Emma", "summary": "A match is made.", "isbn": isbn(1815), "genre": [make_genre().pk]}
        return librarian_client.post(reverse("book-create"), typed | {"author": author})

    return add


@pytest.fixture
def add_copy(librarian_client):
    """A function that adds a copy with the typed book and reader, and returns the response."""

    def add(book: str, borrower: str = ""):
        typed = {"book": book, "imprint": "Penguin, 2003", "status": "r", "borrower": borrower}
        return librarian_client.post(reverse("bookinstance-create"), typed)

    return add


def suggested(client, soup, route: str, **typed: str) -> list[str]:
    """Return the suggestions of a picker."""
    return [option["value"] for option in soup(client.get(reverse(route), typed)).select("option")]


@pytest.mark.parametrize(
    "typed",
    [
        "{pk}",
        "Austen, Jane [{pk}]",
        "Austen, Jane",
        "Jane Austen",
        "  jane   AUSTEN ",
        "austen,jane",
        "Jané Austén",
    ],
)
def test_an_author_is_understood_however_it_is_typed(add_book, typed):
    jane = make_author(first_name="Jane", last_name="Austen")
    make_author(first_name="Henry", last_name="Austen")

    response = add_book(typed.format(pk=jane.pk))

    assert response.status_code == 302
    assert Book.objects.get().author == jane


@pytest.mark.parametrize("typed", ["Charles Dickens", "Austen", "Jane", "999999", "Austen, Jane [999999]", "%", "[1]"])
def test_an_unknown_author_gets_a_sentence_and_what_was_typed_stays(add_book, soup, typed):
    make_author(pk=5, first_name="Jane", last_name="Austen")

    page = soup(add_book(typed))

    assert page.select_one("#id_author_error").get_text(strip=True) == (
        f"Nothing here is called “{typed}”. Type a part of the name and choose from the list."
    )
    assert page.select_one("[name=author]")["value"] == typed
    assert page.select_one("[name=title]")["value"] == "Emma"
    assert not Book.objects.exists()


def test_a_name_that_two_authors_share_gets_a_sentence(add_book, soup):
    make_author(first_name="David", last_name="Mitchell")
    meant = make_author(first_name="David", last_name="Mitchell")

    page = soup(add_book("David Mitchell"))
    assert page.select_one("#id_author_error").get_text(strip=True) == (
        "There is more than one “David Mitchell”. Choose from the list, which shows the number of each."
    )
    assert page.select_one("[name=author]")["value"] == "David Mitchell"

    assert add_book(f"Mitchell, David [{meant.pk}]").status_code == 302
    assert Book.objects.get().author == meant


def test_a_picker_without_a_choice_is_a_field_left_out(add_book, soup):
    assert soup(add_book("   ")).select_one("#id_author_error").get_text(strip=True) == "This field is required."


@pytest.mark.parametrize("typed", ["Jane\0Austen", "\0"])
def test_a_null_character_is_refused(add_book, soup, typed):
    assert "Null characters are not allowed." in soup(add_book(typed)).select_one("#id_author_error").get_text()


def test_what_was_typed_is_escaped(add_book, soup):
    response = add_book("<script>alert(1)</script>")

    assert b"<script>alert" not in response.content
    assert soup(response).select_one("[name=author]")["value"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("typed", ["{pk}", "Emma", "EMMA", "9790000000079", "Emma [{pk}]"])
def test_a_book_is_understood_by_its_title_and_its_isbn(add_copy, typed):
    emma = make_book(title="Emma", isbn="9790000000079")

    assert add_copy(typed.format(pk=emma.pk)).status_code == 302
    assert BookInstance.objects.get().book == emma


def test_a_title_that_is_a_number_is_understood(add_copy):
    make_book()
    orwell = make_book(title="1984")

    assert add_copy("1984").status_code == 302
    assert BookInstance.objects.get().book == orwell


def test_a_number_that_is_a_title_and_another_book_s_key_is_not_guessed(add_copy, soup):
    make_book(pk=1984, title="Emma")
    orwell = make_book(pk=7, title="1984")

    assert "more than one" in soup(add_copy("1984")).select_one("#id_book_error").get_text()
    assert add_copy("1984 [7]").status_code == 302
    assert BookInstance.objects.get().book == orwell


def test_a_reader_is_understood_by_user_name(add_copy):
    mary = make_user("mary")
    book = make_book()

    add_copy(str(book.pk), "mary")
    add_copy(str(book.pk), f"mary [{mary.pk}]")

    assert [copy.borrower for copy in BookInstance.objects.all()] == [mary, mary]


def test_a_reader_who_has_left_cannot_be_chosen(add_copy, soup):
    make_user("mary", is_active=False)

    page = soup(add_copy(str(make_book().pk), "mary"))

    assert "Nothing here is called “mary”." in page.select_one("#id_borrower_error").get_text()


def test_a_picker_knows_where_its_suggestions_come_from(librarian_client, soup):
    picker = soup(librarian_client.get(reverse("book-create"))).select_one("[name=author]")

    assert picker["hx-get"] == reverse("author-suggestions")
    assert soup(librarian_client.get(reverse("book-create"))).select_one(f"datalist#{picker['list']}") is not None


def test_authors_are_suggested_by_any_part_of_the_name(reader_client, soup):
    jane = make_author(first_name="Jane", last_name="Austen")
    emily = make_author(first_name="Emily", last_name="Brontë")

    for typed in ("aus", "JANE a", "Austen, J"):
        assert suggested(reader_client, soup, "author-suggestions", author=typed) == [f"Austen, Jane [{jane.pk}]"]
    assert suggested(reader_client, soup, "author-suggestions", author="bronte") == [f"Brontë, Emily [{emily.pk}]"]
    assert suggested(reader_client, soup, "author-suggestions", author="dickens") == []


def test_books_are_suggested_by_title_and_isbn(reader_client, soup):
    emma = make_book(title="Emma", isbn=isbn(55))
    make_book(title="Persuasion")

    for typed in ("em", emma.isbn):
        assert suggested(reader_client, soup, "book-suggestions", book=typed) == [f"Emma [{emma.pk}]"]


def test_readers_are_suggested_to_those_who_lend_alone(client, reader_client, librarian_client, soup):
    mary = make_user("mary")
    make_user("gone-mary", is_active=False)
    address = reverse("reader-suggestions")

    assert suggested(librarian_client, soup, "reader-suggestions", borrower="MAR") == [f"mary [{mary.pk}]"]
    assert reader_client.get(address, {"borrower": "mar"}).status_code == 403
    assert client.get(address).headers["Location"] == f"{reverse('login')}?next={address}"


@pytest.mark.parametrize("name", ["author", "book"])
def test_suggestions_ask_for_a_log_in(client, name):
    assert client.get(reverse(f"{name}-suggestions")).status_code == 302


def test_at_most_ten_are_suggested_and_a_post_is_refused(reader_client, soup):
    for _ in range(12):
        make_copy()

    assert len(suggested(reader_client, soup, "book-suggestions", book="book")) == 10
    assert reader_client.post(reverse("book-suggestions")).status_code == 405


@pytest.mark.parametrize("typed", ["", " ", ",", "%", "\0", "a b c d e f", "x" * 3000, "<b>", "[1]"])
@pytest.mark.parametrize("name", ["author", "book", "reader"])
def test_nothing_that_is_typed_breaks_the_suggestions(librarian_client, name, typed):
    make_copy(book=make_book(title="<b>Bold</b>", author=make_author(last_name="<b>Bold</b>")))
    field = {"reader": "borrower"}.get(name, name)

    response = librarian_client.get(reverse(f"{name}-suggestions"), {field: typed})

    assert response.status_code == 200
    assert b"<b>" not in response.content
