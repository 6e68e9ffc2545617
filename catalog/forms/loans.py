"""Lending and renewing."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

LONGEST_RENEWAL = timedelta(weeks=4)
USUAL_RENEWAL = timedelta(weeks=3)


def proposed_renewal_date() -> date:
    """Return the default date of a renewal: three weeks from today."""
    return timezone.localdate() + USUAL_RENEWAL


class RenewBookForm(forms.Form):
    """The form for the new due date of a copy."""

    renewal_date = forms.DateField(
        help_text="Enter a date between now and 4 weeks (default 3).",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_renewal_date(self) -> date:
        """Return the date. Raise ``ValidationError`` unless it is between today and four weeks ahead."""
        renewal_date = self.cleaned_data["renewal_date"]
        today = timezone.localdate()
        if renewal_date < today:
            raise ValidationError("Invalid date - renewal in past", code="past")
        if renewal_date > today + LONGEST_RENEWAL:
            raise ValidationError("Invalid date - renewal more than 4 weeks ahead", code="too_far_ahead")
        return renewal_date
