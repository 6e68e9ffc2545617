"""Genres and languages in the admin, and the form fields and filters that use them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from catalog.admin.quick import QuickAdmin
from catalog.choices import label_choices
from catalog.models import Genre, Language


@admin.register(Genre, Language)
class LabelAdmin(QuickAdmin):
    """Genres or languages by name."""

    list_display = ["name"]
    ordering = ["name", "pk"]
    search_fields = ["name"]

    def get_deleted_objects(
        self, objs: Iterable[Genre | Language], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Return what will be deleted: only the labels, because their books stay.

        Django would list every row of the many-to-many table: 2.4 MB of HTML for a genre with 38,000 books.
        """
        names = [str(label) for label in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), []


class LabelsFromCache:
    """Takes the choices of genres and languages from the cache, so that more forms need no more queries."""

    def formfield_for_foreignkey(self, *args: Any, **kwargs: Any) -> forms.ModelChoiceField:
        """Return the field with its choices."""
        return _offer_labels(super().formfield_for_foreignkey(*args, **kwargs))

    def formfield_for_manytomany(self, *args: Any, **kwargs: Any) -> forms.ModelMultipleChoiceField:
        """Return the field with its choices."""
        return _offer_labels(super().formfield_for_manytomany(*args, **kwargs))


def _offer_labels(field: forms.ModelChoiceField) -> forms.ModelChoiceField:
    if field.queryset.model in (Genre, Language):
        none = [("", field.empty_label)] if field.empty_label is not None else []
        field.choices = [*none, *label_choices(field.queryset.model)]
    return field


class LabelFilter(admin.SimpleListFilter):
    """A filter for a genre or a language, with its choices from the cache."""

    model: type[Genre | Language]

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        """Return the choices."""
        return label_choices(self.model)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Return the rows with the chosen label; no rows if the choice is invalid."""
        if self.value() is None:
            return None
        known = {str(key) for key, _ in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() in known else queryset.none()


class GenreFilter(LabelFilter):
    """By genre."""

    title = parameter_name = "genre"
    model = Genre


class LanguageFilter(LabelFilter):
    """By language."""

    title = parameter_name = "language"
    model = Language
