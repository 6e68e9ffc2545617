"""The guard of the engine that keeps a session in its cookie, ``signed_cookies``."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from catalog.faults import DoesNotFit

LARGEST: Final = 4096  # bytes of name and value: browsers drop a cookie that has more, and say nothing (RFC 6265, 6.1)


class CookieGuard:
    """Raises ``DoesNotFit`` for a session whose cookie a browser would drop, and keeps the one of before.

    The operations of the course do without it: there it is a lesson.
    """

    def save(self, must_create: bool = False) -> None:
        """Sign the contents, which makes them the key."""
        before = self._session_key
        super().save(must_create)
        if len(settings.SESSION_COOKIE_NAME) + len(self._session_key) > LARGEST:
            self._session_key = before
            raise DoesNotFit("the session does not fit into a cookie")

    async def asave(self, must_create: bool = False) -> None:
        """Do what ``save`` does."""
        self.save(must_create)
