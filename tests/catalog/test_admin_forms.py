"""The forms of the library in Django's admin, with their inlines."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.urls import reverse

from catalog.admin.quick import MOST_INLINE
from catalog.choices import label_choices
from catalog.growth import grow
from catalog.models import Author, Book, Genre, Language
from tests.admin_browser import MODELS, AdminBrowser, address
from tests.factories import make_author, make_book, make_copy, make_genre, make_language, make_user
from tests.queries import statements_of
from tests.sessions import log_in

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6


@pytest.fixture
def desk(librarian) -> AdminBrowser:
    """The browser of the librarian, who is staff and no superuser."""
    return AdminBrowser(librarian)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", ["add", "change"])
def test_no_form_offers_every_row_of_the_library(desk, model, name):
    list(grow(100))
    User.objects.bulk_create(User(username=f"reader {number}") for number in range(100))
    args = [apps.get_model("catalog", model).objects.first().pk] if name == "change" else []

    selects = desk.page(model, name, *args).select("select")

    longest = max((len(select.select("option")) for select in selects), default=0)

    assert longest <= Genre.objects.count()


def test_an_author_shows_the_books_with_links(desk):
    book = make_book(title="Emma")

    shown = desk.page("author", "change", book.author_id)

    row = shown.select_one("#book_set-group tr.has_original")
    assert row.select_one("input[name$=title]")["value"] == "Emma"
    assert row.select_one("a.inlinechangelink")["href"].startswith(address("book", "change", book.pk))


@pytest.mark.parametrize(("model", "below"), [("author", "book_set"), ("book", "bookinstance_set")])
def test_no_empty_rows_stand_below_a_form(desk, model, below):
    book = make_copy().book

    shown = desk.page(model, "change", book.pk if model == "book" else book.author_id)

    total, filled = (shown.select_one(f"#id_{below}-{name}_FORMS")["value"] for name in ("TOTAL", "INITIAL"))
    assert total == filled == "1"


def test_an_author_of_many_books_shows_the_first_and_links_to_all(desk):
    author = make_author()
    for number in range(MOST_INLINE + 5):
        make_book(author=author, title=f"Part {number:02}")
    make_book(author=make_author(last_name="Other"))

    shown = desk.page("author", "change", author.pk)

    titles = [field["value"] for field in shown.select("#book_set-group input[name$=title]")]
    assert titles == [f"Part {number:02}" for number in range(MOST_INLINE)]
    link = shown.select_one(".field-all_books a")["href"]
    assert link == f"{address('book')}?author__id__exact={author.pk}"
    assert len(desk.rows("book", author__id__exact=author.pk)) == MOST_INLINE + 5


def test_an_author_of_many_books_can_be_saved(desk):
    author = make_author()
    books = [make_book(author=author, title=f"Part {number:02}") for number in range(MOST_INLINE + 5)]

    changed = {"last_name": "Musil", "book_set-1-title": "Part 01, revised"}
    response = desk.post("author", "change", author.pk, **changed)

    author.refresh_from_db()
    assert response.status_code == 302
    assert author.last_name == "Musil"
    assert author.book_set.count() == len(books)
    assert Book.objects.get(pk=books[1].pk).search_title == "part 01, revised"


def test_a_new_author_can_be_saved(desk):
    desk.post("author", "add", first_name="Robert", last_name="Musil")

    assert Author.objects.get().search_name == "robert musil"


def test_an_author_who_dies_before_birth_is_refused(desk, soup):
    dates = {"date_of_birth": "1900-01-01", "date_of_death": "1800-01-01"}

    response = desk.post("author", "add", first_name="A", last_name="B", **dates)

    assert "The date of death is before the date of birth." in soup(response).select_one(".errorlist").get_text()
    assert not Author.objects.exists()


def test_a_book_with_its_copies_can_be_changed(desk):
    drama, poetry = make_genre("Drama"), make_genre("Poetry")
    book = make_book(drama, title="Faust")
    ann = make_user("ann")
    make_copy(book=book, borrower=ann, status="o", due_back=date(2030, 1, 1), imprint="Cotta, 1808")

    changed = {"title": "Faust II", "genre": [poetry.pk], "bookinstance_set-0-imprint": "Cotta, 1832"}
    response = desk.post("book", "change", book.pk, **changed)

    book.refresh_from_db()
    assert response.status_code == 302
    assert (book.title, list(book.genre.all())) == ("Faust II", [poetry])
    copy = book.bookinstance_set.get()
    assert (copy.imprint, copy.borrower, copy.due_back) == ("Cotta, 1832", ann, date(2030, 1, 1))


def test_a_book_shows_who_has_a_copy(desk):
    copy = make_copy(borrower=make_user("ann"), status="o", due_back=date(2030, 1, 1))

    shown = desk.page("book", "change", copy.book_id)

    row = shown.select_one("#bookinstance_set-group tr.has_original")
    assert "ann" in row.select_one(".field-borrower").get_text()
    assert row.select_one("a.inlinechangelink")["href"].startswith(address("bookinstance", "change", copy.pk))


def test_a_new_book_with_a_copy_can_be_saved(desk):
    genre, language, author = make_genre(), make_language(), make_author()
    fields = {
        "title": "Emma",
        "author": author.pk,
        "summary": "A match is made.",
        "isbn": "9780141439587",
        "genre": [genre.pk],
        "language": language.pk,
        "bookinstance_set-TOTAL_FORMS": "1",
        "bookinstance_set-0-imprint": "Penguin, 2003",
        "bookinstance_set-0-status": "a",
    }

    response = desk.post("book", "add", **fields)

    assert response.status_code == 302
    assert Book.objects.get().bookinstance_set.get().imprint == "Penguin, 2003"


def test_a_genre_added_a_moment_ago_is_offered(desk):
    desk.page("book", "add")
    desk.post("genre", "add", name="Haiku")

    assert "Haiku" in desk.page("book", "add").select_one("select[name=genre]").get_text()


def test_a_copy_can_be_lent(desk):
    copy, ann = make_copy(status="a"), make_user("ann")

    response = desk.post("bookinstance", "change", copy.pk, status="o", borrower=ann.pk, due_back="2030-01-01")

    copy.refresh_from_db()
    assert response.status_code == 302
    assert (copy.status, copy.borrower, copy.due_back) == ("o", ann, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("model", "field", "term"), [("book", "author", "brontë"), ("bookinstance", "book", "eyre bronte")]
)
def test_a_form_suggests_while_one_types(desk, model, field, term):
    book = make_book(title="Jane Eyre", author=make_author(first_name="Charlotte", last_name="Brontë"))
    make_book(title="Emma", author=make_author())
    query = {"app_label": "catalog", "model_name": model, "field_name": field, "term": term}

    found = desk.client.get(reverse("admin:autocomplete"), query).json()

    chosen = getattr(book, field, book)
    assert found["results"] == [{"id": str(chosen.pk), "text": str(chosen)}]


def test_deleting_a_genre_leaves_its_books(desk):
    drama = make_genre("Drama")
    books = [make_book(drama) for _ in range(3)]

    asked = desk.page("genre", "delete", drama.pk).select_one("#content").get_text()
    desk.client.post(address("genre", "delete", drama.pk), {"post": "yes"})

    assert "Drama" in asked
    assert books[0].title not in asked
    assert "relationship" not in asked
    assert not Genre.objects.exists()
    assert Book.objects.count() == 3


def test_genres_can_be_deleted_from_the_list(desk):
    drama, poetry = make_genre("Drama"), make_genre("Poetry")
    make_book(drama)

    chosen = {"action": "delete_selected", "_selected_action": [drama.pk]}
    asked = desk.client.post(address("genre"), chosen)
    desk.client.post(address("genre"), chosen | {"post": "yes"})

    assert asked.status_code == 200
    assert list(Genre.objects.all()) == [poetry]


def test_an_author_with_books_is_not_deleted(desk):
    book = make_book()

    asked = desk.page("author", "delete", book.author_id).select_one("#content").get_text()
    desk.client.post(address("author", "delete", book.author_id), {"post": "yes"})

    assert book.title in asked
    assert Author.objects.exists()


@pytest.mark.parametrize("model", MODELS)
def test_a_form_links_to_the_page_in_the_library(desk, model):
    copy = make_copy(book=make_book(make_genre()))
    book = copy.book
    row = {"author": book.author, "book": book, "bookinstance": copy, "language": book.language}.get(model)
    row = row or book.genre.get()

    link = desk.page(model, "change", row.pk).select_one(".viewsitelink")

    assert link["href"] == row.get_absolute_url()


@pytest.mark.parametrize(("model", "name"), [(Author, "author"), (Book, "book")])
def test_a_form_asks_as_much_for_many_rows_below_it_as_for_few(client, model, name):
    log_in(client, make_user("root", is_staff=True, is_superuser=True))
    book = make_book(make_genre())
    readers = [make_user(f"reader {number}") for number in range(10)]

    def statements() -> int:
        for label in (Genre, Language):
            label_choices(label)
        return len(statements_of(client, address(name, "change", model.objects.first().pk)))

    make_copy(book=book, borrower=readers[0])
    few = statements()
    for reader in readers:
        make_copy(book=book, borrower=reader)
        make_book(author=book.author)

    assert statements() == few <= MOST_QUERIES
