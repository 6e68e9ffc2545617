"""Template variables about the visitor, for every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from catalog import visitor as kept
from catalog.guards.stand_in import StandIn
from catalog.theme import theme_of


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Return the theme, the accent color, the length of the reading list, and whether the visitor has a session.

    An error page may be rendered before the session middleware ran. It gets only the theme, which has its own cookie,
    and whether the site runs in class room mode.
    """
    known = {"theme": theme_of(request), "classroom": settings.CLASSROOM}
    session = getattr(request, "session", None)
    if session is None:
        return known
    return known | {
        "accent": kept.accent(session),
        "stand_in": session if isinstance(session, StandIn) else None,
        "session_unreadable": getattr(session, "unreadable", False),  # set when the session is loaded
        "reading_list_length": len(kept.reading_list(session)),
        "has_session": not session.is_empty(),
    }
