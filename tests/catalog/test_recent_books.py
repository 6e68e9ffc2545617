"""The recent books in the session."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from catalog.visitor import RECENT_LIMIT
from tests.factories import make_book
from tests.sessions import key_of, rows, stored

pytestmark = pytest.mark.django_db


HOME = "/catalog/"


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
