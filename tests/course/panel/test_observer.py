"""The observer changes nothing: a look at a session writes nothing, sends no cookie and moves no expiry."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.course.conftest import ENGINES
from tests.selection import first_are_quick
from tests.sessions import key_of, put, rows

pytestmark = pytest.mark.django_db

HOME = "/catalog/"
INSPECTOR = "/sessions/inspector/"
PANEL = "/sessions/inspector/panel/"
JSON = {"accept": "application/json"}
HTMX = {"hx-request": "true"}
MANY = 50
PRIVATE_PAGES = (
    *(HOME, INSPECTOR, PANEL, "/sessions/inspector/change/"),
    *("/catalog/books/", "/catalog/reading-list/", "/catalog/preferences/", "/accounts/login/", "/catalog/nowhere"),
)
WRITES = ("INSERT", "UPDATE", "DELETE")

LOOKS = {
    "page": lambda client: client.get(INSPECTOR),
    "page, again": lambda client: client.post(INSPECTOR, {"seen": '{"entries": {}}'}),
    "json": lambda client: client.get(INSPECTOR, headers=JSON),
    "panel": lambda client: client.get(PANEL),
    "panel, again": lambda client: client.post(PANEL, {"seen": "nonsense"}),
    "panel, live": lambda client: client.post(PANEL, {"seen": ""}, headers=HTMX),
    "head": lambda client: client.head(INSPECTOR),
}


@pytest.fixture(params=[False, True], ids=["", "save-every-request"])
def save_every_request(request, settings) -> bool:
    """The setting, off and on."""
    settings.SESSION_SAVE_EVERY_REQUEST = request.param
    return request.param


def make_user(username: str = "ann") -> User:
    """Make a user who logs in without a password, which would take its time to hash."""
    return User.objects.create(username=username, password="first")


def expect_nothing_changed(client: Client, contents, looks, times: int = 1) -> None:
    """Look, and expect that the stores, the browser's cookies and the response's headers know nothing of it."""
    before, cookies = contents(), client.cookies.output()
    for look in looks:
        for _ in range(times):
            response = look(client)
            assert response.status_code == 200
            assert not response.cookies
            assert "Set-Cookie" not in response.headers
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
            assert "Cookie" in response["Vary"].split(", ")
    assert contents() == before
    assert client.cookies.output() == cookies


@pytest.mark.parametrize("look", first_are_quick(LOOKS.values(), 2), ids=LOOKS)
def test_fifty_looks_leave_the_row_byte_for_byte_as_it_was(client, save_every_request, look):
    client.get(HOME)
    client.get(HOME)

    with CaptureQueriesContext(connection) as queries:
        expect_nothing_changed(client, rows, [look], times=MANY)

    assert Session.objects.count() == 1
    assert not [query["sql"] for query in queries if query["sql"].startswith(WRITES)]


def test_the_next_visit_counts_as_if_nobody_had_looked(client):
    client.get(HOME)
    for look in LOOKS.values():
        look(client)

    assert client.get(HOME).context["num_visits"] == 2


class TestWithEveryEngine:
    def test_a_visitors_session(self, client, storage, save_every_request):
        client.get(HOME)
        client.get("/sessions/inspector/change/")

        expect_nothing_changed(client, storage.contents, LOOKS.values(), times=2)

    def test_a_session_that_expired(self, client, storage, save_every_request):
        client.get(HOME)
        storage.expire_all()

        expect_nothing_changed(client, storage.contents, LOOKS.values())

    def test_a_session_that_is_gone(self, client, storage, save_every_request):
        client.get(HOME)
        storage.delete_all()

        expect_nothing_changed(client, storage.contents, LOOKS.values())

    def test_a_user_who_is_logged_in(self, client, storage, save_every_request):
        client.force_login(make_user())

        expect_nothing_changed(client, storage.contents, LOOKS.values())
        assert client.get(INSPECTOR).context["user"].username == "ann"

    def test_a_user_whose_password_changed_elsewhere(self, client, storage, save_every_request):
        user = make_user()
        client.force_login(user)
        User.objects.update(password="second")

        expect_nothing_changed(client, storage.contents, LOOKS.values())
        assert client.get(INSPECTOR).context["user"].is_anonymous

    def test_a_user_whose_session_was_signed_by_an_older_secret(self, client, storage, save_every_request, settings):
        client.force_login(make_user())
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a newer secret key, which does not fit what was signed before it came"

        expect_nothing_changed(client, storage.contents, LOOKS.values())
        assert client.get(INSPECTOR).context["user"].username == "ann"

    def test_a_user_who_is_gone(self, client, storage, save_every_request):
        client.force_login(make_user())
        User.objects.all().delete()

        expect_nothing_changed(client, storage.contents, LOOKS.values())

    def test_a_visitor_without_a_cookie(self, client, storage, save_every_request):
        expect_nothing_changed(client, storage.contents, LOOKS.values())
        assert key_of(client) is None

    def test_a_forged_cookie(self, client, storage, save_every_request):
        client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"

        expect_nothing_changed(client, storage.contents, LOOKS.values())


def test_a_look_does_not_fill_the_cache(client, use_engine):
    use_engine("cached_db")
    client.get(HOME)
    caches["sessions"].clear()

    for look in LOOKS.values():
        look(client)

    assert not caches["sessions"]._cache
    assert Session.objects.count() == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_look_that_cannot_be_answered_changes_nothing_either(client, use_engine, settings, engine):
    storage = use_engine(engine)
    client.get(HOME)
    before = storage.contents()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    for path in (INSPECTOR, PANEL):
        response = client.post(path, f"seen={'x' * 100}", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 413
        assert "sessionid" not in response.cookies

    assert storage.contents() == before


def test_what_is_too_large_is_refused_before_save_every_request_saves_a_session(client, settings):
    settings.SESSION_SAVE_EVERY_REQUEST = True
    client.get(HOME)
    before = Session.objects.get().expire_date
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = client.post(PANEL, f"seen={'x' * 100}", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert "sessionid" not in response.cookies, "a cookie that is sent again would go with a row that is saved again"
    assert Session.objects.get().expire_date == before


def test_a_look_renews_no_csrf_cookie(client):
    client.get(HOME)
    assert client.cookies["csrftoken"].value

    response = client.get(INSPECTOR)

    assert "csrfmiddlewaretoken" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("cookie", [None, "too-short"], ids=["missing", "malformed"])
def test_a_look_without_a_good_csrf_cookie_offers_no_form_and_sends_none(client, soup, cookie):
    client.force_login(make_user())
    put(client, {"color": "blue"})
    if cookie:
        client.cookies["csrftoken"] = cookie

    for path in (INSPECTOR, PANEL):
        response = client.get(path)
        assert not soup(response).select("input[name=csrfmiddlewaretoken]")
        assert soup(response).select('a[href="/sessions/inspector/change/"]')
        assert not response.cookies


class TestLibraryPages:
    """They may write what they have to; the strip and the card add nothing to that."""

    def test_the_strip_asks_the_store_nothing(self, client):
        client.get(HOME)
        before = rows()

        with CaptureQueriesContext(connection) as queries:
            response = client.get("/catalog/books/")

        assert rows() == before
        assert not response.cookies
        assert [query["sql"][:6] for query in queries if "django_session" in query["sql"]] == ["SELECT"]

    def test_the_card_reads_once_more_and_writes_nothing(self, client):
        client.get(HOME)

        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)

        on_sessions = [query["sql"][:6] for query in queries if "django_session" in query["sql"]]
        assert on_sessions == ["SELECT", "UPDATE", "SELECT"]

    @pytest.mark.parametrize(
        "path", [HOME, "/catalog/books/", "/catalog/nowhere", "/accounts/login/", INSPECTOR, PANEL]
    )
    def test_a_page_that_shows_a_session_is_kept_for_its_visitor_alone(self, client, path):
        client.get(HOME)

        response = client.get(path)

        assert "private" in response["Cache-Control"].split(", ")
        assert "Cookie" in response["Vary"].split(", ")
