"""Adding and changing rows of the library."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects, assertTemplateUsed

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import (
    make_author,
    make_book,
    make_copy,
    make_genre,
    make_language,
    make_user,
    typed_book,
    typed_copy,
)

pytestmark = pytest.mark.django_db

MODELS = {"author": Author, "book": Book, "genre": Genre, "language": Language, "bookinstance": BookInstance}


@pytest.mark.parametrize("model", MODELS)
def test_the_form_has_django_s_default_name_and_a_label_for_every_field(librarian_client, soup, model):
    response = librarian_client.get(reverse(f"{model}-create"))
    page = soup(response)

    assertTemplateUsed(response, f"catalog/{model}_form.html")
    labelled = {label["for"] for label in page.select("main form label")}
    inputs = page.select("main form input:not([type=hidden]), main form select, main form textarea")
    assert inputs
    assert {element["id"] for element in inputs} <= labelled


def test_a_new_author_leads_to_its_page(librarian_client, soup):
    typed = {"first_name": "Jane", "last_name": "Austen", "date_of_birth": "1775-12-16", "date_of_death": "1817-07-18"}

    response = librarian_client.post(reverse("author-create"), typed, follow=True)

    author = Author.objects.get()
    assertRedirects(response, author.get_absolute_url())
    assert (author.first_name, author.last_name) == ("Jane", "Austen")
    assert (author.date_of_birth, author.date_of_death) == (date(1775, 12, 16), date(1817, 7, 18))
    assert soup(response).select_one(".message.success").get_text() == "Austen, Jane was added."


def test_a_new_book_leads_to_its_page(librarian_client, soup):
    typed = typed_book()

    response = librarian_client.post(reverse("book-create"), typed, follow=True)

    book = Book.objects.get()
    assertRedirects(response, book.get_absolute_url())
    assert (book.title, book.summary, book.isbn) == ("Frankenstein", "A creature is made.", typed["isbn"])
    assert (book.author_id, book.language_id) == (typed["author"], typed["language"])
    assert list(book.genre.values_list("pk", flat=True)) == typed["genre"]
    assert soup(response).select_one(".message.success").get_text() == "Frankenstein was added."


def test_a_new_copy_leads_to_its_page(librarian_client):
    reader = make_user("mary")
    due_back = timezone.localdate() + timedelta(days=9)

    response = librarian_client.post(
        reverse("bookinstance-create"), typed_copy(status="o", borrower="mary", due_back=due_back.isoformat())
    )

    copy = BookInstance.objects.get()
    assertRedirects(response, copy.get_absolute_url())
    assert (copy.book.title, copy.imprint, copy.status) == ("Frankenstein", "Penguin, 1992", "o")
    assert (copy.borrower, copy.due_back) == (reader, due_back)


@pytest.mark.parametrize("model", ["genre", "language"])
def test_a_new_label_leads_to_its_page(librarian_client, model):
    response = librarian_client.post(reverse(f"{model}-create"), {"name": "Epistolary"})

    label = MODELS[model].objects.get()
    assertRedirects(response, label.get_absolute_url())
    assert label.name == "Epistolary"


def test_a_change_shows_what_there_is_and_leads_back_to_the_page(librarian_client, soup):
    book = make_book(make_genre(), title="Frankenstien", author=make_author(first_name="Mary", last_name="Shelley"))
    address = reverse("book-update", args=[book.pk])

    form = soup(librarian_client.get(address)).select_one("main form")
    assert form.select_one("[name=title]")["value"] == "Frankenstien"
    assert form.select_one("[name=author]")["value"] == f"Shelley, Mary [{book.author.pk}]"
    typed = {name: form.select_one(f"[name={name}]")["value"] for name in ("author", "isbn")}
    typed |= {"title": "Frankenstein", "summary": "New.", "genre": [make_genre().pk], "language": ""}
    response = librarian_client.post(address, typed, follow=True)

    book.refresh_from_db()
    assertRedirects(response, book.get_absolute_url())
    assert (book.title, book.summary, book.author.last_name, book.language) == ("Frankenstein", "New.", "Shelley", None)
    assert soup(response).select_one(".message.success").get_text() == "Frankenstein was changed."


def test_an_author_can_be_changed(librarian_client, soup):
    author = make_author(first_name="Jane", last_name="Austin", date_of_birth=date(1775, 12, 16))
    address = reverse("author-update", args=[author.pk])

    form = soup(librarian_client.get(address)).select_one("main form")
    assert form.select_one("[name=date_of_birth]")["value"] == "1775-12-16"
    response = librarian_client.post(address, {"first_name": "Jane", "last_name": "Austen"})

    author.refresh_from_db()
    assertRedirects(response, author.get_absolute_url())
    assert (str(author), author.date_of_birth) == ("Austen, Jane", None)


def test_a_copy_can_be_changed(librarian_client, soup):
    copy = make_copy(status="o", borrower=make_user("mary"), due_back=date(2020, 1, 2))
    address = reverse("bookinstance-update", args=[copy.pk])

    form = soup(librarian_client.get(address)).select_one("main form")
    shown = {name: form.select_one(f"[name={name}]")["value"] for name in ("book", "imprint", "borrower", "due_back")}
    assert shown["borrower"].startswith("mary [")
    assert shown["due_back"] == "2020-01-02"
    librarian_client.post(address, shown | {"status": "o", "imprint": "Norton, 2002"})

    copy.refresh_from_db()
    assert (copy.imprint, copy.borrower.username, copy.due_back) == ("Norton, 2002", "mary", date(2020, 1, 2))


@pytest.mark.parametrize("model", ["genre", "language"])
def test_a_label_can_be_changed_even_in_its_capitals_alone(librarian_client, model):
    label = MODELS[model].objects.create(name="poetry")

    response = librarian_client.post(reverse(f"{model}-update", args=[label.pk]), {"name": "Poetry"})

    label.refresh_from_db()
    assertRedirects(response, label.get_absolute_url())
    assert label.name == "Poetry"


def test_a_genre_made_a_moment_ago_can_be_chosen(librarian_client, soup):
    librarian_client.get(reverse("book-create"))

    genre = make_genre("Fresh")

    page = soup(librarian_client.get(reverse("book-create")))
    assert page.select_one(f'input[name=genre][value="{genre.pk}"]')


def test_the_form_of_a_copy_starts_with_the_book_it_was_asked_for(librarian_client, soup):
    book = make_book()

    page = soup(librarian_client.get(reverse("bookinstance-create"), {"book": book.pk}))

    assert page.select_one("[name=book]")["value"] == str(book.pk)


@pytest.mark.parametrize("model", MODELS)
def test_cancel_leads_back(librarian_client, soup, model):
    row = {"author": make_author, "book": make_book, "genre": make_genre, "language": make_language}.get(
        model, make_copy
    )()

    new = soup(librarian_client.get(reverse(f"{model}-create"))).find("a", string="Cancel")
    change = soup(librarian_client.get(reverse(f"{model}-update", args=[row.pk]))).find("a", string="Cancel")

    assert new["href"] == reverse(f"{model}s")
    assert change["href"] == row.get_absolute_url()


def test_an_isbn_may_be_typed_as_it_is_printed(librarian_client):
    author, genre = make_author(), make_genre()

    librarian_client.post(
        reverse("book-create"),
        {
            "title": "Persuasion",
            "author": author.pk,
            "summary": "Eight years later.",
            "isbn": "978-0-14-143968-6",
            "genre": [genre.pk],
        },
    )

    assert Book.objects.get().isbn == "9780141439686"
