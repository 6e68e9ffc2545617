"""Copies in the admin."""

from __future__ import annotations

from uuid import UUID

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from catalog.admin.quick import QuickAdmin
from catalog.models import Book, BookInstance

MOST_BOOKS_FOUND = 1_000  # books whose copies a search looks up


@admin.register(BookInstance)
class BookInstanceAdmin(QuickAdmin):
    """Copies by due date."""

    list_display = ["book", "status", "borrower", "due_back", "id"]
    list_filter = ["status", "due_back"]
    list_select_related = ["book", "borrower"]
    ordering = ["due_back", "pk"]
    sortable_by = ["due_back"]
    search_fields = ["book__title", "borrower__username", "id"]  # shows the box; get_search_results does the search
    search_help_text = (
        "Words of the title, the author or the ISBN (the copies of the first "
        f"{MOST_BOOKS_FOUND:,} books that have them), a user name, or the number of a copy"
    )
    autocomplete_fields = ["book"]
    raw_id_fields = ["borrower"]  # suggestions would ask for the permission to see all readers
    readonly_fields = ["id"]
    fieldsets = [
        (None, {"fields": ["book", "imprint", "id"]}),
        ("Availability", {"fields": ["status", "due_back", "borrower"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BookInstance]:
        """Fetch the book with each copy, because the name of a copy contains the title."""
        return super().get_queryset(request).select_related("book")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Search for a copy by its number, or for the copies of a reader or of the books found."""
        if not search_term:
            return queryset, False
        try:
            return queryset.filter(pk=UUID(search_term)), False
        except ValueError:
            books = Book.objects.search(search_term).order_by("title", "pk").values("pk")[:MOST_BOOKS_FOUND]
            readers = get_user_model().objects.filter(username=search_term).values("pk")
            return queryset.filter(Q(book__in=books) | Q(borrower__in=readers)), False
