"""Genres and languages."""

from __future__ import annotations

from django.db.models import Count

from catalog.forms import GenreForm, LanguageForm
from catalog.models import Genre, Language
from catalog.views.editing import CreatePage, DeletePage, UpdatePage
from catalog.views.lists import BooksFiledUnder, PagedList


class GenreListView(PagedList):
    """All genres by name, with the number of books."""

    queryset = Genre.objects.order_by("name", "pk")
    shown = Genre.objects.annotate(books=Count("book"))


class GenreDetailView(BooksFiledUnder):
    """A genre, and its books."""

    filed_under = Genre


class GenreCreate(CreatePage):
    """Add a genre."""

    model = Genre
    form_class = GenreForm


class GenreUpdate(UpdatePage):
    """Change a genre."""

    model = Genre
    form_class = GenreForm


class GenreDelete(DeletePage):
    """Delete a genre; its books stay."""

    model = Genre
    consequence = "Its books stay, no longer filed under it."


class LanguageListView(PagedList):
    """All languages by name, with the number of books."""

    queryset = Language.objects.order_by("name", "pk")
    shown = Language.objects.annotate(books=Count("book"))


class LanguageDetailView(BooksFiledUnder):
    """A language, and the books written in it."""

    filed_under = Language


class LanguageCreate(CreatePage):
    """Add a language."""

    model = Language
    form_class = LanguageForm


class LanguageUpdate(UpdatePage):
    """Change a language."""

    model = Language
    form_class = LanguageForm


class LanguageDelete(DeletePage):
    """Delete a language; its books stay."""

    model = Language
    consequence = "Its books stay, without a language."
