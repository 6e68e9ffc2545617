"""Forms that create and change authors, books, copies, genres and languages."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q

from catalog.choices import label_choices
from catalog.fields import fold
from catalog.forms.pickers import PickerField
from catalog.models import Author, Book, BookInstance, Genre, Language


def date_input() -> forms.DateInput:
    """Return a native date input; its values have the format of ISO 8601."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def author_named(text: str) -> Q:
    """Return the condition for an author typed as ``Austen, Jane`` or ``Jane Austen``."""
    last, comma, first = text.partition(",")
    return Q(search_name=fold(f"{first} {last}" if comma else text))


def book_named(text: str) -> Q:
    """Return the condition for a book typed by its title or its ISBN."""
    return Q(search_title=fold(text)) | Q(isbn=text)


def reader_named(text: str) -> Q:
    """Return the condition for a reader typed by user name."""
    return Q(username=text)


class PickedForm(forms.ModelForm):
    """A form that shows the chosen row of each picker by name. The view has to fetch those rows with the object."""

    def __init__(self, *args, **kwargs) -> None:
        """Replace the primary keys in ``initial`` by the rows."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PickerField) and getattr(self.instance, f"{name}_id"):
                self.initial[name] = getattr(self.instance, name)


class AuthorForm(forms.ModelForm):
    """The form for an author; the model validates the order of the two dates."""

    class Meta:
        """All that a person types."""

        model = Author
        fields = ["first_name", "last_name", "date_of_birth", "date_of_death"]
        widgets = {"date_of_birth": date_input(), "date_of_death": date_input()}


class ISBNField(forms.CharField):
    """Accepts an ISBN with hyphens and spaces, and removes them. The model validates the digits."""

    def to_python(self, value: Any) -> str:
        """Return the value without hyphens and spaces."""
        return re.sub(r"[\s-]", "", super().to_python(value))


class BookForm(PickedForm):
    """The form for a book, with a picker for the author and lists of genres and languages."""

    isbn = ISBNField(label="ISBN", help_text="The 13 digits on the back of the book.")

    author = PickerField(
        Author.objects.all(),
        suggestions="author-suggestions",
        named=author_named,
        help_text="Type a part of the name and choose from the list.",
    )

    class Meta:
        """All that a person types."""

        model = Book
        fields = ["title", "author", "summary", "isbn", "genre", "language"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 6}), "genre": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs) -> None:
        """Take the choices of genres and languages from the cache."""
        super().__init__(*args, **kwargs)
        self.fields["genre"].choices = label_choices(Genre)
        self.fields["language"].choices = [("", "Not known"), *label_choices(Language)]


class BookInstanceForm(PickedForm):
    """The form for a copy and its loan."""

    book = PickerField(
        Book.objects.all(),
        suggestions="book-suggestions",
        named=book_named,
        help_text="Type a part of the title or the ISBN and choose from the list.",
    )
    borrower = PickerField(
        get_user_model().objects.filter(is_active=True),
        suggestions="reader-suggestions",
        named=reader_named,
        required=False,
        help_text="The user name of the reader who has the copy.",
    )

    class Meta:
        """All that a person types."""

        model = BookInstance
        fields = ["book", "imprint", "status", "borrower", "due_back"]
        widgets = {"due_back": date_input()}

    def clean(self) -> dict[str, Any]:
        """Require a reader and a due date for a copy on loan, and reject both for one on the shelf."""
        data = super().clean()
        status = data.get("status")
        if status == BookInstance.Status.ON_LOAN and not data.get("due_back"):
            self.add_error("due_back", ValidationError("A copy on loan needs a due date.", code="no_date"))
        if status == BookInstance.Status.AVAILABLE and (data.get("borrower") or data.get("due_back")):
            self.add_error(
                "status", ValidationError("A copy on the shelf has no reader and no due date.", code="not_on_loan")
            )
        return data


class GenreForm(forms.ModelForm):
    """The form for a genre."""

    class Meta:
        """All that a person types."""

        model = Genre
        fields = ["name"]


class LanguageForm(forms.ModelForm):
    """The form for a language."""

    class Meta:
        """All that a person types."""

        model = Language
        fields = ["name"]
