"""Log-in, log-out, password reset, password change, and redirects of the log-in page."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects, assertTemplateUsed

from tests.factories import make_user

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "correct horse battery staple"
ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example/catalog/",
    "//evil.example/",
    "///evil.example/",
    "http:///evil.example/",
    "\\\\evil.example\\",
    "/\\evil.example/",
    "javascript:alert(1)",
    "\x00//evil.example/",
    "http://testserver.evil.example/",
    "http://testserver@evil.example/",
]


def is_logged_in(client: Client) -> bool:
    """Return whether the browser is logged in to the library."""
    return client.get(reverse("my-borrowed")).status_code == 200


def log_in(client: Client, password: str = "password", **more: str):
    """Submit the log-in form for the reader ann."""
    return client.post(reverse("login"), {"username": "ann", "password": password} | more)


def link_in(mail) -> str:
    """Return the path of the link in a letter."""
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


@pytest.fixture
def letter(reader, client, mailoutbox):
    """The password reset letter of the reader."""
    reader.email = "ann@example.org"
    reader.save()
    client.post(reverse("password_reset"), {"email": "ANN@example.org"})
    return mailoutbox[0]


def test_a_reader_logs_in_and_comes_to_the_library(client, reader):
    assertRedirects(log_in(client), reverse("index"))
    assert is_logged_in(client)


def test_a_reader_comes_to_the_page_that_asked_for_the_log_in(client, soup, reader):
    page = client.get(reverse("my-borrowed"), follow=True)
    assert "you get the page" in soup(page).select_one("main").get_text()

    hidden = soup(page).select_one("[name=next]")["value"]

    assertRedirects(log_in(client, next=hidden), reverse("my-borrowed"))


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_log_in_leads_nowhere_but_into_this_site(client, soup, reader, address):
    page = client.get(reverse("login"), {"next": address})
    assert soup(page).select_one("main [name=next]")["value"] == ""

    assertRedirects(log_in(client, next=address), reverse("index"))


@pytest.mark.parametrize(("username", "password"), [("ann", "wrong"), ("nobody", "password"), ("ann", ""), ("", "")])
def test_a_wrong_name_or_password_is_refused_with_a_sentence(client, soup, reader, username, password):
    response = client.post(reverse("login"), {"username": username, "password": password})

    page = soup(response)
    assert response.status_code == 200
    assert page.select("[role=alert], .errorlist")
    assert page.select_one("[name=username]").get("value", "") == username
    assert not page.select_one("[name=password]").get("value")
    assert not is_logged_in(client)


def test_a_wrong_password_says_the_same_as_a_wrong_name(client, soup, reader):
    alerts = [
        soup(client.post(reverse("login"), typed)).select_one("[role=alert]").get_text(strip=True)
        for typed in ({"username": "ann", "password": "x"}, {"username": "nobody", "password": "x"})
    ]

    assert alerts[0] == alerts[1] != ""


def test_who_has_left_cannot_log_in(client):
    make_user("ann", is_active=False)

    assert log_in(client).status_code == 200
    assert not is_logged_in(client)


def test_a_page_offers_the_log_in_or_the_log_out(client, soup, reader):
    def header():
        return soup(client.get(reverse("books"))).select_one("header")

    assert header().find("a", string="Log in")["href"] == f"{reverse('login')}?next={reverse('books')}"

    log_in(client)
    form = header().select_one(f'form[action="{reverse("logout")}"]')
    assert form["method"] == "post"
    assert form.select_one("[name=csrfmiddlewaretoken]")
    assert "ann" in form.get_text()


def test_a_reader_logs_out_by_a_post(reader_client, soup):
    response = reader_client.post(reverse("logout"))

    assertTemplateUsed(response, "registration/logged_out.html")
    assert soup(response).select_one("h1").get_text() == "You are logged out"
    assert not is_logged_in(reader_client)


def test_nobody_is_logged_out_by_opening_an_address(reader_client):
    assert reader_client.get(reverse("logout")).status_code == 405
    assert is_logged_in(reader_client)


def test_the_letter_says_whose_password_it_is_and_holds_a_link(letter):
    assert letter.to == ["ann@example.org"]
    assert letter.subject == "A new password for LocalLibrary"
    assert "Hello ann" in letter.body
    assert link_in(letter).startswith("/accounts/reset/")


def test_a_forgotten_password_is_replaced_through_the_letter(letter, client, soup):
    form = client.get(link_in(letter), follow=True)
    assert soup(form).select_one("h1").get_text() == "Choose a new password"
    address = form.redirect_chain[-1][0]

    response = client.post(address, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}, follow=True)

    assertRedirects(response, reverse("password_reset_complete"))
    assert log_in(client).status_code == 200  # the old password is refused
    assertRedirects(log_in(client, NEW_PASSWORD), reverse("index"))


def test_a_link_works_once(letter, client, soup):
    address = client.get(link_in(letter), follow=True).redirect_chain[-1][0]
    client.post(address, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})

    response = client.get(link_in(letter), follow=True)

    page = soup(response).select_one("main")
    assert "This link was used before, or it is too old." in page.get_text()
    assert page.select_one("form") is None
    assert page.select_one("p a")["href"] == reverse("password_reset")


def test_a_made_up_link_is_refused(client, soup, reader):
    response = client.get(reverse("password_reset_confirm", args=["MQ", "made-up"]), follow=True)

    assert "This link was used before" in soup(response).select_one("main").get_text()


def test_the_letter_of_an_account_that_was_shut_since_sets_no_password(letter, client, soup):
    User.objects.update(is_active=False)

    page = soup(client.get(link_in(letter), follow=True)).select_one("main")

    assert "This link was used before, or it is too old." in page.get_text()
    assert page.select_one("form") is None


def test_the_admin_s_page_for_a_new_password_is_the_library_s_own(client):
    client.force_login(make_user("lib", is_staff=True))

    assertRedirects(client.get("/admin/password_change/"), reverse("password_change"))


def test_a_stranger_s_address_gets_the_same_answer_and_no_letter(client, reader, mailoutbox):
    response = client.post(reverse("password_reset"), {"email": "nobody@example.org"})

    assertRedirects(response, reverse("password_reset_done"))
    assert mailoutbox == []


def test_a_reader_changes_the_password_and_stays_logged_in_here_alone(reader, reader_client):
    other_browser = Client()
    other_browser.force_login(reader)
    typed = {"old_password": "password", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}

    response = reader_client.post(reverse("password_change"), typed)

    assertRedirects(response, reverse("password_change_done"))
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert is_logged_in(reader_client)
    assert not is_logged_in(other_browser)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("old_password", {"old_password": "wrong"}),
        ("new_password2", {"new_password2": "another"}),
        ("new_password2", {"new_password1": "12345678", "new_password2": "12345678"}),
        ("new_password2", {"new_password1": "short", "new_password2": "short"}),
    ],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(reader_client, soup, field, typed):
    good = {"old_password": "password", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}

    response = reader_client.post(reverse("password_change"), good | typed)

    assert response.status_code == 200
    assert soup(response).select_one(f"#id_{field}_error").get_text(strip=True)
    assert User.objects.get().check_password("password")


def test_only_who_is_logged_in_changes_a_password(client):
    address = reverse("password_change")

    assertRedirects(client.get(address), f"{reverse('login')}?next={address}")


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("login", "login.html"),
        ("password_change", "password_change_form.html"),
        ("password_change_done", "password_change_done.html"),
        ("password_reset", "password_reset_form.html"),
        ("password_reset_done", "password_reset_done.html"),
        ("password_reset_complete", "password_reset_complete.html"),
    ],
)
def test_the_pages_of_accounts_are_the_library_s_own(reader_client, soup, name, template):
    response = reader_client.get(reverse(name))

    page = soup(response)
    assertTemplateUsed(response, f"registration/{template}")
    assertTemplateUsed(response, "base.html")
    assert page.select_one("header a.brand").get_text() == "LocalLibrary"
    assert len(page.select("main h1")) == 1


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_preferences_lead_nowhere_but_into_this_site(client, soup, address):
    page = soup(client.get(reverse("preferences"), {"next": address}))
    assert page.select("[name=next]") == []

    typed = {"page_size": "25", "accent": "plum", "theme": "dark", "next": address}
    assertRedirects(client.post(reverse("preferences"), typed), reverse("preferences"))


def test_the_preferences_lead_back_to_the_page_that_asked(client, soup):
    address = f"{reverse('authors')}?page=1"
    hidden = soup(client.get(reverse("preferences"), {"next": address})).select_one("[name=next]")["value"]

    typed = {"page_size": "25", "accent": "plum", "theme": "dark", "next": hidden}

    assertRedirects(client.post(reverse("preferences"), typed), address)
