"""What this site adds to Django's rules about sessions and log-ins, with the values in force."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from catalog.limits import in_words
from catalog.visitor import ROOM

WHERE = {
    "db": "A session is a row of the database.",
    "cached_db": "A session is a row of the database, with a copy in the cache.",
    "cache": "A session lies in the cache alone. A cache that comes back empty takes every session along.",
    "file": "A session is a file.",
    "signed_cookies": "A session is the cookie itself.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of this site: its name, its value now in words, and what it does."""

    name: str
    value: str
    says: str


def rules() -> list[Rule]:
    """Return the rules in force."""
    return [
        Rule("SESSION_ENGINE", settings.SESSION_ENGINE, WHERE.get(settings.SESSION_ENGINE.rpartition(".")[2], "")),
        Rule("SESSION_COOKIE_NAME", settings.SESSION_COOKIE_NAME, "The name of the session cookie."),
        Rule("SESSION_COOKIE_SECURE", _on_off(settings.SESSION_COOKIE_SECURE), "Cookies travel over HTTPS alone."),
        Rule(
            "LOGIN_IDLE_SECONDS",
            _time(settings.LOGIN_IDLE_SECONDS),
            "A log-in to the library ends after this time without a page. Pages that only look at your session, "
            "such as this one and the lessons, do not count.",
        ),
        Rule(
            "LOGIN_MAX_SECONDS",
            _time(settings.LOGIN_MAX_SECONDS),
            "A log-in to the library ends after this time, used or not.",
        ),
        Rule("Room", f"{ROOM:,} bytes", "A session here holds so much, as JSON. After that nothing can be added."),
        *(
            Rule(f"Limit of {name}", f"{most} in {in_words(span)}", "One more is answered with 429.")
            for name, (most, span) in settings.LIMITS.items()
        ),
    ]


def _on_off(value: bool) -> str:
    return "on" if value else "off"


def _time(seconds: int) -> str:
    return f"{seconds} seconds ({in_words(seconds)})" if seconds else "0 (never)"
