"""The forms of the library."""

from catalog.forms.editing import AuthorForm, BookForm, BookInstanceForm, GenreForm, LanguageForm
from catalog.forms.filters import BookFilterForm
from catalog.forms.loans import RenewBookForm
from catalog.forms.preferences import PreferencesForm
from catalog.forms.reading_list import NoteForm

__all__ = [
    "AuthorForm",
    "BookFilterForm",
    "BookForm",
    "BookInstanceForm",
    "GenreForm",
    "LanguageForm",
    "NoteForm",
    "PreferencesForm",
    "RenewBookForm",
]
