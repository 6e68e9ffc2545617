"""The reading list: nested data in the session, before and after a log-in."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.visitor import NOTE_LENGTH, READING_LIST_LIMIT
from tests.factories import make_book
from tests.sessions import key_of, put, rows, stored

pytestmark = pytest.mark.django_db


READING_LIST = "/catalog/reading-list/"


def on_list(client: Client, what: str, book, **data: str):
    """Submit one of the forms that change the reading list."""
    return client.post(reverse(f"reading-list-{what}", args=[book.pk]), data)


def reason(page) -> str:
    """Return the sentence of an error page."""
    return page.select_one("main .lede").get_text(strip=True)


class TestReadingList:
    def test_a_book_is_added_with_room_for_a_note(self, client, soup):
        book = make_book()

        response = on_list(client, "add", book)

        assert response.url == READING_LIST
        assert stored(client) == {"reading_list": [{"book": book.pk, "note": ""}]}
        assert book.title in soup(client.get(READING_LIST)).select_one(".shelf").get_text()

    def test_books_stay_in_the_order_in_which_they_came(self, client):
        books = [make_book() for _ in range(3)]

        for book in books:
            on_list(client, "add", book)  # from the second on, the change is inside a value

        assert [entry["book"] for entry in stored(client)["reading_list"]] == [book.pk for book in books]

    def test_a_book_is_on_the_list_once(self, client):
        book = make_book()

        on_list(client, "add", book)
        response = on_list(client, "add", book)

        assert len(stored(client)["reading_list"]) == 1
        assert "already" in client.get(response.url).content.decode()

    def test_a_note_is_really_stored(self, client, soup):
        first, second = make_book(), make_book()
        on_list(client, "add", first)
        on_list(client, "add", second)

        on_list(client, "note", second, note="for June")

        assert stored(client)["reading_list"] == [
            {"book": first.pk, "note": ""},
            {"book": second.pk, "note": "for June"},
        ]
        notes = [field.get("value", "") for field in soup(client.get(READING_LIST)).select("input[name=note]")]
        assert notes == ["", "for June"]

    def test_a_note_is_escaped_where_it_is_shown(self, client, soup):
        book = make_book()
        on_list(client, "add", book)
        note = "\"><script>alert('x')</script>"

        on_list(client, "note", book, note=note)

        page = soup(client.get(READING_LIST))
        assert page.select_one("input[name=note]")["value"] == note
        assert not [script for script in page.select("script") if not script.get("src")]

    def test_a_book_is_removed_and_the_others_stay(self, client):
        first, second = make_book(), make_book()
        on_list(client, "add", first)
        on_list(client, "add", second)

        on_list(client, "remove", first)

        assert stored(client)["reading_list"] == [{"book": second.pk, "note": ""}]

    def test_the_list_is_cleared(self, client, soup):
        on_list(client, "add", make_book())

        client.post(reverse("reading-list-clear"))

        assert "reading_list" not in stored(client)
        assert "Nothing is on your list" in soup(client.get(READING_LIST)).select_one("main").get_text()

    @pytest.mark.parametrize("what", ["remove", "note"])
    def test_what_is_not_on_the_list_changes_nothing(self, client, what):
        on_list(client, "add", make_book())
        before = rows()

        response = on_list(client, what, make_book(), note="late")

        assert response.url == READING_LIST
        assert rows() == before

    def test_each_visitor_has_their_own(self, browsers, soup):
        ann, bob = browsers
        hers, his = make_book(title="Hers"), make_book(title="His")
        on_list(ann, "add", hers)
        on_list(bob, "add", his)
        on_list(ann, "note", hers, note="secret")

        assert "His" not in soup(ann.get(READING_LIST)).select_one("main").get_text()
        assert "secret" not in bob.get(READING_LIST).content.decode()
        assert on_list(bob, "remove", hers).status_code == 302
        bob.post(reverse("reading-list-clear"))
        assert stored(ann)["reading_list"] == [{"book": hers.pk, "note": "secret"}]

    def test_the_header_counts_the_list_on_every_page(self, client, soup):
        on_list(client, "add", make_book())

        for path in ("/catalog/books/", "/sessions/inspector/"):
            assert soup(client.get(path)).select_one(".bar .count").get_text() == "1"

    def test_the_book_page_knows_that_it_is_on_the_list(self, client, soup):
        book = make_book()

        asks = soup(client.get(book.get_absolute_url())).select_one(".aside")
        on_list(client, "add", book)
        knows = soup(client.get(book.get_absolute_url())).select_one(".aside")

        assert "Add to my reading list" in asks.get_text()
        assert "On your reading list" in " ".join(knows.get_text().split())

    def test_a_full_list_takes_no_more_and_says_so(self, client, soup):
        books = [make_book() for _ in range(READING_LIST_LIMIT + 1)]
        put(client, {"reading_list": [{"book": book.pk, "note": ""} for book in books[:-1]]})
        before = rows()

        response = on_list(client, "add", books[-1])

        assert response.status_code == 400
        assert reason(soup(response)) == "A reading list holds 50 books. Remove one to make room."
        assert rows() == before
        on_list(client, "remove", books[0])
        assert on_list(client, "add", books[-1]).status_code == 302

    def test_a_note_has_at_most_200_characters(self, client, soup):
        book = make_book()
        on_list(client, "add", book)
        on_list(client, "note", book, note="é" * NOTE_LENGTH)
        before = rows()

        response = on_list(client, "note", book, note="é" * (NOTE_LENGTH + 1))

        assert response.status_code == 400
        assert reason(soup(response)) == "A note has at most 200 characters; this one has 201."
        assert rows() == before
        assert stored(client)["reading_list"][0]["note"] == "é" * NOTE_LENGTH

    def test_a_note_with_a_null_character_is_refused(self, client):
        book = make_book()
        on_list(client, "add", book)

        assert on_list(client, "note", book, note="a\x00b").status_code == 400

    @pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
    def test_a_book_that_there_is_not_cannot_be_added(self, client, pk):
        assert client.post(reverse("reading-list-add", args=[pk])).status_code == 404
        assert Session.objects.count() == 0

    def test_asking_first_starts_no_session(self, client, soup):
        response = client.get(reverse("reading-list-add", args=[make_book().pk]))

        assert "starts one" in soup(response).select_one("main").get_text()
        assert Session.objects.count() == 0

    @pytest.mark.parametrize("what", ["remove", "note"])
    def test_a_change_is_a_post(self, client, what):
        assert client.get(reverse(f"reading-list-{what}", args=[1])).status_code == 405


class TestLoggingIn:
    @pytest.fixture
    def with_a_list(self, client) -> Client:
        """A visitor with a book on the list, not logged in yet."""
        on_list(client, "add", make_book())
        return client

    def log_in(self, client: Client, username: str = "ann"):
        return client.post("/accounts/login/", {"username": username, "password": "password"})

    def test_the_reading_list_survives_a_log_in_under_a_new_key(self, with_a_list, reader):
        key, reading_list = key_of(with_a_list), stored(with_a_list)["reading_list"]

        self.log_in(with_a_list)

        assert stored(with_a_list)["_auth_user_id"] == str(reader.pk)
        assert stored(with_a_list)["reading_list"] == reading_list
        assert key_of(with_a_list) != key
        assert not Session.objects.filter(session_key=key).exists()

    def test_a_log_out_drops_it_with_everything_else(self, with_a_list, reader):
        self.log_in(with_a_list)

        with_a_list.post("/accounts/logout/")

        assert stored(with_a_list) == {}
        assert Session.objects.count() == 0

    def test_somebody_else_who_logs_in_does_not_find_it(self, with_a_list, reader, librarian):
        self.log_in(with_a_list)

        self.log_in(with_a_list, librarian.username)

        assert stored(with_a_list)["_auth_user_id"] == str(librarian.pk)
        assert "reading_list" not in stored(with_a_list)
