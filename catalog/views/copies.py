"""Copies of books."""

from __future__ import annotations

from django.views.generic import DetailView

from catalog.forms import BookInstanceForm
from catalog.models import BookInstance
from catalog.views.editing import CreatePage, DeletePage, UpdatePage
from catalog.views.lists import PagedList


class BookInstanceListView(PagedList):
    """All copies, by the day they are due back."""

    queryset = BookInstance.objects.order_by("due_back", "pk")
    shown = BookInstance.objects.select_related("book")


class BookInstanceDetailView(DetailView):
    """A copy."""

    queryset = BookInstance.objects.select_related("book__author")


class BookInstanceCreate(CreatePage):
    """Add a copy of a book."""

    model = BookInstance
    form_class = BookInstanceForm

    def get_initial(self) -> dict[str, str]:
        """Preselect the book of the query string (``?book=12``)."""
        return {"book": self.request.GET.get("book", "")[:20]}


class BookInstanceUpdate(UpdatePage):
    """Change a copy."""

    queryset = BookInstance.objects.select_related("book", "borrower")
    model = BookInstance
    form_class = BookInstanceForm


class BookInstanceDelete(DeletePage):
    """Delete a copy."""

    queryset = BookInstance.objects.select_related("book")
    model = BookInstance
