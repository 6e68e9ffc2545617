"""Loans: the list of a reader, the list of all loans for librarians, and returns."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects, assertTemplateUsed

from tests.factories import make_book, make_copy, make_user

pytestmark = pytest.mark.django_db


def lend(title: str, reader, days: int = 7, status: str = "o"):
    """Create a copy of a new book on loan to ``reader``, due in ``days``."""
    due_back = timezone.localdate() + timedelta(days=days)
    return make_copy(book=make_book(title=title), borrower=reader, due_back=due_back, status=status)


def test_a_reader_sees_their_own_loans_by_due_date(reader, reader_client, soup):
    other = make_user("bob")
    for title, days in [("Third", 9), ("First", -2), ("Second", 1)]:
        lend(title, reader, days)
    lend("Another's", other)
    make_copy(book=make_book(title="On the shelf"), status="a")

    response = reader_client.get(reverse("my-borrowed"))

    assertTemplateUsed(response, "catalog/bookinstance_list_borrowed_user.html")
    assert [copy.book.title for copy in response.context["bookinstance_list"]] == ["First", "Second", "Third"]
    page = soup(response)
    assert [title.get_text() for title in page.select(".shelf .title")] == ["First", "Second", "Third"]
    assert page.select_one(".mark.overdue").get_text() == "2 days overdue"


@pytest.mark.parametrize("status", ["a", "m", "r"])
def test_only_what_is_on_loan_counts_as_a_loan(reader, reader_client, status):
    lend("Emma", reader, status=status)

    assert list(reader_client.get(reverse("my-borrowed")).context["bookinstance_list"]) == []


def test_a_reader_with_many_loans_sees_them_in_pages(reader, reader_client):
    for number in range(12):
        lend(f"Book {number:02}", reader, number)

    first, second = (reader_client.get(reverse("my-borrowed"), {"page": page}) for page in (1, 2))

    assert first.context["is_paginated"] is True
    assert [copy.book.title for copy in first.context["bookinstance_list"]] == [f"Book {n:02}" for n in range(10)]
    assert [copy.book.title for copy in second.context["bookinstance_list"]] == ["Book 10", "Book 11"]


def test_a_reader_without_loans_is_told_where_to_find_a_book(reader_client, soup):
    empty = soup(reader_client.get(reverse("my-borrowed"))).select_one(".empty")

    assert "You have no book on loan." in empty.get_text()
    assert empty.select_one("a")["href"] == f"{reverse('books')}?available=on"


def test_a_librarian_sees_all_loans_by_due_date_with_their_readers(librarian_client, soup):
    lend("Later", make_user("ann"), 8)
    lend("Sooner", make_user("bob"), -1)
    lend("Reserved", make_user("cid"), status="r")

    response = librarian_client.get(reverse("all-borrowed"))

    assertTemplateUsed(response, "catalog/bookinstance_list_borrowed_all.html")
    rows = [[cell.get_text(strip=True) for cell in row.select("td")[:2]] for row in soup(response).select("tbody tr")]
    assert rows == [["Sooner", "bob"], ["Later", "ann"]]
    assert [copy.book.title for copy in response.context["bookinstance_list"]] == ["Sooner", "Later"]
    assert soup(response).select_one(".byline").get_text() == "2 copies, the most urgent first"


def test_all_loans_come_ten_to_a_page(librarian_client):
    reader = make_user("ann")
    for number in range(11):
        lend(f"Book {number:02}", reader, number)

    pages = [librarian_client.get(reverse("all-borrowed"), {"page": page}) for page in (1, 2)]

    assert [len(page.context["bookinstance_list"]) for page in pages] == [10, 1]


def test_when_nothing_is_on_loan_the_librarian_is_told_so(librarian_client, soup):
    assert soup(librarian_client.get(reverse("all-borrowed"))).select_one(".empty").get_text(strip=True) == (
        "No copy is on loan."
    )


def test_each_loan_can_be_renewed_and_returned_from_the_list(librarian_client, soup):
    copy = lend("Emma", make_user("ann"))

    row = soup(librarian_client.get(reverse("all-borrowed"))).select_one("tbody tr")

    assert row.select_one(f'a[href="{reverse("renew-book-librarian", args=[copy.pk])}"]').get_text() == "Renew Emma"
    returning = row.select_one(f'form[action="{reverse("bookinstance-return", args=[copy.pk])}"]')
    assert returning["method"] == "post"
    assert returning.select_one("[name=csrfmiddlewaretoken]")


def test_a_returned_copy_is_back_on_the_shelf(librarian_client, soup):
    copy = lend("Emma", make_user("ann"))

    response = librarian_client.post(reverse("bookinstance-return", args=[copy.pk]), follow=True)

    assertRedirects(response, reverse("all-borrowed"))
    assert soup(response).select_one(".message.success").get_text() == "Emma is back on the shelf."
    copy.refresh_from_db()
    assert (copy.status, copy.borrower, copy.due_back) == ("a", None, None)


def test_a_copy_returned_twice_stays_with_whoever_has_it_by_then(librarian_client, soup):
    copy = lend("Emma", make_user("ann"))
    address = reverse("bookinstance-return", args=[copy.pk])
    librarian_client.post(address, follow=True)
    bob = make_user("bob")
    type(copy).objects.filter(pk=copy.pk).reserve(bob)

    response = librarian_client.post(address, follow=True)

    assert soup(response).select_one(".message.warning").get_text() == "This copy of Emma was not on loan."
    copy.refresh_from_db()
    assert (copy.status, copy.borrower) == ("r", bob)


def test_a_reader_cannot_return_a_copy(client, reader, reader_client):
    copy = lend("Emma", reader)
    address = reverse("bookinstance-return", args=[copy.pk])

    assert reader_client.post(address).status_code == 403
    assert client.post(address).headers["Location"] == f"{reverse('login')}?next={copy.get_absolute_url()}"
    copy.refresh_from_db()
    assert (copy.status, copy.borrower) == ("o", reader)


def test_the_permission_to_mark_returned_is_enough(client, reader):
    copy = lend("Emma", reader)
    client.force_login(make_user("desk", "can_mark_returned"))

    client.post(reverse("bookinstance-return", args=[copy.pk]))

    copy.refresh_from_db()
    assert copy.status == "a"


@pytest.mark.parametrize("action", ["return", "reserve", "cancel"])
def test_nothing_is_lent_or_returned_by_opening_an_address(librarian, librarian_client, action):
    copy = lend("Emma", librarian)

    assert librarian_client.get(reverse(f"bookinstance-{action}", args=[copy.pk])).status_code == 405

    copy.refresh_from_db()
    assert (copy.status, copy.borrower) == ("o", librarian)


@pytest.mark.parametrize("action", ["return", "reserve"])
def test_a_copy_that_is_not_there_is_not_found(librarian_client, action):
    assert librarian_client.post(reverse(f"bookinstance-{action}", args=[uuid.uuid4()])).status_code == 404
