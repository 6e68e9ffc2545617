"""Validators of model fields."""

from __future__ import annotations

from django.core.exceptions import ValidationError


def validate_isbn(isbn: str) -> None:
    """Raise ``ValidationError`` unless ``isbn`` is 13 digits of which the last is the right check digit.

    The digits, weighted 1 and 3 in turn, add up to a multiple of ten (ISO 2108).
    """
    if not (isbn.isascii() and isbn.isdecimal() and len(isbn) == 13):
        raise ValidationError("An ISBN has 13 digits, without hyphens or spaces.", code="isbn_form")
    if sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(isbn)) % 10:
        raise ValidationError("The check digit is wrong. Check the number for a typing error.", code="isbn_check")
