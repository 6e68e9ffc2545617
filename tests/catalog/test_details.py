"""The pages of a book, an author, a genre, a language and a copy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed

from tests.factories import make_author, make_book, make_copy, make_genre, make_language, make_user

pytestmark = pytest.mark.django_db

NASTY = '<script>alert("x")</script> & <b>bold</b>'


def make_rows() -> dict:
    """Create a row of each model, by the name that its page uses."""
    author, genre, language = make_author(), make_genre(), make_language()
    book = make_book(genre, author=author, language=language)
    return {
        "author": author,
        "book": book,
        "genre": genre,
        "language": language,
        "bookinstance": make_copy(book=book),
    }


@pytest.mark.parametrize("model", ["author", "book", "genre", "language", "bookinstance"])
def test_a_page_has_django_s_default_names_and_one_heading(client, soup, model):
    row = make_rows()[model]

    response = client.get(row.get_absolute_url())

    assertTemplateUsed(response, f"catalog/{model}_detail.html")
    assert response.context[model] == response.context["object"] == row
    assert len(soup(response).select("h1")) == len(soup(response).select("main")) == 1


def test_a_book_shows_all_that_the_catalog_knows(client, soup):
    author, language = make_author(first_name="Emily", last_name="Brontë"), make_language()
    novel, gothic = make_genre("Novel"), make_genre("Gothic")
    book = make_book(
        novel, gothic, title="Wuthering Heights", author=author, language=language, summary="On the moors."
    )

    page = soup(client.get(book.get_absolute_url()))

    assert page.select_one("h1").get_text() == "Wuthering Heights"
    assert page.select_one(f'.byline a[href="{author.get_absolute_url()}"]').get_text() == "Emily Brontë"
    assert page.select_one(".lede").get_text() == "On the moors."
    assert [link["href"] for link in page.select(".chips a")] == [
        gothic.get_absolute_url(),
        novel.get_absolute_url(),
    ]
    assert book.isbn in page.select_one(".facts").get_text()
    assert page.select_one(f'.facts a[href="{language.get_absolute_url()}"]').get_text() == "English"


def test_a_book_without_author_language_and_copies_has_a_page(client, soup):
    book = make_book(author=None, language=None)

    page = soup(client.get(book.get_absolute_url()))

    assert page.select_one("h1").get_text() == book.title
    assert page.select(".byline") == []
    assert "Written in" not in page.select_one(".facts").get_text()
    assert page.select_one(".empty").get_text(strip=True) == "The library has no copy of this book."


def test_the_copies_of_a_book_are_listed_those_on_the_shelf_first(client, soup):
    book, today = make_book(), timezone.localdate()
    make_copy(book=book, imprint="Penguin, 1995", status="r")
    make_copy(book=book, imprint="Oxford, 2009", status="o", due_back=today + timedelta(5))
    make_copy(book=book, imprint="Vintage, 2015", status="o", due_back=today - timedelta(1))
    make_copy(book=book, imprint="Norton, 2002", status="a")
    make_copy(imprint="Of another book")

    rows = soup(client.get(book.get_absolute_url())).select("tbody tr")

    cells = [[cell.get_text(" ", strip=True) for cell in row.select("td")][:2] for row in rows]
    assert cells == [
        ["Norton, 2002", "Available"],
        ["Vintage, 2015", "On loan 1 day overdue"],
        ["Oxford, 2009", "On loan"],
        ["Penguin, 1995", "Reserved"],
    ]


def test_who_has_a_copy_is_nobody_else_s_business(client, reader_client):
    copy = make_copy(status="o", borrower=make_user("secretive"), due_back=timezone.localdate())

    for browser in (client, reader_client):
        for address in (copy.get_absolute_url(), copy.book.get_absolute_url(), reverse("bookinstances")):
            assert b"secretive" not in browser.get(address).content


@pytest.mark.parametrize("status", ["a", "m", "o", "r"])
def test_only_a_copy_on_the_shelf_can_be_reserved(reader_client, soup, status):
    copy = make_copy(status=status)

    for address in (copy.get_absolute_url(), copy.book.get_absolute_url()):
        forms = soup(reader_client.get(address)).select(
            f'form[action="{reverse("bookinstance-reserve", args=[copy.pk])}"]'
        )
        assert len(forms) == (1 if status == "a" else 0)


def test_a_stranger_is_asked_to_log_in_before_reserving_and_comes_back(client, soup):
    copy = make_copy(status="a")

    for address in (copy.get_absolute_url(), copy.book.get_absolute_url()):
        link = soup(client.get(address)).find("a", string="Log in to reserve")
        assert link["href"] == f"{reverse('login')}?next={address}"


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ({}, ""),
        ({"date_of_birth": date(1775, 12, 16)}, "Born Dec. 16, 1775"),
        ({"date_of_death": date(1817, 7, 18)}, "Died July 18, 1817"),
        (
            {"date_of_birth": date(1775, 12, 16), "date_of_death": date(1817, 7, 18)},
            "Born Dec. 16, 1775, died July 18, 1817",
        ),
    ],
)
def test_an_author_s_page_tells_what_is_known_of_a_life(client, soup, dates, text):
    author = make_author(**dates)

    page = soup(client.get(author.get_absolute_url()))

    assert page.select_one("h1").get_text() == "Jane Austen"
    assert page.select_one(".byline").get_text(strip=True) == text


def test_a_copy_shows_its_book_its_imprint_and_its_loan(client, soup):
    author = make_author(first_name="Jane", last_name="Austen")
    copy = make_copy(
        book=make_book(title="Emma", author=author), imprint="Oxford, 2009", status="o", due_back=date(2001, 2, 3)
    )

    page = soup(client.get(copy.get_absolute_url()))

    facts = page.select_one(".facts").get_text(" ", strip=True)
    assert page.select_one(f'h1 a[href="{copy.book.get_absolute_url()}"]').get_text() == "Emma"
    assert page.select_one(".byline").get_text() == "by Jane Austen"
    assert "Oxford, 2009" in facts
    assert "Feb. 3, 2001" in facts
    assert str(copy.pk) in facts
    assert "overdue" in facts


def test_a_copy_without_a_book_has_a_page(client, soup):
    copy = make_copy()
    type(copy).objects.update(book=None)

    assert soup(client.get(copy.get_absolute_url())).select_one("h1").get_text() == "A copy of no book"


@pytest.mark.parametrize("model", ["author", "book", "genre", "language", "bookinstance"])
def test_only_the_staff_sees_the_tools(client, reader_client, librarian_client, soup, model):
    row = make_rows()[model]
    tools = {reverse(f"{model}-{action}", args=[row.pk]) for action in ("update", "delete")}

    def links(browser) -> set[str]:
        return {link["href"] for link in soup(browser.get(row.get_absolute_url())).select("a[href]")}

    assert tools <= links(librarian_client)
    assert not tools & links(client)
    assert not tools & links(reader_client)


def test_the_staff_can_renew_a_copy_on_loan_and_add_one_to_a_book(librarian_client, soup):
    lent, shelved = make_copy(status="o"), make_copy(status="a")

    def hrefs(row) -> list[str]:
        return [link["href"] for link in soup(librarian_client.get(row.get_absolute_url())).select("a[href]")]

    assert reverse("renew-book-librarian", args=[lent.pk]) in hrefs(lent)
    assert reverse("renew-book-librarian", args=[shelved.pk]) not in hrefs(shelved)
    assert f"{reverse('bookinstance-create')}?book={lent.book.pk}" in hrefs(lent.book)


def test_names_are_escaped_wherever_they_are_shown(client, librarian_client):
    author = make_author(first_name=NASTY[:50], last_name=NASTY[:50])
    language, genre = make_language(NASTY), make_genre(NASTY)
    book = make_book(genre, title=NASTY, summary=NASTY, author=author, language=language)
    copy = make_copy(book=book, imprint=NASTY, status="o")
    rows = [author, language, genre, book, copy]
    lists = [reverse(name) for name in ("authors", "books", "genres", "languages", "bookinstances", "index")]
    tools = [reverse(f"{row._meta.model_name}-{tool}", args=[row.pk]) for row in rows for tool in ("update", "delete")]

    for address in [*(row.get_absolute_url() for row in rows), *lists]:
        assert b"<script>alert" not in client.get(address).content
    for address in [*tools, reverse("all-borrowed"), reverse("renew-book-librarian", args=[copy.pk])]:
        response = librarian_client.get(address)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
