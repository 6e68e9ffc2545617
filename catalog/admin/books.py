"""Books in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Aggregate, CharField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from catalog.admin.labels import GenreFilter, LabelsFromCache, LanguageFilter
from catalog.admin.quick import MOST_INLINE, QuickAdmin, QuickInline
from catalog.models import Book, BookInstance, Genre


class JoinedNames(Aggregate):
    """The names of a group in one text, a name a line."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '\n')"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context: Any) -> tuple[str, tuple]:
        """Return the SQL for PostgreSQL."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


class BookInstanceInline(QuickInline):
    """The copies of a book. The borrower is changed on the page of the copy."""

    model = BookInstance
    fields = ["imprint", "status", "due_back", "borrower"]
    readonly_fields = ["borrower"]
    ordering = ["status", "due_back", "pk"]
    verbose_name_plural = f"copies (at most the first {MOST_INLINE})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[BookInstance]:
        """Fetch what a row shows of its reader and its book."""
        return super().get_queryset(request).select_related("book", "borrower")


@admin.register(Book)
class BookAdmin(LabelsFromCache, QuickAdmin):
    """Books by title."""

    list_display = ["title", "author", "display_genre"]
    list_filter = [GenreFilter, LanguageFilter]
    list_select_related = ["author"]
    ordering = ["title", "pk"]
    sortable_by = ["title"]
    search_fields = ["title", "author__last_name", "isbn"]  # shows the box; get_search_results does the search
    search_help_text = "Words of the title, the author or the ISBN"
    autocomplete_fields = ["author"]
    inlines = [BookInstanceInline]

    def shown(self, request: HttpRequest) -> QuerySet[Book]:
        """Fetch the genres in the same query; a prefetch would need a second one."""
        genres = Genre.objects.filter(book=OuterRef("pk")).order_by().values("book")
        return super().shown(request).annotate(genres=Subquery(genres.values(names=JoinedNames("name"))))

    @admin.display(description="genre")
    def display_genre(self, book: Book) -> str:
        """Return the first three genres in one line."""
        return ", ".join(sorted((book.genres or "").splitlines())[:3])

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Search as the list of books does."""
        return queryset.search(search_term), False
