"""The error messages of the forms, and their positions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import make_book, make_user, typed_book, typed_copy

pytestmark = pytest.mark.django_db

MODELS = {"author": Author, "book": Book, "genre": Genre, "language": Language, "bookinstance": BookInstance}
NAME_EXISTS = "This name exists already, perhaps with other capital letters."


def errors_beside(page) -> dict[str, list[str]]:
    """Return the errors at each field, by the label of the field."""
    return {
        field.select_one("label, legend").get_text(): [error.get_text() for error in field.select(".errorlist li")]
        for field in page.select(".field")
        if field.select(".errorlist")
    }


@pytest.mark.parametrize("model", MODELS)
def test_an_empty_form_says_beside_each_field_what_is_missing(librarian_client, soup, model):
    required = {
        "author": {"First name", "Last name"},
        "book": {"Title", "Author", "Summary", "ISBN", "Genre"},
        "bookinstance": {"Book", "Imprint", "Status"},
    }.get(model, {"Name"})

    response = librarian_client.post(reverse(f"{model}-create"), {})

    assert response.status_code == 200
    assert errors_beside(soup(response)) == {field: ["This field is required."] for field in required}
    assert not MODELS[model].objects.exists()


def test_an_error_is_tied_to_its_field(librarian_client, soup):
    page = soup(librarian_client.post(reverse("genre-create"), {"name": ""}))

    name = page.select_one("[name=name]")
    assert name["aria-invalid"] == "true"
    assert "id_name_error" in name["aria-describedby"].split()
    assert page.select_one("#id_name_error").get_text(strip=True) == "This field is required."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9780141439519", "The check digit is wrong. Check the number for a typing error."),
        ("978014143951X", "An ISBN has 13 digits, without hyphens or spaces."),
        ("0141439513", "An ISBN has 13 digits, without hyphens or spaces."),
        ("978-014143951", "An ISBN has 13 digits, without hyphens or spaces."),
        ("\N{FULLWIDTH DIGIT NINE}780141439518", "An ISBN has 13 digits, without hyphens or spaces."),
    ],
)
def test_an_invalid_isbn_is_refused_beside_its_field_and_kept_for_correction(librarian_client, soup, typed, sentence):
    page = soup(librarian_client.post(reverse("book-create"), typed_book(isbn=typed)))

    assert errors_beside(page) == {"ISBN": [sentence]}
    assert page.select_one("[name=isbn]")["value"] == typed
    assert page.select_one("[name=title]")["value"] == "Frankenstein"
    assert not Book.objects.exists()


def test_a_second_book_with_the_same_isbn_is_refused(librarian_client, soup):
    book = make_book()

    page = soup(librarian_client.post(reverse("book-create"), typed_book(isbn=book.isbn)))

    assert errors_beside(page) == {"ISBN": ["Book with this ISBN already exists."]}
    assert Book.objects.count() == 1


def test_a_summary_has_at_most_1000_characters(librarian_client, soup):
    too_long = soup(librarian_client.post(reverse("book-create"), typed_book(summary="x" * 1001)))
    assert errors_beside(too_long) == {"Summary": ["Ensure this value has at most 1000 characters (it has 1001)."]}

    assert librarian_client.post(reverse("book-create"), typed_book(summary="x" * 1000)).status_code == 302


def test_a_death_before_the_birth_is_refused_with_a_sentence(librarian_client, soup):
    typed = {"first_name": "Jane", "last_name": "Austen", "date_of_birth": "1817-07-18", "date_of_death": "1775-12-16"}

    response = librarian_client.post(reverse("author-create"), typed)

    assert response.status_code == 200
    alert = soup(response).select_one("[role=alert]").get_text(strip=True)
    assert alert == "The date of death is before the date of birth."
    assert not Author.objects.exists()


@pytest.mark.parametrize("model", ["genre", "language"])
@pytest.mark.parametrize("name", ["Poetry", "poetry", "POETRY", " poetry "])
def test_a_name_that_exists_is_refused_with_a_sentence_regardless_of_case(librarian_client, soup, model, name):
    MODELS[model].objects.create(name="Poetry")

    response = librarian_client.post(reverse(f"{model}-create"), {"name": name})

    assert response.status_code == 200
    assert errors_beside(soup(response)) == {"Name": [NAME_EXISTS]}
    assert MODELS[model].objects.count() == 1


@pytest.mark.parametrize("model", ["genre", "language"])
def test_a_name_cannot_be_changed_to_one_that_exists(librarian_client, soup, model):
    MODELS[model].objects.create(name="Poetry")
    other = MODELS[model].objects.create(name="Prose")

    response = librarian_client.post(reverse(f"{model}-update", args=[other.pk]), {"name": "poetry"})

    assert errors_beside(soup(response)) == {"Name": [NAME_EXISTS]}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"status": "o"}, {"Due back": ["A copy on loan needs a due date."]}),
        ({"status": "a", "due_back": "2030-01-01"}, {"Status": ["A copy on the shelf has no reader and no due date."]}),
        ({"status": "a", "borrower": "mary"}, {"Status": ["A copy on the shelf has no reader and no due date."]}),
        ({"due_back": "the first of May"}, {"Due back": ["Enter a valid date."]}),
        ({"imprint": "x" * 201}, {"Imprint": ["Ensure this value has at most 200 characters (it has 201)."]}),
        (
            {"status": "x"},
            {"Status": ["Select a valid choice. x is not one of the available choices."]},
        ),
    ],
)
def test_a_copy_whose_loan_makes_no_sense_is_refused_beside_the_field(librarian_client, soup, typed, errors):
    make_user("mary")

    response = librarian_client.post(reverse("bookinstance-create"), typed_copy(**typed))

    assert errors_beside(soup(response)) == errors
    assert not BookInstance.objects.exists()


@pytest.mark.parametrize("value", ["x", "999999", "-1"])
@pytest.mark.parametrize("field", ["genre", "language"])
def test_a_label_that_is_not_there_is_refused(librarian_client, soup, field, value):
    response = librarian_client.post(reverse("book-create"), typed_book(**{field: value}))

    assert list(errors_beside(soup(response))) == [field.capitalize()]
