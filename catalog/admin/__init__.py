"""The library in Django's admin, with lists that stay quick however much there is.

Every list is ordered as an index has it, and fetches a page by its keys. Columns that no index carries cannot be
sorted by. Nothing offers a ``<select>`` of every book, author or reader.
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
