"""The guard of the engine that stores a session in the cookie: ``signed_cookies``."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from catalog.faults import TooLargeForCookie

MOST_OF_A_COOKIE: Final = 4096  # bytes of name and value; Chromium, Firefox and Safari drop a cookie that has more


class CookieGuard:
    """Raises if the engine makes a cookie so large that browsers ignore it."""

    def save(self, must_create: bool = False) -> None:
        """Make the cookie. If it is too large for browsers, keep the previous one and raise ``TooLargeForCookie``."""
        former = self._session_key
        super().save(must_create)
        size = len(settings.SESSION_COOKIE_NAME) + len(self._session_key)
        if size > MOST_OF_A_COOKIE:
            self._session_key = former
            raise TooLargeForCookie(
                f"the session would be a cookie of {size} bytes, and browsers take no more than 4096"
            )
