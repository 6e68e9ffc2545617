"""Lists and inlines with the same cost for 10 rows and for 100,000."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from catalog.paginator import KeysFirstPaginator

MOST_INLINE = 20  # books under an author, copies under a book


class QuickChangeList(ChangeList):
    """A list that takes every page from ``KeysFirstPaginator``."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        """End the ordering with the primary key, in the direction of the first column, as the indexes do."""
        ordering = super().get_ordering(request, queryset.order_by())
        if ordering[-1] == "-pk" and not str(ordering[0]).startswith("-"):
            ordering[-1] = "pk"
        return ordering

    def get_results(self, request: HttpRequest) -> None:
        """Use the paginator also if there is only one page."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list


class QuickAdmin(admin.ModelAdmin):
    """The base class of the admins of the five models."""

    list_per_page = list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # facets count the whole table once for each choice

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return ``QuickChangeList``."""
        return QuickChangeList

    def shown(self, request: HttpRequest) -> QuerySet:
        """Return the queryset that fetches the rows of a page."""
        rows = self.get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet, per_page: int, *args: Any, **kwargs: Any
    ) -> Paginator:
        """Return a ``KeysFirstPaginator`` for rows of this model, and Django's paginator for others (the history)."""
        if queryset.model is not self.model:
            return super().get_paginator(request, queryset, per_page, *args, **kwargs)
        return KeysFirstPaginator(queryset, per_page, *args, rows=self.shown(request), **kwargs)

    def view_on_site(self, obj: Model) -> str:
        """Return the URL in the library; Django's default link needs a query for the content type."""
        return obj.get_absolute_url()


class FewFormSet(forms.BaseInlineFormSet):
    """Limits an inline to its first rows: 1,000 forms exceed ``DATA_UPLOAD_MAX_NUMBER_FIELDS``."""

    def get_queryset(self) -> QuerySet:
        """Return those rows, fetched once."""
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset()[:MOST_INLINE]
        return self._queryset


class QuickInline(admin.TabularInline):
    """An inline of a few rows, each with a link to its own page."""

    formset = FewFormSet
    extra = 0
    show_change_link = True
