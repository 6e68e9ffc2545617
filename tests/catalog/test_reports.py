"""Django's error reports in development: they show the error, and no secret."""

from __future__ import annotations

import sys
from typing import NoReturn

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.views.debug import get_default_exception_reporter_filter
from django.views.decorators.debug import sensitive_post_parameters

from catalog.models import Genre
from catalog.reports import Reporter
from locallibrary import urls as site
from tests.markers import SECRETS, leaks, variables
from tests.selection import first_are_quick

CACHE_URL = variables(1)["CACHE_URL"]
HTML = {"accept": "text/html"}
PLAIN = {"accept": "text/plain"}


class Connection:
    """An object whose ``repr`` contains its password."""

    def __repr__(self) -> str:
        return f"<Connection password={SECRETS['cache']!r}>"


class Unprintable:
    """An object whose ``repr`` raises an error with a secret."""

    def __repr__(self) -> str:
        raise ValueError(SECRETS["cache"])


def hold(request: HttpRequest) -> NoReturn:
    """Raise an error with secrets in local variables."""
    key, octets, location = site_settings.SECRET_KEY, site_settings.SECRET_KEY.encode(), CACHE_URL
    connection, unprintable = Connection(), Unprintable()
    arguments = {"user": "ann", "password": "never-seen-before", "deeper": {"api_secret": "nor-this-one"}}
    new_password = "typed-by-a-visitor"
    cut_by_django = "x" * (4096 - 10) + key
    held = (key, octets, location, connection, unprintable, arguments, new_password, cut_by_django)
    raise RuntimeError(f"at hand: {held[:4]}")


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> NoReturn:
    """Raise an error with typed passwords in local variables."""
    raise RuntimeError("nobody can sign in")


def chain(request: HttpRequest) -> NoReturn:
    """Raise an error with a note and a cause."""
    try:
        raise ConnectionError(CACHE_URL)
    except ConnectionError as error:
        error.add_note(site_settings.SECRET_KEY)
        raise RuntimeError(SECRETS["fallback"]) from error


def suspect(request: HttpRequest) -> NoReturn:
    """Raise ``SuspiciousOperation``."""
    raise SuspiciousOperation(f"words for the log: {site_settings.SECRET_KEY}")


def count_queries(request: HttpRequest) -> NoReturn:
    """Raise an error with an unevaluated queryset in a local variable."""
    genres = Genre.objects.all()
    raise RuntimeError(f"the shelf fell over: {type(genres)}")


VIEWS = (hold, sign_in, chain, suspect, count_queries)
urlpatterns = [*site.urlpatterns, *(path(f"{view.__name__}/", view) for view in VIEWS)]
handler400 = site.handler400


@pytest.fixture(autouse=True)
def marked_settings(settings, monkeypatch):
    """A development site with marked secrets in its settings and in its environment."""
    settings.ROOT_URLCONF, settings.DEBUG = __name__, True
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = SECRETS["key"], [SECRETS["fallback"]]
    settings.CACHES = {"default": settings.CACHES["default"], "other": {"LOCATION": CACHE_URL, "BACKEND": "a.Cache"}}
    settings.ANOTHER_SETTING = [Connection(), {"and": CACHE_URL.encode()}]
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", SECRETS["database"])
    monkeypatch.setenv("CACHE_URL", CACHE_URL)


@pytest.fixture
def developer() -> Client:
    """A browser that gets the report; ``request.META`` has the process environment, as under runserver."""
    return Client(raise_request_exception=False, CACHE_URL=CACHE_URL, ANOTHER_SERVICE="unknown-to-us")


@pytest.mark.parametrize("headers", [HTML, PLAIN], ids=["html", "plain"])
@pytest.mark.parametrize("view", ["hold", "chain", "sign_in"])
def test_a_report_tells_of_the_error_and_no_secret(developer, view, headers):
    response = developer.post(f"/{view}/", {"password": "typed"}, headers=headers)

    text = response.content.decode()
    assert response.status_code == 500
    assert f"RuntimeError at /{view}/" in text
    assert leaks(text) == set()


def test_variables_are_shown_without_what_is_secret_in_them(developer, soup):
    report = soup(developer.get("/hold/", headers=HTML))

    rows = (row.select("td") for row in report.select("table.vars tr"))
    shown = {cells[0].get_text(): cells[1].get_text() for cells in rows if len(cells) == 2}
    assert shown["connection"] == "<Connection password='********************'>"
    assert shown["unprintable"] == "Error in formatting: ValueError: ********************"
    assert "'user': 'ann'" in shown["arguments"]
    for unknown in ("never-seen-before", "nor-this-one"):
        assert unknown not in shown["arguments"]
    assert shown["new_password"] == "'********************'"
    assert shown["cut_by_django"].startswith("'xxxx")


