"""A small library with a user in every role, and a row for every route."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from catalog import visitor
from catalog.models import Book
from tests.factories import make_book, make_copy, make_genre, make_librarian, make_user
from tests.sessions import key_of, log_in

MODEL = re.compile(r"^(?:admin/)?(?:catalog|auth)/(?:reading-list|(\w+))/")
ROLES = ("administrator", "librarian", "reader", "stranger")


@dataclass(repr=False)
class Library:
    """The rows, and the session key of each role."""

    book: Book
    rows: dict[str, Model]
    uid: str
    token: str
    content_type: int
    keys: dict[str, str] = field(default_factory=dict)

    def row_of(self, route: str) -> Model:
        """Return a row for this route."""
        model = MODEL.match(route)
        # `book/<uuid:pk>/renew/` takes the key of a copy, as in MDN's tutorial.
        name = "bookinstance" if "<uuid:" in route else (model and model[1]) or "book"
        return self.rows[name]

    def keys_in_forms(self) -> list[str]:
        """Return the primary keys for form fields."""
        return [str(row.pk) for row in self.rows.values()]


def make_library() -> Library:
    """Fill the database."""
    reader, librarian = make_user("ann"), make_librarian()
    administrator = User.objects.create_superuser("root", password="password")
    book = make_book(make_genre())
    make_book(make_genre("Poem"))
    copy = make_copy(book=book, status="o", borrower=reader, due_back="2026-03-01")
    make_copy(book=book, status="a")
    rows: dict[str, Any] = {
        "book": book,
        "author": book.author,
        "language": book.language,
        "genre": book.genre.get(),
        "bookinstance": copy,
        "user": reader,
        "group": Group.objects.create(name="Shelvers"),
    }
    uid, token = urlsafe_base64_encode(force_bytes(reader.pk)), default_token_generator.make_token(reader)
    library = Library(book, rows, uid, token, ContentType.objects.get_for_model(Book).pk)
    for role, user in zip(ROLES, (administrator, librarian, reader, None), strict=True):
        library.keys[role] = key_of_session(user, book)
    return library


def key_of_session(user: User | None, book: Book) -> str:
    """Create a session, with a log-in and all entries of the library; return its key."""
    client = Client()
    if user is None:
        store = SessionStore()
        store.create()
    else:
        log_in(client, user)
        store = SessionStore(key_of(client))
    store["num_visits"], store["color"] = 3, "blue"
    visitor.add_to_reading_list(store, book.pk)
    visitor.remember_book(store, book.pk)
    store["my_car"] = {"name": "mini", "wheels": "steel"}
    store["seen_at"] = int(time.time())
    store.save()
    return store.session_key
