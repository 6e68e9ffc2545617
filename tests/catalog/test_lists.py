"""Lists: rows per page, links between pages, and the texts of empty lists."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed

from catalog.models import Author, Book, BookInstance, Genre, Language
from tests.factories import make_author, make_book, make_copy, make_genre, make_language

pytestmark = pytest.mark.django_db

MODELS = {
    "authors": Author,
    "books": Book,
    "genres": Genre,
    "languages": Language,
    "bookinstances": BookInstance,
}
FILED_UNDER = ("author", "genre", "language")


def make_rows(route: str, number: int) -> None:
    """Create rows with equal sort keys where the model allows it, so that the primary key determines the order."""
    match route:
        case "authors":
            Author.objects.bulk_create(Author(first_name="Ann", last_name="Lee") for _ in range(number))
        case "books":
            author, language = make_author(), make_language()
            for _ in range(number):
                make_book(title="Same", author=author, language=language)
        case "genres" | "languages":
            MODELS[route].objects.bulk_create(MODELS[route](name=f"Name {name}") for name in range(number))
        case "bookinstances":
            book = make_book()
            for _ in range(number):
                make_copy(book=book)


def titles(page) -> list[str]:
    """Return the titles of the rows of a list."""
    return [title.get_text(strip=True) for title in page.select(".shelf .title")]


def page_links(page) -> list[str]:
    """Return the URLs of the links between the pages of a list."""
    return [link["href"] for link in page.select("nav.pages ol a, nav.pages > a")]


@pytest.mark.parametrize("route", MODELS)
def test_a_list_has_django_s_default_names(client, route):
    make_rows(route, 3)
    name = MODELS[route]._meta.model_name

    response = client.get(reverse(route))

    assertTemplateUsed(response, f"catalog/{name}_list.html")
    assert list(response.context[f"{name}_list"]) == list(response.context["object_list"])
    assert len(response.context[f"{name}_list"]) == 3
    assert response.context["is_paginated"] is False


@pytest.mark.parametrize("route", MODELS)
def test_a_list_has_ten_rows_to_a_page(client, soup, route):
    make_rows(route, 13)

    first, second = client.get(reverse(route)), client.get(reverse(route), {"page": 2})

    assert first.context["is_paginated"] is True
    assert (first.context["page_obj"].number, second.context["page_obj"].number) == (1, 2)
    assert (len(titles(soup(first))), len(titles(soup(second)))) == (10, 3)


@pytest.mark.parametrize("route", MODELS)
def test_the_pages_together_have_every_row_once(client, route):
    make_rows(route, 25)

    pages = [client.get(reverse(route), {"page": number}).context["object_list"] for number in (1, 2, 3)]

    shown = [row.pk for page in pages for row in page]
    assert sorted(shown) == sorted(MODELS[route].objects.values_list("pk", flat=True))


def test_authors_are_listed_by_last_name_and_first_name(client, soup):
    for first, last in [("Emily", "Brontë"), ("Jane", "Austen"), ("Anne", "Brontë")]:
        make_author(first_name=first, last_name=last)

    assert titles(soup(client.get(reverse("authors")))) == ["Austen, Jane", "Brontë, Anne", "Brontë, Emily"]


def test_books_are_listed_by_title(client, soup):
    for title in ("Persuasion", "Emma", "Lady Susan"):
        make_book(title=title)

    assert titles(soup(client.get(reverse("books")))) == ["Emma", "Lady Susan", "Persuasion"]


def test_copies_are_listed_by_the_day_they_are_due_back(client, soup):
    today = timezone.localdate()
    for title, days in [("Later", 9), ("Overdue", -3), ("Soon", 2)]:
        make_copy(book=make_book(title=title), due_back=today + timedelta(days), status="o")

    page = soup(client.get(reverse("bookinstances")))

    assert titles(page) == ["Overdue", "Soon", "Later"]
    assert [mark.get_text() for mark in page.select(".mark.overdue")] == ["3 days overdue"]


@pytest.mark.parametrize(("route", "make"), [("genres", make_genre), ("languages", make_language)])
def test_a_label_is_listed_with_the_number_of_its_books(client, soup, route, make):
    for name, number in [("One", 1), ("None", 0), ("Two", 2)]:
        label = make(name)
        for _ in range(number):
            make_book(*[label] if route == "genres" else [], language=label if route == "languages" else None)

    rows = soup(client.get(reverse(route))).select(".shelf li")

    assert [row.select_one(".soft").get_text() for row in rows] == ["0 books", "1 book", "2 books"]


@pytest.mark.parametrize("model", FILED_UNDER)
def test_the_page_of_a_label_or_an_author_lists_its_own_books_in_pages(client, soup, model):
    genre, author, language = make_genre(), make_author(), make_language()
    for number in range(12):
        make_book(genre, title=f"Mine {number:02}", author=author, language=language)
    make_book(title="Another", author=make_author(), language=make_language("French"))
    label = {"author": author, "genre": genre, "language": language}[model]

    first, second = client.get(label.get_absolute_url()), client.get(label.get_absolute_url(), {"page": 2})

    assertTemplateUsed(first, f"catalog/{model}_detail.html")
    assert first.context[model] == first.context["object"] == label
    assert titles(soup(first)) == [f"Mine {number:02}" for number in range(10)]
    assert titles(soup(second)) == ["Mine 10", "Mine 11"]


@pytest.mark.parametrize(("preferred", "rows"), [(10, 10), (25, 25), (100, 27)])
@pytest.mark.parametrize("route", ["authors", "books"])
def test_a_visitor_chooses_how_many_rows_a_page_has(client, soup, route, preferred, rows):
    make_rows(route, 27)

    client.post(reverse("preferences"), {"page_size": preferred, "accent": "brass", "theme": "system"})

    assert len(titles(soup(client.get(reverse(route))))) == rows


def test_the_note_below_a_list_leads_to_the_preferences_and_back(client, soup):
    make_rows("authors", 11)

    link = soup(client.get(reverse("authors"), {"page": 2})).select_one("nav.pages .note a")

    assert link.get_text() == "10 a page"
    assert urlsplit(link["href"]).path == reverse("preferences")
    assert parse_qs(urlsplit(link["href"]).query)["next"] == ["/catalog/authors/?page=2"]


def test_a_list_of_one_page_has_no_page_links(client, soup):
    make_rows("authors", 10)

    assert soup(client.get(reverse("authors"))).select("nav.pages") == []


def test_page_links_keep_what_was_asked_for(client, soup):
    genre = make_genre("Novel")
    author = make_author()
    for _ in range(31):
        make_book(genre, title="Tea & sympathy", author=author)
    asked = {"q": "tea &", "genre": str(genre.pk), "language": ""}

    links = page_links(soup(client.get(reverse("books"), asked | {"page": "2"})))

    queries = [parse_qs(urlsplit(link).query, keep_blank_values=True) for link in links]
    assert {query.pop("page")[0] for query in queries} == {"1", "3", "4"}
    assert all(query == {name: [value] for name, value in asked.items()} for query in queries)


def test_page_links_lead_to_pages_that_exist(client, soup):
    make_rows("authors", 35)

    links = page_links(soup(client.get(reverse("authors"))))

    assert len(links) == 4
    assert all(client.get(reverse("authors") + link).status_code == 200 for link in links)


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (1, ["1", "2", "3", "…", "13"]),
        (7, ["1", "…", "5", "6", "7", "8", "9", "…", "13"]),
        (13, ["1", "…", "11", "12", "13"]),
    ],
)
def test_of_many_pages_only_the_nearest_and_the_outermost_are_linked(client, soup, page, numbers):
    make_rows("authors", 130)

    found = soup(client.get(reverse("authors"), {"page": page}))

    assert [item.get_text(strip=True) for item in found.select("nav.pages ol li")] == numbers
    assert found.select_one("nav.pages [aria-current=page]").get_text() == str(page)
    assert bool(found.select("a[rel=prev]")) is (page > 1)
    assert bool(found.select("a[rel=next]")) is (page < 13)


@pytest.mark.parametrize("number", ["0", "-1", "3", "99999999999999999999", "two", "1.5", " ", "\0"])
@pytest.mark.parametrize("route", ["authors", "books"])
def test_a_page_that_is_not_there_is_not_found(client, route, number):
    make_rows(route, 12)

    assert client.get(reverse(route), {"page": number}).status_code == 404


def test_the_last_page_can_be_asked_for_by_name(client):
    make_rows("authors", 12)

    assert client.get(reverse("authors"), {"page": "last"}).context["page_obj"].number == 2


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        ("authors", "The catalog has no authors yet."),
        ("books", "The catalog is empty"),
        ("genres", "The catalog has no genres yet."),
        ("languages", "The catalog has no languages yet."),
        ("bookinstances", "The library has no copies yet."),
    ],
)
def test_an_empty_list_says_so(client, soup, route, sentence):
    response = client.get(reverse(route))

    assert response.status_code == 200
    assert sentence in soup(response).select_one(".empty").get_text()


@pytest.mark.parametrize("model", FILED_UNDER)
def test_a_label_or_an_author_without_books_says_so(client, soup, model):
    label = {"author": make_author, "genre": make_genre, "language": make_language}[model]()

    response = client.get(label.get_absolute_url())

    assert response.status_code == 200
    assert soup(response).select_one(".empty p").get_text().startswith(("The catalog has no book", "No book is filed"))


def test_only_the_staff_sees_the_way_to_add_a_row(client, librarian_client, soup):
    for route, model in MODELS.items():
        address = reverse(f"{model._meta.model_name}-create")
        assert soup(librarian_client.get(reverse(route))).select(f'main a[href="{address}"]')
        assert not soup(client.get(reverse(route))).select(f'a[href="{address}"]')


def test_every_list_links_to_the_rows_it_shows(client, soup):
    make_copy(book=make_book(make_genre()))

    for route, model in MODELS.items():
        links = {link["href"] for link in soup(client.get(reverse(route))).select(".shelf .title a")}
        assert links == {row.get_absolute_url() for row in model.objects.all()}
