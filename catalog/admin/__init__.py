"""The library in Django's admin. The response time of a list does not grow with the number of rows.

Every list is ordered by an index, and fetches a page by its primary keys. Columns without an index are not
sortable. No form contains a ``<select>`` of every book, author or reader.
"""

from __future__ import annotations

from django.contrib import admin

from catalog.admin.authors import AuthorAdmin
from catalog.admin.books import BookAdmin
from catalog.admin.copies import BookInstanceAdmin
from catalog.admin.labels import LabelAdmin

__all__ = ["AuthorAdmin", "BookAdmin", "BookInstanceAdmin", "LabelAdmin"]

admin.site.site_header = admin.site.site_title = "LocalLibrary admin"
admin.site.index_title = "The library"
