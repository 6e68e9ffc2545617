"""The statements of error pages about the session and about the request are true."""

from __future__ import annotations

from importlib import import_module
from typing import NoReturn

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from locallibrary import urls as site
from tests.project.faults.pages import LIST, LOG_OUT, assert_nothing_is_lost, cookies_touched, reader, soup_of, words_of
from tests.project.faults.stored import use

pytestmark = pytest.mark.django_db

PREFERENCES = {"page_size": "25", "accent": "plum", "theme": "dark"}


def leave_and_break_down(request: HttpRequest) -> NoReturn:
    """Log out, and raise an error of the code."""
    logout(request)
    raise RuntimeError("the shelf fell over")


def work_while_the_session_goes(request: HttpRequest) -> HttpResponse:
    """Carry out the request, while another tab logs out."""
    request.session["num_visits"] = 1000
    import_module(site_settings.SESSION_ENGINE).SessionStore().delete(request.session.session_key)
    User.objects.update(first_name="done")
    return HttpResponse("Done.")


urlpatterns = [*site.urlpatterns, path("leave/", leave_and_break_down), path("work/", work_while_the_session_goes)]
handler400 = site.handler400


@pytest.fixture(autouse=True)
def urls_that_fail(settings):
    """Serve the site with two additional URLs."""
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("engine", ["db", "cached_db", "cache", "file", "signed_cookies"])
def test_a_page_that_left_the_session_and_failed_leaves_it_as_it_was(settings, tmp_path, monkeypatch, engine):
    use(engine, tmp_path, settings, monkeypatch)
    ann = reader()
    ann.raise_request_exception = False

    response = ann.get("/leave/")

    assert response.status_code == 500
    assert "your session is unchanged" in words_of(response)
    assert cookies_touched(response) == set()
    assert_nothing_is_lost(ann)


def test_a_log_out_that_does_not_fail_still_deletes_the_session():
    ann = reader()

    assert ann.post(LOG_OUT).status_code == 200
    assert words_of(ann.get(LIST)).startswith("Reading list")
    assert "reading_list" not in ann.session


@pytest.mark.parametrize("engine", ["db", "cached_db", "cache", "file"])
def test_a_session_that_went_meanwhile_does_not_mean_that_nothing_was_done(settings, tmp_path, monkeypatch, engine):
    use(engine, tmp_path, settings, monkeypatch)
    ann = reader()

    response = ann.get("/work/")

    assert User.objects.get().first_name == "done"
    assert response.status_code == 400
    assert "Your session was deleted while the library handled your request" in words_of(response)
    assert "was not carried out" not in words_of(response)
    assert "check before you try again" in words_of(response)
    header = soup_of(response).select_one("header").get_text()
    assert "Log in" in header
    assert "ann" not in header


@pytest.mark.parametrize(
    ("method", "name", "is_page"), [("post", "books", True), ("put", "index", True), ("get", "logout", False)]
)
def test_only_what_takes_no_get_is_said_to_belong_to_a_button(client, method, name, is_page):
    words = words_of(getattr(client, method)(reverse(name)))

    assert ("It is a page" in words) is is_page
    assert ("It belongs to a button or a form" in words) is not is_page


@pytest.mark.parametrize("headers", [{"origin": "https://example.net"}, {"origin": "null"}, {}], ids=str)
def test_a_form_of_another_site_is_not_said_to_be_too_old(headers):
    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse("preferences"), secure=True).context["csrf_token"]

    fields = PREFERENCES | {"csrfmiddlewaretoken": str(token)}
    response = client.post(reverse("preferences"), fields, headers=headers, secure=True)

    assert response.status_code == 403
    assert "came from another site, or did not say where it came from" in words_of(response)
    assert "an old one" not in words_of(response)
    assert "accent" not in client.session
