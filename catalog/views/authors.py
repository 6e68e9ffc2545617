"""Authors."""

from __future__ import annotations

from catalog.forms import AuthorForm
from catalog.models import Author
from catalog.views.editing import CreatePage, DeletePage, UpdatePage
from catalog.views.lists import BooksFiledUnder, PagedList


class AuthorListView(PagedList):
    """All authors by name."""

    queryset = Author.objects.order_by("last_name", "first_name", "pk")


class AuthorDetailView(BooksFiledUnder):
    """An author, with the books."""

    filed_under = Author


class AuthorCreate(CreatePage):
    """Add an author."""

    model = Author
    form_class = AuthorForm


class AuthorUpdate(UpdatePage):
    """Change an author."""

    model = Author
    form_class = AuthorForm


class AuthorDelete(DeletePage):
    """Delete an author without books."""

    model = Author
    obstacles = "book_set"
