"""Every specified URL: its name, its path, and who may open it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from catalog.models import Author
from catalog.urls import urlpatterns
from tests.factories import make_author, make_book, make_copy, make_genre, make_language, make_user

pytestmark = pytest.mark.django_db

EVERYBODY, LOGGED_IN = "everybody", "logged in"
MODELS = ("author", "book", "genre", "language", "bookinstance")
ACTIONS = {"create": "add", "update": "change", "delete": "delete"}


@dataclass(frozen=True, slots=True)
class Route:
    """A specified URL. ``{pk}`` in the path is the primary key of the ``model``'s row."""

    name: str
    path: str
    who: str  # everybody, logged in, or the required permission
    model: str = ""

    def __str__(self) -> str:
        return self.name

    def address(self, rows: dict[str, Any]) -> str:
        key = rows[self.model].pk if self.model else ""
        return "/catalog/" + self.path.format(pk=key)

    def arguments(self, rows: dict[str, Any]) -> dict[str, Any]:
        return {"pk": rows[self.model].pk} if self.model else {}


ROUTES = [
    Route("index", "", EVERYBODY),
    *(Route(f"{model}s", f"{model}s/", EVERYBODY) for model in MODELS),
    *(Route(f"{model}-detail", f"{model}/{{pk}}", EVERYBODY, model) for model in MODELS),
    Route("my-borrowed", "mybooks/", LOGGED_IN),
    Route("all-borrowed", "borrowed/", "can_mark_returned"),
    Route("renew-book-librarian", "book/{pk}/renew/", "can_mark_returned", "bookinstance"),
    *(Route(f"{model}-create", f"{model}/create/", f"add_{model}") for model in MODELS),
    *(
        Route(f"{model}-{action}", f"{model}/{{pk}}/{action}/", f"{ACTIONS[action]}_{model}", model)
        for model in MODELS
        for action in ("update", "delete")
    ),
]
GUARDED = [route for route in ROUTES if route.who != EVERYBODY]
NEEDS_PERMISSION = [route for route in GUARDED if route.who != LOGGED_IN]
WITH_A_ROW = [route for route in ROUTES if route.model]

# Additional URLs of the library, tested in other modules.
ADDED = {
    "dismiss-notice",
    "preferences",
    *(f"bookinstance-{action}" for action in ("return", "reserve", "cancel")),
    *(f"{rows}-suggestions" for rows in ("author", "book", "reader")),
    "reading-list",
    *(f"reading-list-{action}" for action in ("add", "remove", "note", "clear")),
}


@pytest.fixture
def rows() -> dict[str, Any]:
    """A row of each model."""
    author, genre, language = make_author(), make_genre(), make_language()
    book = make_book(genre, author=author, language=language)
    copy = make_copy(book=book, status="o")
    return {"author": author, "book": book, "genre": genre, "language": language, "bookinstance": copy}


def client_of(*permissions: str) -> Client:
    """Return the browser of a reader with these permissions of the catalog."""
    client = Client()
    client.force_login(make_user("ann", *permissions))
    return client


def all_permissions_but(codename: str) -> list[str]:
    """Return the code names of the catalog's other permissions."""
    others = Permission.objects.filter(content_type__app_label="catalog").exclude(codename=codename)
    return list(others.values_list("codename", flat=True))


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_name_leads_to_its_address(route, rows):
    assert reverse(route.name, kwargs=route.arguments(rows)) == route.address(rows)


def test_the_library_has_these_addresses_and_no_others():
    assert sorted(pattern.name for pattern in urlpatterns) == sorted({route.name for route in ROUTES} | ADDED)


def test_names_are_not_in_a_namespace():
    with pytest.raises(NoReverseMatch):
        reverse("catalog:books")


def test_the_root_leads_to_the_library(client):
    assert client.get("/").headers["Location"] == "/catalog/"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("login", "login/"),
        ("logout", "logout/"),
        ("password_change", "password_change/"),
        ("password_change_done", "password_change/done/"),
        ("password_reset", "password_reset/"),
        ("password_reset_done", "password_reset/done/"),
        ("password_reset_complete", "reset/done/"),
    ],
)
def test_accounts_have_django_s_own_addresses(name, path):
    assert reverse(name) == f"/accounts/{path}"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.who == EVERYBODY], ids=str)
def test_everybody_may_open_it(client, route, rows):
    assert client.get(route.address(rows)).status_code == 200


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_stranger_is_sent_to_the_login_page_and_on_from_there(client, route, rows):
    address = route.address(rows)

    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("route", [route for route in GUARDED if route.who == LOGGED_IN], ids=str)
def test_a_reader_may_open_it(reader_client, route, rows):
    assert reader_client.get(route.address(rows)).status_code == 200


@pytest.mark.parametrize("route", NEEDS_PERMISSION, ids=str)
def test_a_reader_without_permissions_is_refused(reader_client, route, rows):
    assert reader_client.get(route.address(rows)).status_code == 403


@pytest.mark.parametrize("route", NEEDS_PERMISSION, ids=str)
def test_no_other_permission_opens_it(route, rows):
    assert client_of(*all_permissions_but(route.who)).get(route.address(rows)).status_code == 403


@pytest.mark.parametrize("route", NEEDS_PERMISSION, ids=str)
def test_its_permission_is_enough(route, rows):
    assert client_of(route.who).get(route.address(rows)).status_code == 200


@pytest.mark.parametrize("route", NEEDS_PERMISSION, ids=str)
def test_a_post_without_permission_changes_nothing(client, reader_client, route, rows):
    address = route.address(rows)
    before = {name: type(row).objects.values().get() for name, row in rows.items()}

    assert client.post(address, {"name": "Changed"}).status_code == 302
    assert reader_client.post(address, {"name": "Changed"}).status_code == 403

    assert {name: type(row).objects.values().get() for name, row in rows.items()} == before


@pytest.mark.parametrize("route", WITH_A_ROW, ids=str)
def test_a_row_that_is_not_there_is_not_found(librarian_client, route):
    key = uuid.uuid4() if route.model == "bookinstance" else 10**18

    assert librarian_client.get(reverse(route.name, kwargs={"pk": key})).status_code == 404


@pytest.mark.parametrize(
    "address", ["/catalog/book/x", "/catalog/book/-1", "/catalog/bookinstance/1", "/catalog/author/1/", "/nowhere"]
)
def test_an_address_of_no_shape_is_not_found(client, address):
    make_author(pk=1)

    assert client.get(address).status_code == 404


def test_a_number_beyond_any_row_is_not_found(client):
    make_author()

    assert client.get(f"/catalog/author/{10**40}").status_code == 404
    assert Author.objects.count() == 1
