"""Deletion: the confirmation, the refusal for rows with dependents, and the rows that are kept."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects, assertTemplateUsed

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import make_author, make_book, make_copy, make_genre, make_language

pytestmark = pytest.mark.django_db

MODELS = {"author": Author, "book": Book, "genre": Genre, "language": Language, "bookinstance": BookInstance}
MAKERS = {"author": make_author, "book": make_book, "genre": make_genre, "language": make_language}


def address_of(row) -> str:
    """Return the URL that deletes ``row``."""
    return reverse(f"{row._meta.model_name}-delete", args=[row.pk])


@pytest.mark.parametrize("method", ["delete", "put", "patch"])
@pytest.mark.parametrize("model", MODELS)
def test_only_the_form_deletes(librarian_client, model, method):
    row = MAKERS.get(model, make_copy)()

    response = getattr(librarian_client, method)(address_of(row))

    assert response.status_code == 405
    assert MODELS[model].objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_deleting_asks_once_more_and_then_leads_to_the_list(librarian_client, soup, model):
    row = MAKERS.get(model, make_copy)()
    name = str(row)

    question = librarian_client.get(address_of(row))
    assertTemplateUsed(question, f"catalog/{model}_confirm_delete.html")
    assert "This cannot be undone." in soup(question).select_one("main").get_text()
    assert MODELS[model].objects.filter(pk=row.pk).exists()

    answer = librarian_client.post(address_of(row), follow=True)
    assertRedirects(answer, reverse(f"{model}s"))
    assert not MODELS[model].objects.filter(pk=row.pk).exists()
    assert soup(answer).select_one(".message.success").get_text() == f"{name} was deleted."


@pytest.mark.parametrize("model", ["author", "book"])
def test_what_others_depend_on_is_not_deleted_and_the_page_says_what_is_in_the_way(librarian_client, soup, model):
    copy = make_copy(book=make_book(title="Emma"))
    row, obstacle = {"author": (copy.book.author, copy.book), "book": (copy.book, copy)}[model]

    question, answer = librarian_client.get(address_of(row)), librarian_client.post(address_of(row))

    assert (question.status_code, answer.status_code) == (200, 409)
    assert MODELS[model].objects.filter(pk=row.pk).exists()
    for response in (question, answer):
        alert = soup(response).select_one("[role=alert]")
        assert "This cannot be deleted yet." in alert.get_text()
        assert [(link["href"], link.get_text()) for link in alert.select("a")] == [
            (obstacle.get_absolute_url(), str(obstacle))
        ]
        assert soup(response).find("button", string="Delete") is None


@pytest.mark.parametrize(("number", "more"), [(10, False), (11, True)])
def test_of_many_obstacles_the_page_names_ten(librarian_client, soup, number, more):
    author = make_author()
    for _ in range(number):
        make_book(author=author)

    items = [item.get_text() for item in soup(librarian_client.get(address_of(author))).select("[role=alert] li")]

    assert len([item for item in items if item != "and more"]) == 10
    assert ("and more" in items) is more


def test_an_author_can_be_deleted_once_the_books_are_gone(librarian_client):
    book = make_book()
    author = book.author

    assert librarian_client.post(address_of(author)).status_code == 409
    librarian_client.post(address_of(book))
    librarian_client.post(address_of(author))

    assert not Author.objects.exists()


def test_the_books_of_a_genre_stay(librarian_client, soup):
    genre = make_genre()
    book = make_book(genre)

    assert "Its books stay" in soup(librarian_client.get(address_of(genre))).select_one("main").get_text()
    librarian_client.post(address_of(genre))

    assert list(Book.objects.get(pk=book.pk).genre.all()) == []


def test_the_books_of_a_language_stay(librarian_client, soup):
    book = make_book()

    assert "Its books stay" in soup(librarian_client.get(address_of(book.language))).select_one("main").get_text()
    librarian_client.post(address_of(book.language))

    assert Book.objects.get(pk=book.pk).language is None


def test_what_is_deleted_twice_is_not_found(librarian_client):
    genre = make_genre()
    address = address_of(genre)

    assert librarian_client.post(address).status_code == 302
    assert librarian_client.post(address).status_code == 404
