"""The theme of the site, light or dark.

It is stored in a separate cookie, not in the session: choosing it starts no session, and every page can apply it.
"""

from __future__ import annotations

from django.http import HttpRequest

THEME_COOKIE = "theme"
THEMES = {"system": "As the system has it", "light": "Light", "dark": "Dark"}


def theme_of(request: HttpRequest) -> str:
    """Return the theme that the visitor chose, or ``"system"``."""
    theme = request.COOKIES.get(THEME_COOKIE)
    return theme if theme in THEMES else "system"
