"""The preferences of a visitor."""

from __future__ import annotations

from django import forms

from catalog.theme import THEMES
from catalog.visitor import ACCENTS, PAGE_SIZES


class PreferencesForm(forms.Form):
    """The form for the results per page, the color and the theme."""

    page_size = forms.TypedChoiceField(
        label="Results per page",
        coerce=int,
        choices=[(size, str(size)) for size in PAGE_SIZES],
        widget=forms.RadioSelect,
    )
    accent = forms.ChoiceField(label="Color", choices=list(ACCENTS.items()), widget=forms.RadioSelect)
    theme = forms.ChoiceField(choices=list(THEMES.items()), widget=forms.RadioSelect)
