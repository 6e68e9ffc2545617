"""Renewals: valid dates, messages for invalid ones, and the redirect."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertFormError, assertRedirects, assertTemplateUsed

from catalog.forms import RenewBookForm
from catalog.models import BookInstance
from tests.factories import make_book, make_copy, make_user

pytestmark = pytest.mark.django_db

IN_PAST = "Invalid date - renewal in past"
TOO_FAR_AHEAD = "Invalid date - renewal more than 4 weeks ahead"


@pytest.fixture
def copy() -> BookInstance:
    """A copy that is due back today."""
    book = make_book(title="Emma")
    return make_copy(book=book, status="o", borrower=make_user("mary"), due_back=timezone.localdate())


def address_of(copy: BookInstance) -> str:
    """Return the URL that renews ``copy``."""
    return reverse("renew-book-librarian", kwargs={"pk": copy.pk})


def in_days(days: int) -> date:
    """Return the date ``days`` from today."""
    return timezone.localdate() + timedelta(days=days)


def test_the_page_has_the_names_of_the_contract(librarian_client, copy):
    response = librarian_client.get(address_of(copy))

    assertTemplateUsed(response, "catalog/book_renew_librarian.html")
    assert isinstance(response.context["form"], RenewBookForm)
    assert response.context["book_instance"] == copy


def test_three_weeks_are_proposed(librarian_client, soup, copy):
    response = librarian_client.get(address_of(copy))

    assert response.context["form"].initial["renewal_date"] == in_days(21)
    assert soup(response).select_one("[name=renewal_date]")["value"] == in_days(21).isoformat()


def test_the_page_says_what_may_be_entered_and_who_has_the_copy(librarian_client, soup, copy):
    page = soup(librarian_client.get(address_of(copy)))

    assert page.select_one(".help").get_text() == "Enter a date between now and 4 weeks (default 3)."
    assert "mary" in page.select_one(".facts").get_text()
    assert "Emma" in page.select_one("h1").get_text()


def test_the_form_has_the_help_text_of_the_contract():
    assert RenewBookForm().fields["renewal_date"].help_text == "Enter a date between now and 4 weeks (default 3)."


@pytest.mark.parametrize("days", [0, 1, 21, 28])
def test_from_today_to_four_weeks_ahead_a_loan_is_renewed(librarian_client, soup, copy, days):
    response = librarian_client.post(address_of(copy), {"renewal_date": in_days(days)}, follow=True)

    assertRedirects(response, reverse("all-borrowed"))
    copy.refresh_from_db()
    assert copy.due_back == in_days(days)
    assert (copy.status, copy.borrower.username) == ("o", "mary")
    assert soup(response).select_one(".message.success").get_text().startswith("Emma is due back on ")


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, IN_PAST), (-400, IN_PAST), (29, TOO_FAR_AHEAD), (4000, TOO_FAR_AHEAD)]
)
def test_any_other_date_is_refused(librarian_client, soup, copy, days, sentence):
    response = librarian_client.post(address_of(copy), {"renewal_date": in_days(days)})

    assert response.status_code == 200
    assertFormError(response.context["form"], "renewal_date", sentence)
    page = soup(response)
    assert page.select_one("#id_renewal_date_error").get_text(strip=True) == sentence
    assert page.select_one("[name=renewal_date]")["value"] == in_days(days).isoformat()
    copy.refresh_from_db()
    assert copy.due_back == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "This field is required."),
        ({"renewal_date": ""}, "This field is required."),
        ({"renewal_date": "tomorrow"}, "Enter a valid date."),
        ({"renewal_date": "2026-02-30"}, "Enter a valid date."),
        ({"renewal_date": "0000-00-00"}, "Enter a valid date."),
    ],
)
def test_what_is_no_date_is_refused(librarian_client, copy, typed, sentence):
    response = librarian_client.post(address_of(copy), typed)

    assert response.status_code == 200
    assertFormError(response.context["form"], "renewal_date", sentence)


@pytest.mark.parametrize("zone", ["Pacific/Midway", "Pacific/Kiritimati"])
def test_today_is_the_library_s_today(zone):
    with timezone.override(zone):
        today = timezone.localdate()
        assert RenewBookForm({"renewal_date": today}).is_valid()
        assert not RenewBookForm({"renewal_date": today - timedelta(days=1)}).is_valid()
        assert RenewBookForm({"renewal_date": today + timedelta(weeks=4)}).is_valid()
        assert not RenewBookForm({"renewal_date": today + timedelta(weeks=4, days=1)}).is_valid()


@pytest.mark.parametrize("status", ["a", "m", "r"])
def test_a_copy_that_is_not_on_loan_gets_no_due_date(librarian_client, soup, status):
    copy = make_copy(book=make_book(title="Emma"), status=status)

    response = librarian_client.post(address_of(copy), {"renewal_date": in_days(7)}, follow=True)

    assertRedirects(response, reverse("all-borrowed"))
    assert soup(response).select_one(".message.warning").get_text() == "This copy of Emma was not on loan."
    copy.refresh_from_db()
    assert copy.due_back is None


def test_the_permission_alone_is_enough(client, copy):
    client.force_login(make_user("desk", "can_mark_returned"))

    response = client.post(address_of(copy), {"renewal_date": in_days(7)})

    assertRedirects(response, reverse("all-borrowed"))


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(librarian_client, copy, method):
    assert getattr(librarian_client, method)(address_of(copy)).status_code == 405
