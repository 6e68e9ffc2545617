"""Notes in the cache: if the cache fails, pages render without them, and the log gets one line."""

from __future__ import annotations

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.urls import reverse

from catalog import notes
from tests.factories import make_book, make_genre, make_librarian
from tests.sessions import put, stored

pytestmark = pytest.mark.django_db

PAGES = ("index", "books", "book-create", "preferences", "reading-list", "lessons", "inspector", "reference", "login")


class BrokenCache(LocMemCache):
    """An unreachable cache."""

    def _fail(self, *args: object, **options: object) -> None:
        raise ConnectionError("the cache is\naway")

    get = set = add = incr = decr = get_many = set_many = delete = delete_many = has_key = touch = _fail


@pytest.fixture
def broken_cache(settings):
    """Make the cache fail, with a session engine that does not use it."""
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.BrokenCache"}}


@pytest.fixture
def librarian(db) -> Client:
    """A browser with access to every page."""
    make_book(make_genre())
    client = Client()
    client.force_login(make_librarian())
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_without_the_cache(librarian, page, broken_cache, caplog):
    assert librarian.get(reverse(page)).status_code == 200

    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) <= 1
    assert all(line == f"{SENTENCE}ConnectionError: the cache is away" for line in lines)


SENTENCE = "The cache failed, and the site goes on without its notes: "


def test_a_log_in_keeps_the_session_although_the_cache_fails(client, broken_cache):
    make_librarian("ann")
    put(client, {"reading_list": [{"book": 1, "note": "for June"}]})

    response = client.post(reverse("login"), {"username": "ann", "password": "password"})

    assert response.status_code == 302
    assert stored(client)["reading_list"] == [{"book": 1, "note": "for June"}]
    assert "_auth_user_id" in stored(client)


def test_an_operation_runs_although_the_cache_fails(client, broken_cache):
    for name in ("say_hello", "log_in", "change_password"):
        assert client.post(reverse("run-operation", args=[name])).status_code == 200


def test_a_cache_that_failed_is_left_alone_for_a_while(monkeypatch, caplog):
    asked = []
    monkeypatch.setattr(notes, "cache", BrokenCache("", {}))
    monkeypatch.setattr(BrokenCache, "get", lambda *args: asked.append(1) or BrokenCache._fail(None))

    answers = [notes.get("name", "otherwise") for _ in range(100)]

    assert answers == ["otherwise"] * 100
    assert (len(asked), len(caplog.records)) == (1, 1)


def test_after_a_while_it_is_asked_again(monkeypatch):
    monkeypatch.setattr(notes, "cache", BrokenCache("", {}))
    notes.set("name", "value", 60)
    monkeypatch.undo()
    assert notes.get("name") is None
    monkeypatch.setattr(notes.time, "monotonic", lambda: float("inf"))

    notes.set("name", "value", 60)

    assert notes.get("name") == "value"


def test_a_count_that_expires_between_two_calls_begins_again(monkeypatch):
    class Forgetful(LocMemCache):
        def add(self, *args: object, **options: object) -> bool:
            return False

    cache = Forgetful("forgetful", {})
    monkeypatch.setattr(notes, "cache", cache)

    notes.count("uses", 60)

    assert cache.get("uses") == 1
