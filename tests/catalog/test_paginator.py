"""The paginator that selects keys first, from the nearer end."""

from __future__ import annotations

import pytest
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator

from catalog.models import Book
from catalog.paginator import KeysFirstPaginator
from tests.factories import make_author, make_book

pytestmark = pytest.mark.django_db

BY_TITLE = Book.objects.order_by("title", "pk")


@pytest.fixture
def books() -> list[Book]:
    """23 books, some with equal titles, created in random order."""
    return [make_book(title=f"Book {number * 7 % 23 // 2}") for number in range(23)]


@pytest.mark.parametrize("per_page", [1, 4, 10, 22, 23, 24])
@pytest.mark.parametrize("orphans", [0, 3])
@pytest.mark.parametrize("order", [("title", "pk"), ("-title", "-pk"), ("title", "-pk")])
def test_every_page_has_what_djangos_paginator_has(books, per_page, orphans, order):
    if orphans >= per_page:
        orphans = 0
    rows = Book.objects.order_by(*order)
    djangos, ours = Paginator(rows, per_page, orphans), KeysFirstPaginator(rows, per_page, orphans)

    assert list(ours.page_range) == list(djangos.page_range)
    for number in djangos.page_range:
        assert list(ours.page(number)) == list(djangos.page(number))


def test_a_page_is_fetched_with_the_rows_that_it_is_given(books, django_assert_num_queries):
    paginator = KeysFirstPaginator(BY_TITLE.filter(title="Book 3"), 10, rows=Book.objects.select_related("author"))

    with django_assert_num_queries(2):  # the count, and the page
        titles = {(book.title, book.author.last_name) for book in paginator.page(1)}

    assert titles == {("Book 3", "Austen")}


def test_rows_that_a_join_finds_come_in_order_too(books):
    author = make_author(last_name="Ashby")
    Book.objects.filter(title__in=["Book 2", "Book 5"]).update(author=author)

    page = KeysFirstPaginator(BY_TITLE.filter(author__last_name="Ashby"), 3).page(2)

    assert [book.title for book in page] == ["Book 5"]


def test_an_empty_list_has_one_empty_page():
    page = KeysFirstPaginator(BY_TITLE, 10).page(1)

    assert list(page) == []
    assert not page.has_other_pages()


def test_an_empty_list_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(KeysFirstPaginator(BY_TITLE, 10).page(1))


@pytest.mark.parametrize(("number", "error"), [(0, EmptyPage), (4, EmptyPage), ("x", PageNotAnInteger)])
def test_a_page_that_is_not_there_is_refused(books, number, error):
    with pytest.raises(error):
        KeysFirstPaginator(BY_TITLE, 10).page(number)
