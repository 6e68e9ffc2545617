"""Books."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.generic import DetailView

from catalog import visitor
from catalog.forms import BookFilterForm, BookForm
from catalog.models import Book
from catalog.views.editing import CreatePage, DeletePage, UpdatePage
from catalog.views.lists import PagedList


class BookListView(PagedList):
    """All books by title, or those that match the search."""

    queryset = Book.objects.order_by("title", "pk")
    shown = Book.objects.select_related("author", "language")

    def get_queryset(self) -> QuerySet[Book]:
        """Filter the books by the query string."""
        self.form = BookFilterForm(self.request.GET)
        return self.form.narrow(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(form=self.form, **kwargs)


class BookDetailView(DetailView):
    """A book and its copies. For a visitor who has a session it is added to the recent books."""

    queryset = Book.objects.select_related("author", "language")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Add an existing book to the recent books."""
        response = super().get(request, *args, **kwargs)
        visitor.remember_book(request.session, self.object.pk)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the copies, those on the shelf first, and whether the book is on the reading list."""
        return super().get_context_data(
            copies=self.object.bookinstance_set.order_by("status", "due_back", "pk"),
            on_reading_list=visitor.is_on_reading_list(self.request.session, self.object.pk),
            **kwargs,
        )


class BookCreate(CreatePage):
    """Add a book."""

    model = Book
    form_class = BookForm


class BookUpdate(UpdatePage):
    """Change a book."""

    queryset = Book.objects.select_related("author")
    model = Book
    form_class = BookForm


class BookDelete(DeletePage):
    """Delete a book without copies."""

    model = Book
    obstacles = "bookinstance_set"
