"""The error pages: each says what happened, and has links to other pages."""

from __future__ import annotations

from typing import NoReturn

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest
from django.test import Client
from django.urls import path, reverse

from locallibrary import urls as site
from tests.factories import make_librarian

PREFERENCES = {"page_size": "25", "accent": "plum", "theme": "dark"}


def break_down(request: HttpRequest) -> NoReturn:
    """Raise an error of the code."""
    raise RuntimeError("the shelf fell over")


def change_and_break_down(request: HttpRequest) -> NoReturn:
    """Change the session, and raise an error of the code."""
    request.session["num_visits"] = 1000
    raise RuntimeError("the shelf fell over")


def suspect(request: HttpRequest) -> NoReturn:
    """Raise ``SuspiciousOperation`` with a message for the log."""
    raise SuspiciousOperation("words for the log")


def refuse(request: HttpRequest) -> NoReturn:
    """Raise ``PermissionDenied`` with a message for the log."""
    raise PermissionDenied("words for the log")


urlpatterns = [
    *site.urlpatterns,
    path("break/", break_down),
    path("change-and-break/", change_and_break_down),
    path("suspect/", suspect),
    path("refuse/", refuse),
]
handler400 = site.handler400


@pytest.fixture(autouse=True)
def urls_that_fail(settings):
    """Serve the site with four additional URLs."""
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def failing_client() -> Client:
    """A browser that gets the 500 page instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def read_error(soup):
    """A function that checks the common parts of an error page, and returns its ``<main>``."""

    def read(response, status: int):
        assert response.status_code == status
        page = soup(response)
        assert page.title.get_text().endswith("· LocalLibrary")
        assert page.select_one("header a.brand")["href"] == reverse("index")
        assert page.select_one('link[href="/static/css/base.css"]')
        assert len(page.select("main")) == len(page.select("h1")) == len(page.select("main h1")) == 1
        assert page.select_one(".kicker").get_text() == str(status)
        assert page.select_one(".lede").get_text(strip=True)
        assert page.select(f'main a[href="{reverse("index")}"]')
        assert "{%" not in page.get_text()
        assert "{{" not in page.get_text()
        return page.select_one("main")

    return read


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere", "/catalog/book/1", "/catalog/bookinstance/nonsense"])
def test_a_page_that_is_not_there_offers_the_search(client, read_error, address):
    main = read_error(client.get(address), 404)

    assert main.select_one("h1").get_text() == "Page not found"
    assert main.select_one("form[role=search]")["action"] == reverse("books")
    assert main.select_one("form label")["for"] == main.select_one("input[name=q]")["id"]


@pytest.mark.django_db
def test_a_page_for_others_says_as_whom_one_is_logged_in(reader_client, read_error):
    main = read_error(reader_client.get(reverse("all-borrowed")), 403)

    assert main.select_one("h1").get_text() == "You may not open this page"
    assert "You are logged in as ann" in main.get_text()
    assert "ask the administrator" in main.get_text()


@pytest.mark.django_db
def test_words_for_the_log_stay_there(client, read_error):
    assert "words for the log" not in read_error(client.get("/refuse/"), 403).get_text()
    assert "words for the log" not in read_error(client.get("/suspect/"), 400).get_text()


@pytest.mark.django_db
def test_a_bad_request_says_what_was_wrong_with_it(client, read_error):
    main = read_error(client.post(reverse("dismiss-notice", args=["made-up"])), 400)

    assert main.select_one(".lede").get_text() == "There is no such notice."
    assert (
        main.select_one(".lede + p").get_text()
        == "Your request was not carried out. Go back in your browser to try again."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "[", "a b", "testserver.evil.example"])
def test_a_request_for_another_host_is_refused(client, read_error, host):
    main = read_error(client.get(reverse("index"), headers={"host": host}), 400)

    assert host not in main.get_text()


@pytest.mark.django_db
def test_a_form_with_a_thousand_fields_is_refused(client, read_error):
    read_error(client.post(reverse("preferences"), {f"field{number}": "" for number in range(1001)}), 400)


@pytest.mark.django_db
def test_a_form_without_a_token_is_refused_and_nothing_is_changed(read_error):
    client = Client(enforce_csrf_checks=True)

    main = read_error(client.post(reverse("preferences"), PREFERENCES), 403)

    assert main.select_one("h1").get_text() == "The form was too old, or not from this site"
    assert [paragraph.get_text() for paragraph in main.select(".lede, .lede + p")] == [
        "A form of this site contains a token that only your browser has. This one had no token, or an old one.",
        "What you sent was not used. This happens if you logged in or out in another tab, or if your browser stores "
        "no cookies. Go back, reload the page, and send the form again.",
    ]
    assert "accent" not in client.session


@pytest.mark.django_db
def test_a_form_with_its_token_is_accepted(soup):
    client = Client(enforce_csrf_checks=True)
    token = soup(client.get(reverse("preferences"))).select_one("main [name=csrfmiddlewaretoken]")["value"]

    client.post(reverse("preferences"), PREFERENCES | {"csrfmiddlewaretoken": token})

    assert client.session["accent"] == "plum"


@pytest.mark.django_db
def test_a_token_from_before_the_log_in_is_refused(read_error):
    make_librarian("ann")
    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse("login")).context["csrf_token"]
    client.post(reverse("login"), {"username": "ann", "password": "password", "csrfmiddlewaretoken": str(token)})

    response = client.post(reverse("preferences"), PREFERENCES | {"csrfmiddlewaretoken": str(token)})

    assert "you logged in or out in another tab" in read_error(response, 403).get_text()


def test_the_page_for_a_failure_takes_the_blame_and_asks_no_database(failing_client, read_error):
    main = read_error(failing_client.get("/break/"), 500)

    assert main.select_one("h1").get_text() == "Server error"
    assert "not yours" in main.get_text()
    assert "shelf fell over" not in main.get_text()


@pytest.mark.django_db
def test_a_failure_leaves_the_session_as_it_was_as_its_page_says(failing_client, read_error):
    failing_client.get(reverse("index"))

    main = read_error(failing_client.get("/change-and-break/"), 500)

    assert "your session is unchanged" in main.get_text()
    assert failing_client.session["num_visits"] == 1


@pytest.mark.django_db
def test_an_error_page_keeps_the_theme_and_the_color(client, soup):
    client.post(reverse("preferences"), PREFERENCES)

    html = soup(client.get("/nowhere")).html

    assert (html["data-theme"], html["data-accent"]) == ("dark", "plum")
