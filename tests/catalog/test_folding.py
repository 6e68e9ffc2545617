"""Folded text, without case and accents, and the columns that store it."""

from __future__ import annotations

import pytest

from catalog.fields import fold
from catalog.models import Book
from tests.factories import make_author, make_book

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Brontë", "bronte"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("  Gabriel   García\tMárquez ", "gabriel garcia marquez"),
        ("Łódź", "lodz"),
        ("Jo Nesbø", "jo nesbo"),
        ("\N{MATHEMATICAL BOLD CAPITAL D}une", "dune"),
        ("The Handmaid\u2019s Tale", "the handmaid's tale"),
        ("한국어", "한국어"),
        ("…", "..."),
        ("\u0301", ""),
        ("", ""),
    ],
)
def test_folding_takes_case_and_accents_away(text, folded):
    assert fold(text) == folded


def test_the_searched_columns_follow_what_they_are_made_of():
    author = make_author(first_name="Émile", last_name="Zola")
    book = make_book(title="Thérèse Raquin", author=author)
    assert (author.search_name, book.search_title) == ("emile zola", "therese raquin")

    book.title = "L'Œuvre"
    book.save()

    assert Book.objects.get().search_title == "l'oeuvre"


def test_the_longest_title_is_searched_to_its_end():
    book = make_book(title="ß" * 195 + " Ende")

    assert book.search_title.endswith("s ende")
    assert Book.objects.search("Ende").get() == book
