"""The session cookie as the library last sent it.

A browser sends back a cookie's name and value alone: its flags and its age cannot be read from a request. So they are
noted here when a response carries them, in the cache and under a hash of the key, never in the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from catalog import notes
from catalog.course.exchange.cookies import attributes_of

NOTE_KEPT_FOR = 14 * 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class SentCookie:
    """A session cookie's attributes by their names in the header; ``sent_at`` is ``None`` if it was not noted."""

    attributes: dict[str, str]
    sent_at: datetime | None = None


def note_sent_cookie(response: HttpResponse) -> str | None:
    """Note the session cookie that ``response`` sends. Return its key, ``""`` if it deletes it, or ``None``."""
    morsel = response.cookies.get(settings.SESSION_COOKIE_NAME)
    if morsel is None:
        return None
    if morsel.value:
        notes.set(_cache_key(morsel.value), SentCookie(attributes_of(morsel), timezone.now()), NOTE_KEPT_FOR)
    return morsel.value


def sent_cookie(key: str) -> SentCookie:
    """Return the cookie that carried ``key`` as it was sent, or, if that was not noted, as the settings have it."""
    return notes.get(_cache_key(key)) or SentCookie(_from_settings())


def _from_settings() -> dict[str, str]:
    flags = {"Secure": settings.SESSION_COOKIE_SECURE, "HttpOnly": settings.SESSION_COOKIE_HTTPONLY}
    texts = {
        "Domain": settings.SESSION_COOKIE_DOMAIN,
        "Path": settings.SESSION_COOKIE_PATH,
        "SameSite": settings.SESSION_COOKIE_SAMESITE,
    }
    attributes = {name: str(text) for name, text in texts.items() if text}
    return attributes | {name: "" for name, is_set in flags.items() if is_set}


def _cache_key(key: str) -> str:
    return f"sent-cookie:{sha256(key.encode()).hexdigest()}"
