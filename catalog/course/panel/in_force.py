"""What this site adds to Django's rules about sessions and log-ins, with the values in force."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from catalog.durations import duration
from catalog.guards.cookie import MOST_OF_A_COOKIE
from catalog.visitor import ROOM

WHERE = {
    "db": "A session is a row of the database.",
    "cached_db": "A session is a row of the database, with a copy in the cache.",
    "cache": "A session lies in the cache alone. A cache that comes back empty takes every session along.",
    "file": "A session is a file.",
    "signed_cookies": "A session is the cookie itself.",
}

SECURE = {
    True: "Browsers send the session cookie over HTTPS alone, but for addresses of their own machine.",
    False: "Browsers send the session cookie over plain HTTP, too.",
}
BEYOND = {"letters to a mailbox": "One more is not sent, and no page says so."}


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
        Rule("SESSION_COOKIE_SECURE", _on_off(settings.SESSION_COOKIE_SECURE), SECURE[settings.SESSION_COOKIE_SECURE]),
        Rule(
            "LOGIN_IDLE_SECONDS",
            _time(settings.LOGIN_IDLE_SECONDS),
            "A log-in to the library ends after this time without a page of the library, or up to a twentieth sooner. "
            "Lessons, their operations and pages that only look at your session, such as this one, do not count."
            if settings.LOGIN_IDLE_SECONDS
            else "Time without a page of the library ends no log-in.",
        ),
        Rule(
            "LOGIN_MAX_SECONDS",
            _time(settings.LOGIN_MAX_SECONDS),
            "A log-in to the library ends after this time, used or not."
            if settings.LOGIN_MAX_SECONDS
            else "A log-in to the library lasts as long as its session.",
        ),
        Rule("Room", f"{ROOM:,} bytes", _room()),
        *(
            Rule(f"Limit of {name}", f"{most} in {duration(span)}", BEYOND.get(name, "One more is answered with 429."))
            for name, (most, span) in settings.LIMITS.items()
        ),
    ]


def _on_off(value: bool) -> str:
    return "on" if value else "off"


def _room() -> str:
    says = "A session with so much, as JSON, takes no more books, notes and entries of your own."
    if settings.SESSION_ENGINE.endswith(".signed_cookies"):
        says += f" A browser keeps less, {MOST_OF_A_COOKIE:,} bytes in a cookie: more is answered with 503."
    return says


def _time(seconds: int) -> str:
    return f"{seconds} seconds ({duration(seconds)})" if seconds else "0 (never)"
