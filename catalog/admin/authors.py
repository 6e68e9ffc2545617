"""Authors in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from catalog.admin.quick import MOST_INLINE, QuickAdmin, QuickInline
from catalog.fields import fold
from catalog.models import Author, Book


class BookInline(QuickInline):
    """The first books of an author. A book is added on its own page, which has all required fields."""

    model = Book
    fields = ["title", "isbn", "language"]
    readonly_fields = ["language"]
    ordering = ["title", "pk"]
    verbose_name_plural = f"books (at most the first {MOST_INLINE})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Book]:
        """Fetch the languages with the books."""
        return super().get_queryset(request).select_related("language")

    def has_add_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        """Return ``False``: the inline lacks the required fields of a book."""
        return False


@admin.register(Author)
class AuthorAdmin(QuickAdmin):
    """Authors by name."""

    list_display = ["last_name", "first_name", "date_of_birth", "date_of_death"]
    ordering = ["last_name", "first_name", "pk"]
    sortable_by = ["last_name"]
    search_fields = ["search_name"]
    fields = ["first_name", "last_name", ("date_of_birth", "date_of_death"), "all_books"]
    readonly_fields = ["all_books"]
    inlines = [BookInline]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Search names without regard to case and accents."""
        return super().get_search_results(request, queryset, fold(search_term))

    @admin.display(description="books")
    def all_books(self, author: Author) -> str:
        """Link to the list of all books of the author; the inline shows only the first ones."""
        if author.pk is None:
            return "-"
        address = f"{reverse('admin:catalog_book_changelist')}?author__id__exact={author.pk}"
        return format_html('<a href="{}">All books of this author</a>', address)