@pytest.mark.parametrize("headers", [HTML, PLAIN], ids=["html", "plain"])
def test_the_environment_of_the_process_is_no_part_of_the_request(developer, headers):
    text = developer.get("/hold/", headers=headers).content.decode()

    assert "REQUEST_METHOD" in text
    assert "unknown-to-us" not in text
    assert "ANOTHER_SERVICE" not in text


@pytest.mark.parametrize("headers", [HTML, PLAIN], ids=["html", "plain"])
def test_what_a_visitor_typed_as_a_password_is_not_shown(developer, headers):
    text = developer.post(
        "/sign_in/", {"name": "ann-typed", "password": "word-typed"}, headers=headers
    ).content.decode()

    assert "ann-typed" in text
    assert "word-typed" not in text


@pytest.mark.django_db
def test_a_queryset_is_asked_once_for_its_text(developer, django_assert_num_queries):
    with django_assert_num_queries(1):
        developer.get("/count_queries/", headers=HTML)


def test_settings_are_shown_as_they_are_but_for_secrets():
    shown = get_default_exception_reporter_filter().get_safe_settings()

    assert shown["ROOT_URLCONF"] == __name__
    assert shown["SESSION_COOKIE_AGE"] == site_settings.SESSION_COOKIE_AGE
    assert repr(shown["CACHES"]["other"]["LOCATION"]) == "'redis://:********************@127.0.0.1:1/0'"
    assert leaks(repr(shown)) == set()


def test_a_report_by_mail_holds_no_secret_and_tells_of_a_refusal_too():
    request = RequestFactory().get("/suspect/")
    try:
        suspect(request)
    except SuspiciousOperation:
        report = Reporter(request, *sys.exc_info(), is_email=True)

    for text in (report.get_traceback_text(), report.get_traceback_html()):
        assert "SuspiciousOperation" in text
        assert "words for the log: ***" in text
        assert leaks(text) == set()


REFUSED = {
    "a host that is not ours": lambda client, headers: client.get("/", headers=headers | {"host": "evil.example"}),
    "a suspicious request": lambda client, headers: client.get("/suspect/", headers=headers),
    "too many fields": lambda client, headers: client.post(
        reverse("preferences"), {f"field{number}": "" for number in range(1001)}, headers=headers
    ),
    "a sentence of ours": lambda client, headers: client.post(
        reverse("dismiss-notice", args=["made-up"]), headers=headers
    ),
    "a body that is no form": lambda client, headers: client.post(
        reverse("preferences"), b"nothing", "multipart/form-data; boundary=", headers=headers
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [HTML, PLAIN], ids=["html", "plain"])
@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED.keys())
def test_a_refusal_shows_a_developer_our_page_and_nothing_of_the_site(developer, refused, headers):
    response = refused(developer, headers)

    text = response.content.decode()
    assert response.status_code == 400
    assert "This could not be done" in text
    for word in ("Traceback", "INSTALLED_APPS", "wsgi.input"):
        assert word not in text
    assert leaks(text) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [HTML, PLAIN], ids=["html", "plain"])
def test_a_developer_reads_why_a_host_is_refused(developer, headers):
    response = REFUSED["a host that is not ours"](developer, headers)

    assert "to ALLOWED_HOSTS" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "page",
    [
        ("GET", "/nowhere", 404),
        ("GET", "/catalog/book/0", 404),
        ("GET", "/accounts/logout/", 405),
        ("POST", "/catalog/preferences/", 403),
        ("GET", "/catalog/borrowed/", 403),
        ("GET", "/suspect/", 400),
        ("GET", "/hold/", 500),
        ("GET", "/chain/", 500),
        ("GET", "/sessions/reference/", 200),
        ("GET", "/sessions/inspector/", 200),
    ],
)
@pytest.mark.parametrize("accept", first_are_quick(["text/html", "text/plain", "application/json"]))
def test_no_page_shows_a_secret(settings, reader_client, debug, page, accept):
    settings.DEBUG = debug
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, CACHE_URL=CACHE_URL)
    client.cookies = reader_client.cookies
    method, address, status = page

    response = client.generic(method, address, headers={"accept": accept})

    assert response.status_code == status
    assert leaks(response.content.decode()) == set()
