"""What the library keeps in a visitor's session, each part by real requests of real browsers."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from catalog.visitor import NOTE_LENGTH, READING_LIST_LIMIT, RECENT_LIMIT
from tests.factories import make_book
from tests.sessions import key_of, put, rows, stored

pytestmark = pytest.mark.django_db

HOME = "/catalog/"
PREFERENCES = "/catalog/preferences/"
READING_LIST = "/catalog/reading-list/"


@pytest.fixture
def browsers() -> tuple[Client, Client]:
    """Two visitors at once, each with a browser of their own."""
    return Client(), Client()


def prefer(client: Client, page_size: int = 10, accent: str = "brass", theme: str = "system"):
    """Send the form of the preferences."""
    return client.post(PREFERENCES, {"page_size": page_size, "accent": accent, "theme": theme})


def on_list(client: Client, what: str, book, **data: str):
    """Send one of the forms that change the reading list."""
    return client.post(reverse(f"reading-list-{what}", args=[book.pk]), data)


def reason(page) -> str:
    """Return the sentence of a page that refuses."""
    return page.select_one("main .lede").get_text(strip=True)


class TestPreferences:
    def test_a_page_shows_as_many_results_as_each_visitor_wants(self, browsers):
        for _ in range(30):
            make_book()
        ann, bob = browsers

        prefer(ann, page_size=25)

        assert len(ann.get("/catalog/books/").context["book_list"]) == 25
        assert len(bob.get("/catalog/books/").context["book_list"]) == 10
        assert stored(ann)["page_size"] == 25
        assert stored(bob) == {}

    def test_a_color_set_on_one_page_is_seen_on_all_by_that_visitor_alone(self, browsers, soup):
        ann, bob = browsers

        prefer(ann, accent="plum")
        prefer(bob, accent="forest")

        for path in (HOME, "/catalog/books/", READING_LIST, "/sessions/inspector/", "/accounts/login/"):
            assert soup(ann.get(path)).html["data-accent"] == "plum", path
            assert soup(bob.get(path)).html["data-accent"] == "forest", path

    def test_the_form_shows_what_was_chosen(self, client, soup):
        prefer(client, page_size=50, accent="harbor", theme="dark")

        checked = {choice["name"]: choice["value"] for choice in soup(client.get(PREFERENCES)).select("[checked]")}

        assert checked == {"page_size": "50", "accent": "harbor", "theme": "dark"}

    def test_the_theme_is_a_cookie_and_no_entry(self, client, soup):
        prefer(client, theme="dark")

        assert soup(client.get("/catalog/books/")).html["data-theme"] == "dark"
        assert client.cookies["theme"].value == "dark"
        assert set(stored(client)) == {"page_size", "accent"}

    @pytest.mark.parametrize("theme", ["noir", "<script>", ""])
    def test_a_theme_that_there_is_not_counts_as_the_systems(self, client, soup, theme):
        client.cookies["theme"] = theme

        assert soup(client.get("/catalog/books/")).html["data-theme"] == "system"

    @pytest.mark.parametrize(
        "wrong", [{"page_size": 11}, {"page_size": "many"}, {"accent": "mauve"}, {"theme": "noir"}, {"accent": "\x00"}]
    )
    def test_a_choice_that_is_not_offered_is_refused_and_changes_nothing(self, client, soup, wrong):
        prefer(client, page_size=25, accent="plum")
        before = rows()

        response = prefer(client, **({"page_size": 50, "accent": "forest"} | wrong))

        assert response.status_code == 400
        assert soup(response).select(".errorlist")
        assert rows() == before


class TestRecentBooks:
    def test_the_last_five_books_are_remembered_the_latest_first(self, client, soup):
        books = [make_book() for _ in range(RECENT_LIMIT + 2)]
        client.get(HOME)

        for book in books:
            client.get(book.get_absolute_url())

        latest = [book.pk for book in reversed(books)][:RECENT_LIMIT]
        assert stored(client)["recent_books"] == latest
        titles = [link.get_text() for link in soup(client.get(HOME)).select("main .shelf .title a")]
        assert titles == [book.title for book in reversed(books)][:RECENT_LIMIT]

    def test_a_book_looked_at_again_moves_to_the_front(self, client):
        first, second = make_book(), make_book()
        client.get(HOME)

        for book in (first, second, first):
            client.get(book.get_absolute_url())

        assert stored(client)["recent_books"] == [first.pk, second.pk]

    def test_looking_at_the_same_book_twice_saves_nothing(self, client):
        book = make_book()
        client.get(HOME)
        client.get(book.get_absolute_url())
        before = rows()

        client.get(book.get_absolute_url())

        assert rows() == before

    def test_a_visitor_without_a_session_gets_none_by_looking_at_a_book(self, client):
        response = client.get(make_book().get_absolute_url())

        assert not response.cookies
        assert Session.objects.count() == 0

    def test_nor_does_one_whose_session_is_gone(self, client):
        client.get(HOME)
        Session.objects.all().delete()

        client.get(make_book().get_absolute_url())

        assert Session.objects.count() == 0
        assert key_of(client) is None

    def test_each_visitor_has_their_own(self, browsers):
        books = [make_book(), make_book()]

        for client, book in zip(browsers, books, strict=True):
            client.get(HOME)
            client.get(book.get_absolute_url())

        assert [stored(client)["recent_books"] for client in browsers] == [[books[0].pk], [books[1].pk]]

    def test_a_book_that_is_gone_is_left_out(self, client, soup):
        kept, gone = make_book(), make_book()
        client.get(HOME)
        for book in (kept, gone):
            client.get(book.get_absolute_url())

        gone.delete()

        titles = [link.get_text() for link in soup(client.get(HOME)).select("main .shelf .title a")]
        assert titles == [kept.title]

    def test_a_book_that_there_is_not_is_not_remembered(self, client):
        client.get(HOME)

        assert client.get("/catalog/book/999999").status_code == 404
        assert "recent_books" not in stored(client)


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


class TestNotices:
    def test_a_dismissed_notice_stays_away_for_that_visitor_alone(self, browsers, soup):
        ann, bob = browsers

        ann.post(reverse("dismiss-notice", args=["welcome"]))

        assert not soup(ann.get(HOME)).select("section.notice")
        assert not soup(ann.get(HOME)).select("section.notice")
        assert soup(bob.get(HOME)).select("section.notice")
        assert stored(ann)["dismissed_notices"] == ["welcome"]

    def test_it_is_noted_once(self, client):
        for _ in range(2):
            client.post(reverse("dismiss-notice", args=["welcome"]))

        assert stored(client)["dismissed_notices"] == ["welcome"]

    def test_a_notice_that_there_is_not_is_refused(self, client, soup):
        response = client.post(reverse("dismiss-notice", args=["taxes"]))

        assert response.status_code == 400
        assert reason(soup(response)) == "There is no such notice."
        assert Session.objects.count() == 0


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
