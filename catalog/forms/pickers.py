"""A form field that chooses one row of a large table.

A ``<select>`` of every author would be megabytes of HTML. A picker is a text field with suggestions, which are fetched
as the visitor types. Without JavaScript the visitor types the full name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model, Q, QuerySet
from django.urls import reverse_lazy

NUMBERED = re.compile(r".*\[([0-9]{1,18})\]", re.DOTALL)
NUMBER = re.compile(r"[0-9]{1,18}")

prohibit_null_characters = ProhibitNullCharactersValidator()


def suggestion(row: Model) -> str:
    """Return the text that a picker shows and parses for ``row``: ``Austen, Jane [12]``."""
    return f"{row} [{row.pk}]"


class PickerWidget(forms.TextInput):
    """A text input with suggestions from ``suggestions_url``."""

    template_name = "catalog/widgets/picker.html"

    def __init__(self, suggestions_url: str, attrs: dict[str, Any] | None = None) -> None:
        """Take the URL that returns ``<option>`` elements to a GET request."""
        super().__init__(attrs)
        self.suggestions_url = suggestions_url

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the URL of the suggestions."""
        return super().get_context(name, value, attrs) | {"suggestions_url": self.suggestions_url}


class PickerField(forms.ModelChoiceField):
    """Chooses a row by its primary key, its name, or the text of a suggestion, which has both."""

    default_error_messages = {
        "unknown": "Nothing here is called “%(text)s”. Type a part of the name and choose from the list.",
        "several": "There is more than one “%(text)s”. Choose from the list, which shows the number of each.",
    }

    def __init__(self, queryset: QuerySet, *, suggestions: str, named: Callable[[str], Q], **kwargs) -> None:
        """Take the rows to choose from, the route name of the suggestions, and the condition for a typed name."""
        self.named = named
        super().__init__(queryset, widget=PickerWidget(reverse_lazy(suggestions)), **kwargs)

    def to_python(self, value: Any) -> Model | None:
        """Return the matching row. Raise ``ValidationError`` if no row or more than one matches."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        prohibit_null_characters(text)
        if (numbered := NUMBERED.fullmatch(text)) and (row := self.queryset.filter(pk=numbered[1]).first()):
            return row
        meant = self.named(text)
        if NUMBER.fullmatch(text):  # a primary key, or a title such as 1984
            meant |= Q(pk=text)
        found = list(self.queryset.filter(meant)[:2])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"text": text[:100]})

    def prepare_value(self, value: Any) -> Any:
        """Return the suggestion text for a row, and typed text unchanged."""
        return suggestion(value) if isinstance(value, Model) else value
