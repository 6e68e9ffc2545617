"""What every page knows of its visitor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from catalog import visitor as kept
from catalog.guards.stand_in import StandIn
from catalog.theme import theme_of


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Give the theme, the accent color, the length of the reading list, and whether there is a session to add to.

    An error page may be asked for before the session middleware ran: it gets the theme, which is a cookie of its own,
    and whether this is a class room.
    """
    known = {"theme": theme_of(request), "classroom": settings.CLASSROOM}
    session = getattr(request, "session", None)
    if session is None:
        return known
    return known | {
        "accent": kept.accent(session),
        "stand_in": session if isinstance(session, StandIn) else None,
        "session_unreadable": getattr(session, "unreadable", False),  # known once it is read
        "reading_list_length": len(kept.reading_list(session)),
        "has_session": not session.is_empty(),
    }
