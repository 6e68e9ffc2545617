"""Reading creates no cookie and no row; a session cookie without a session has no effect, whatever its value."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.urls import urlpatterns
from tests.factories import make_book, make_copy, make_genre
from tests.sessions import key_of, put

pytestmark = pytest.mark.django_db

HOME = "/catalog/"
PAGES = [pattern for pattern in urlpatterns if pattern.name != "index"]
# The CSRF cookie, which pages with a form set. It is no session.
FORMS = {"preferences", "reading-list-add"}
ELSEWHERE = ("/", "/sessions/inspector/", "/sessions/inspector/panel/", "/catalog/nowhere", "/favicon.ico")
ACCOUNT_FORMS = ("/accounts/login/", "/accounts/password_reset/", "/sessions/inspector/change/", "/admin/login/")
ODD_KEYS = {
    "forged": "abcdefghijklmnopqrstuvwxyz012345",
    "short": "a",
    "empty": "",
    "over-long": "a" * 5_000,
    "quotes": '"a\\"b\'c"',
    "a null character": '"\\000aaaaaaaaaaaa"',
    "a path": "../../../../etc/passwd",
    "not ASCII": "é🔑éééééé".encode().decode("latin-1"),  # as a server decodes it
    "spaces": "a b c d e f g",
    "markup": "<script>alert(1)</script>",
    "percent": "%00%0d%0aSet-Cookie:x",
    "signed text": "eyJhIjoxfQ:1abcde:abcdefghijklmnopqrstuvwxyz012345",
}


@pytest.fixture
def rows_by_model() -> dict[str, object]:
    """A row of each model, by the prefix of its route names."""
    book = make_book(make_genre())
    copy = make_copy(book=book, status="a")
    return {
        "author": book.author,
        "book": book,
        "reading": book,
        "genre": book.genre.get(),
        "language": book.language,
        "bookinstance": copy,
        "renew": copy,
    }


def address_of(pattern, rows_by_model) -> str:
    """Return the URL of a route, with the key of its row."""
    takes = pattern.pattern.converters
    row = rows_by_model.get(pattern.name.split("-")[0])
    if row is not None and pattern.name == "renew-book-librarian":
        row = rows_by_model["renew"]
    return reverse(pattern.name, kwargs={name: "welcome" if name == "notice" else row.pk for name in takes})


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("save_every_request", [False, True], ids=["", "save-every-request"])
def test_reading_leaves_no_cookie_and_no_row(client, settings, rows_by_model, pattern, save_every_request):
    settings.SESSION_SAVE_EVERY_REQUEST = save_every_request

    response = client.get(address_of(pattern, rows_by_model))

    assert response.status_code in {200, 302, 405}
    assert set(response.cookies) == ({"csrftoken"} if pattern.name in FORMS else set())
    assert Session.objects.count() == 0


@pytest.mark.parametrize("save_every_request", [False, True], ids=["", "save-every-request"])
@pytest.mark.parametrize("path", ["/catalog/books/", "/catalog/authors/", "/accounts/login/", "/catalog/nowhere"])
def test_reading_extends_a_session_only_with_save_every_request(client, settings, path, save_every_request):
    client.get(HOME)
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    settings.SESSION_SAVE_EVERY_REQUEST = save_every_request

    response = client.get(path)

    assert ("sessionid" in response.cookies) is save_every_request
    assert (Session.objects.get().expire_date > timezone.now() + timedelta(hours=2)) is save_every_request


@pytest.mark.parametrize("path", [*ELSEWHERE, *ACCOUNT_FORMS])
def test_nor_does_it_elsewhere_on_the_site(client, path):
    response = client.get(path)

    assert set(response.cookies) == ({"csrftoken"} if path in ACCOUNT_FORMS else set())
    assert Session.objects.count() == 0


def test_a_session_that_is_gone_ends_with_its_cookie(client):
    client.get(HOME)
    Session.objects.all().delete()

    response = client.get("/catalog/books/")

    assert response.cookies["sessionid"].value == ""
    assert key_of(client) is None
    assert Session.objects.count() == 0


@pytest.mark.parametrize("key", ODD_KEYS.values(), ids=ODD_KEYS)
def test_a_cookie_that_opens_nothing_breaks_no_page(key, rows_by_model):
    cookie = {"cookie": f"sessionid={key}"}

    for path in ("/catalog/books/", "/catalog/reading-list/", "/sessions/inspector/change/", "/accounts/login/"):
        assert Client().get(path, headers=cookie).status_code == 200, path
    for path in ("/sessions/inspector/", "/sessions/inspector/panel/"):
        response = Client().get(path, headers=cookie)
        assert response.status_code == 200, path
        assert not response.cookies
    assert Client().get("/sessions/inspector/", headers=cookie | {"accept": "application/json"}).json()["data"] == {}
    for path in ("/sessions/inspector/forget/", "/sessions/inspector/entries/remove/"):
        assert Client().post(path, {"name": "a"}, headers=cookie).status_code == 302
    assert Session.objects.count() == 0


@pytest.mark.parametrize("key", ODD_KEYS.values(), ids=ODD_KEYS)
def test_a_cookie_that_opens_nothing_never_becomes_a_key(client, key):
    response = client.get(HOME, headers={"cookie": f"sessionid={key}"})

    assert response.context["num_visits"] == 1
    assert key_of(client) != key
    assert Session.objects.get().session_key == key_of(client)


def test_a_cookie_with_a_null_character_counts_as_none(client):
    response = client.get(
        "/sessions/inspector/",
        headers={"cookie": f"sessionid={ODD_KEYS['a null character']}; theme=dark", "accept": "application/json"},
    )

    assert response.json()["cookie_in"] is None
    assert response.wsgi_request.COOKIES == {"theme": "dark"}


def test_an_expired_session_is_as_good_as_none(client):
    put(client, {"num_visits": 7, "accent": "plum"})
    Session.objects.update(expire_date="2001-01-01T00:00Z")

    response = client.get(HOME)

    assert response.context["num_visits"] == 1
    assert response.context["accent"] == "brass"
