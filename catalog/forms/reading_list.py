"""The reading list."""

from __future__ import annotations

from django import forms

from catalog.visitor import NOTE_LENGTH


class NoteForm(forms.Form):
    """The form for the note on a book."""

    note = forms.CharField(
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": "A note has at most %(limit_value)d characters; this one has %(show_value)d."},
    )
