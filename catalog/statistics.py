"""The numbers on the home page."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Value

from catalog.models import Author, Book, BookInstance, Genre


def library_counts() -> dict[str, int]:
    """Return the number of books, copies and so on, from one query."""
    counted: dict[str, QuerySet] = {
        "num_books": Book.objects.all(),
        "num_instances": BookInstance.objects.all(),
        "num_instances_available": BookInstance.objects.available(),
        "num_authors": Author.objects.all(),
        "num_genres": Genre.objects.all(),
    }
    first, *others = (
        # COUNT(*) and not COUNT(id): SQLite counts the entries of an index without reading the rows.
        rows.order_by().values(what=Value(name)).annotate(number=Count("*")).values_list("what", "number")
        for name, rows in counted.items()
    )
    # An empty table has no group, and therefore no row. order_by(): a union would use the model's ordering.
    return dict.fromkeys(counted, 0) | dict(first.union(*others, all=True).order_by())
