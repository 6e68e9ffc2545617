"""The names around Django's sessions: a sentence on each, and where the course shows it, by the name's anchor."""

from __future__ import annotations

from catalog.course.reference.shown.around import AROUND
from catalog.course.reference.shown.login import LOGIN
from catalog.course.reference.shown.session import SESSION
from catalog.course.reference.shown.settings import SETTINGS
from catalog.course.reference.shown.shown import Shown

SHOWN: dict[str, Shown] = {**SESSION, **SETTINGS, **AROUND, **LOGIN}

__all__ = ["SHOWN", "Shown"]
