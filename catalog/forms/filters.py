"""Search and filters for the list of books."""

from __future__ import annotations

from django import forms
from django.db.models import Exists, OuterRef

from catalog.choices import label_choices
from catalog.models import BookInstance, Genre, Language
from catalog.models.book import BookQuerySet


class BookFilterForm(forms.Form):
    """The search box and the filters above the list of books. Every field is optional."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title, author or ISBN"}),
    )
    genre = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    language = forms.TypedChoiceField(label="Original language", required=False, coerce=int, empty_value=None)
    available = forms.BooleanField(label="On the shelf now", required=False)

    def __init__(self, *args, **kwargs) -> None:
        """Set the choices to the current genres and languages."""
        super().__init__(*args, **kwargs)
        self.fields["genre"].choices = [("", "All genres"), *label_choices(Genre)]
        self.fields["language"].choices = [("", "All languages"), *label_choices(Language)]

    def narrow(self, books: BookQuerySet) -> BookQuerySet:
        """Return the ``books`` that match; no books if a filter is invalid."""
        if not self.is_valid():
            return books.none()
        asked = self.cleaned_data
        if asked["q"]:
            books = books.search(asked["q"])
        if asked["genre"]:
            books = books.filter(genre=asked["genre"])
        if asked["language"]:
            books = books.filter(language=asked["language"])
        if asked["available"]:
            books = books.filter(Exists(BookInstance.objects.available().filter(book=OuterRef("pk"))))
        return books

    @property
    def narrows(self) -> bool:
        """Whether any field is filled in."""
        return not self.is_valid() or any(self.cleaned_data.values())
