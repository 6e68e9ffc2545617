"""Warnings of ``manage.py check`` for a set-up that production would refuse."""

from __future__ import annotations

from typing import Any

from django.core.checks import Tags, Warning, register

from locallibrary import settings
from locallibrary.unsafe import complaints


@register(Tags.security)
def unsafe_in_production(**kwargs: Any) -> list[Warning]:
    """Return a warning for each way in which the environment is unsafe."""
    sentences = complaints(settings.environment, settings.BASE_DIR)
    return [Warning(sentence, id="locallibrary.W001") for sentence in sentences]
