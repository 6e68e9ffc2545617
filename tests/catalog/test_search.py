"""The search and the filters of the list of books."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Book
from tests.factories import isbn, make_author, make_book, make_copy, make_genre, make_language

pytestmark = pytest.mark.django_db

# Not every database can store lone surrogates and NUL.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
# Each example cleans up after itself.
MANY = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def shelf() -> None:
    """A few books to find."""
    emily = make_author(first_name="Emily", last_name="Brontë")
    jane = make_author(first_name="Jane", last_name="Austen")
    gabriel = make_author(first_name="Gabriel", last_name="García Márquez")
    english, spanish = make_language("English"), make_language("Spanish")
    novel, gothic = make_genre("Novel"), make_genre("Gothic")
    heights = make_book(novel, gothic, title="Wuthering Heights", author=emily, language=english, isbn=isbn(1111))
    abbey = make_book(novel, gothic, title="Northanger Abbey", author=jane, language=english, isbn=isbn(2222))
    make_book(novel, title="Emma", author=jane, language=english, isbn=isbn(3333))
    make_book(novel, title="Crónica de una muerte", author=gabriel, language=spanish, isbn=isbn(4444))
    make_copy(book=heights, status="a")
    make_copy(book=heights, status="a")
    make_copy(book=abbey, status="o")


def find(client, **asked: object) -> list[str]:
    """Return the titles in the list for these fields of the form."""
    response = client.get(reverse("books"), asked)
    assert response.status_code == 200
    return [book.title for book in response.context["book_list"]]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("heights", ["Wuthering Heights"]),
        ("wuther", ["Wuthering Heights"]),
        ("austen", ["Emma", "Northanger Abbey"]),
        ("jane austen", ["Emma", "Northanger Abbey"]),
        ("austen jane abbey", ["Northanger Abbey"]),
        ("jane heights", []),
        ("bronte", ["Wuthering Heights"]),
        ("BRONTË", ["Wuthering Heights"]),
        ("cronica", ["Crónica de una muerte"]),
        ("CRÓNICA MARQUEZ", ["Crónica de una muerte"]),
        ("  emma  ", ["Emma"]),
        ("em", ["Emma", "Wuthering Heights"]),
        ("dickens", []),
    ],
)
def test_every_word_is_looked_for_in_title_and_author(client, shelf, text, titles):
    assert find(client, q=text) == titles


@pytest.mark.parametrize("text", ["9790000003333", "979-0-0000-0333-3", "979-0-0000", "97900"])
def test_a_book_is_found_by_its_isbn_with_and_without_hyphens(client, text):
    make_book(title="Wanted", isbn="9790000003333")
    make_book(title="Another", isbn="9780141439518")

    assert find(client, q=text) == ["Wanted"]


def test_no_words_find_all_books(client, shelf):
    assert len(find(client, q="   ")) == 4


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("%", ["100% true"]),
        ("_", ["snake_case"]),
        ("\\", ["back\\slash"]),
        ("100%", ["100% true"]),
        ("e_c", ["snake_case"]),
        ("1%e", []),
        ("'", ["The reader's book"]),
        ("\N{RIGHT SINGLE QUOTATION MARK}", ["The reader's book"]),
        ('"', ['"Quoted"']),
    ],
)
def test_every_character_stands_for_itself(client, text, titles):
    for title in ("100% true", "snake_case", "back\\slash", "The reader's book", '"Quoted"', "Plain"):
        make_book(title=title)

    assert find(client, q=text) == titles


def test_filters_narrow_the_list(client, shelf):
    gothic, english, spanish = make_genre("Gothic"), make_language("English"), make_language("Spanish")

    assert find(client, genre=gothic.pk) == ["Northanger Abbey", "Wuthering Heights"]
    assert find(client, language=spanish.pk) == ["Crónica de una muerte"]
    assert find(client, language=english.pk) == ["Emma", "Northanger Abbey", "Wuthering Heights"]
    assert find(client, available="on") == ["Wuthering Heights"]


def test_filters_and_words_narrow_the_list_together(client, shelf):
    gothic, english, spanish = make_genre("Gothic"), make_language("English"), make_language("Spanish")

    assert find(client, genre=gothic.pk, language=english.pk) == ["Northanger Abbey", "Wuthering Heights"]
    assert find(client, genre=gothic.pk, available="on") == ["Wuthering Heights"]
    assert find(client, genre=gothic.pk, q="austen") == ["Northanger Abbey"]
    assert find(client, genre=gothic.pk, language=spanish.pk) == []
    assert find(client, genre=gothic.pk, language=english.pk, available="on", q="emily") == ["Wuthering Heights"]


def test_a_book_with_two_copies_on_the_shelf_is_found_once(client, shelf):
    response = client.get(reverse("books"), {"available": "on"})

    assert response.context["paginator"].count == 1


def test_the_form_shows_what_was_asked_for(client, soup, shelf):
    gothic = make_genre("Gothic")

    page = soup(client.get(reverse("books"), {"q": "heights", "genre": gothic.pk, "available": "on"}))

    assert page.select_one("input[name=q]")["value"] == "heights"
    assert page.select_one("select[name=genre] [selected]").get_text() == "Gothic"
    assert page.select_one("select[name=language] [selected]").get_text() == "All languages"
    assert page.select_one("input[name=available]").has_attr("checked")
    assert page.select_one(".byline").get_text() == "1 found"


def test_the_filters_offer_a_genre_as_soon_as_it_exists(client, soup):
    client.get(reverse("books"))

    make_genre("Fresh")

    assert "Fresh" in soup(client.get(reverse("books"))).select_one("select[name=genre]").get_text()


@pytest.mark.parametrize(
    "asked",
    [
        {"genre": "x"},
        {"genre": "999999"},
        {"genre": "-1"},
        {"language": "1 OR 1=1"},
        {"language": "9" * 40},
        {"q": "x" * 201},
        {"q": "nul\0"},
    ],
)
def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(client, soup, shelf, asked):
    response = client.get(reverse("books"), asked)

    assert response.status_code == 200
    assert list(response.context["book_list"]) == []
    assert soup(response).select_one(".errorlist").get_text(strip=True)


def test_a_search_without_result_helps(client, soup, shelf):
    empty = soup(client.get(reverse("books"), {"q": "dickens"})).select_one(".empty")

    assert empty.select_one("h2").get_text() == "No book fits"
    assert "another spelling" in empty.get_text()
    assert empty.select_one("a")["href"] == reverse("books")


def test_what_was_typed_is_escaped(client, soup, shelf):
    response = client.get(reverse("books"), {"q": '"><script>alert(1)</script>'})

    assert b"<script>alert" not in response.content
    assert soup(response).select_one("input[name=q]")["value"] == '"><script>alert(1)</script>'


def test_of_a_very_long_text_only_the_first_words_count(client):
    make_book(title="One two three four five six seven eight")

    assert find(client, q="one two three four five six seven eight nine ten") == [
        "One two three four five six seven eight"
    ]


@MANY
@given(text=st.text(max_size=250))
def test_no_text_breaks_the_search(client, shelf, text):
    response = client.get(reverse("books"), {"q": text.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200


@MANY
@given(title=TEXT.filter(str.strip), data=st.data())
def test_a_book_is_found_by_any_word_of_its_title(client, title, data):
    book = make_book(title=title)
    word = data.draw(st.sampled_from(title.split()))

    try:
        assert Book.objects.search(word).filter(pk=book.pk).exists()
        assert Book.objects.search(word.upper()).filter(pk=book.pk).exists()
        found = client.get(reverse("books"), {"q": word, "page": "last"})
        assert book in list(found.context["paginator"].object_list)
    finally:
        book.delete()


@MANY
@given(name=TEXT.filter(str.strip))
def test_a_book_is_found_by_the_name_of_its_author(name):
    author = make_author(first_name=name, last_name="Austen")
    book = make_book(author=author)

    assert Book.objects.search(f"{name} austen").filter(pk=book.pk).exists()
    book.delete()
    author.delete()
