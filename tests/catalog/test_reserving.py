"""Reservations of copies on the shelf, and their cancellation."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from catalog.models import BookInstance
from tests.factories import make_book, make_copy, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy() -> BookInstance:
    """A copy on the shelf."""
    return make_copy(book=make_book(title="Emma"), status="a")


@pytest.fixture
def other_client() -> Client:
    """The browser of another reader, logged in."""
    client = Client()
    client.force_login(make_user("bob"))
    return client


def reserve(client: Client, copy: BookInstance):
    """Submit Reserve, and return the page after the redirect."""
    return client.post(reverse("bookinstance-reserve", args=[copy.pk]), follow=True)


def cancel(client: Client, copy: BookInstance):
    """Submit Cancel, and return the page after the redirect."""
    return client.post(reverse("bookinstance-cancel", args=[copy.pk]), follow=True)


def state(copy: BookInstance) -> tuple[str, str | None]:
    """Return the status of the copy and its borrower."""
    return BookInstance.objects.values_list("status", "borrower__username").get(pk=copy.pk)


def test_a_reader_reserves_a_copy_and_finds_it_among_their_books(reader_client, soup, copy):
    response = reserve(reader_client, copy)

    assertRedirects(response, reverse("my-borrowed"))
    page = soup(response)
    assert page.select_one(".message.success").get_text() == "A copy of Emma is reserved for you."
    assert page.select_one(".shelf .title").get_text() == "Emma"
    assert page.select_one(f'form[action="{reverse("bookinstance-cancel", args=[copy.pk])}"]')
    assert state(copy) == ("r", "ann")


def test_of_two_readers_one_gets_the_copy(reader_client, other_client, soup, copy):
    page = copy.book.get_absolute_url()
    for client in (reader_client, other_client):
        assert soup(client.get(page)).select_one(f'form[action$="{copy.pk}/reserve/"]')

    first, second = reserve(reader_client, copy), reserve(other_client, copy)

    assertRedirects(first, reverse("my-borrowed"))
    assertRedirects(second, page)
    assert soup(second).select_one(".message.warning").get_text() == (
        "This copy of Emma is not available. Another reader may have been quicker."
    )
    assert state(copy) == ("r", "ann")


def test_a_reader_who_presses_while_another_is_served_does_not_take_the_copy_away(
    reader_client, other_client, soup, copy
):
    """The second request reserves the copy after the first one has read it and before it writes."""
    served = []

    def serve_the_other_first(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and BookInstance._meta.db_table in sql and not served:
            served.append(True)
            served.append(reserve(other_client, copy))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(serve_the_other_first):
        late = reserve(reader_client, copy)

    assert "reserved for you" in soup(served[1]).select_one(".message").get_text()
    assert soup(late).select_one(".message.warning")
    assert state(copy) == ("r", "bob")


def test_one_conditional_update_decides():
    copy, ann, bob = make_copy(status="a"), make_user("ann"), make_user("bob")
    copies = BookInstance.objects.filter(pk=copy.pk)

    assert copies.reserve(ann) is True
    assert copies.reserve(bob) is False
    assert state(copy) == ("r", "ann")


def test_pressing_twice_is_no_defeat(reader_client, soup, copy):
    reserve(reader_client, copy)

    response = reserve(reader_client, copy)

    assertRedirects(response, reverse("my-borrowed"))
    assert soup(response).select_one(".message.info").get_text() == "A copy of Emma is reserved for you already."


@pytest.mark.parametrize("status", ["m", "o", "r"])
def test_only_a_copy_on_the_shelf_can_be_reserved(reader_client, status):
    copy = make_copy(status=status, borrower=make_user("bob"))

    reserve(reader_client, copy)

    assert state(copy) == (status, "bob")


def test_a_reader_who_was_logged_out_meanwhile_comes_back_to_the_copy(client, reader, copy):
    answer = client.post(reverse("bookinstance-reserve", args=[copy.pk]))
    response = client.post(answer.headers["Location"], {"username": "ann", "password": "password"}, follow=True)

    assertRedirects(response, copy.get_absolute_url())
    assert state(copy) == ("a", None)


def test_a_reader_cancels_and_the_copy_is_on_the_shelf_again(reader_client, soup, copy):
    reserve(reader_client, copy)

    response = cancel(reader_client, copy)

    assertRedirects(response, reverse("my-borrowed"))
    assert soup(response).select_one(".message.success").get_text() == "Your reservation is canceled."
    assert soup(response).select(".shelf") == []
    assert state(copy) == ("a", None)


def test_a_canceled_copy_has_no_due_date(reader, reader_client):
    copy = make_copy(status="r", borrower=reader, due_back=timezone.localdate())

    cancel(reader_client, copy)

    copy.refresh_from_db()
    assert copy.due_back is None


def test_a_reader_cannot_cancel_another_s_reservation(reader_client, other_client, soup, copy):
    reserve(other_client, copy)

    response = cancel(reader_client, copy)

    assert soup(response).select_one(".message.warning").get_text() == "There was no such reservation of yours."
    assert state(copy) == ("r", "bob")


def test_a_loan_cannot_be_canceled(reader, reader_client):
    copy = make_copy(status="o", borrower=reader)

    cancel(reader_client, copy)

    assert state(copy) == ("o", "ann")


def test_a_reader_sees_their_own_reservations_alone(reader_client, other_client, soup, copy):
    reserve(other_client, copy)

    assert "Emma" not in soup(reader_client.get(reverse("my-borrowed"))).select_one("main").get_text()


@pytest.mark.parametrize("action", ["reserve", "cancel"])
def test_a_stranger_can_do_neither(client, copy, action):
    response = client.post(reverse(f"bookinstance-{action}", args=[copy.pk]))

    assert response.headers["Location"] == f"{reverse('login')}?next={copy.get_absolute_url()}"
    assert state(copy) == ("a", None)
