"""The base classes of all lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from catalog import visitor
from catalog.models import Book
from catalog.paginator import KeysFirstPaginator


class PagedList(ListView):
    """A paginated list, with ten rows a page or the visitor's preference.

    ``queryset`` is the listed rows in order, ``shown`` fetches the rows of a page with related objects.
    """

    paginator_class = KeysFirstPaginator
    shown: QuerySet | None = None  # as ``queryset``

    def get_paginate_by(self, queryset: QuerySet) -> int:
        """Return the visitor's preference."""
        return visitor.page_size(self.request.session)

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs: Any) -> KeysFirstPaginator:
        """Return a paginator that fetches a page with ``shown``."""
        return super().get_paginator(queryset, per_page, rows=self.shown, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page numbers to link to: the first, the last, and those around this one."""
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {"page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)}


class BooksFiledUnder(PagedList):
    """The page of an author, a genre or a language: the object, and its books in pages.

    The context has the object as ``object`` and under its model's name, and the books as ``book_list``.
    """

    filed_under: type[Model]  # a model that Book refers to by a field of the same name
    shown = Book.objects.select_related("author")

    @property
    def name(self) -> str:
        """The name of the object in templates and fields."""
        return self.filed_under._meta.model_name

    def get_queryset(self) -> QuerySet[Book]:
        """Get the object, and return its books by title."""
        self.object = get_object_or_404(self.filed_under, pk=self.kwargs["pk"])
        return Book.objects.filter(**{self.name: self.object}).order_by("title", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the object to the context of the list."""
        return super().get_context_data(object=self.object, **{self.name: self.object}, **kwargs)

    def get_template_names(self) -> list[str]:
        """Return the template name of a detail page."""
        return [f"catalog/{self.name}_detail.html"]
