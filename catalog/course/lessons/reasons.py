"""Why a session could not decide a question: the reasons that several questions share."""

from __future__ import annotations

from typing import Final

from catalog.course.lessons.conditions import (
    both,
    every_request,
    found,
    had_cookie,
    is_signed,
    neither,
    opened,
)
from catalog.course.lessons.question import Undecided

STORE_FAILED: Final = Undecided(
    found("store_failed", "gone_meanwhile"),
    "The store did not take what Django wanted to save.",
)
TOO_LARGE: Final = Undecided(
    found("cookie_too_large"),
    "The engine puts the session into the cookie, and the cookie is larger than a browser keeps.",
    ("flush_session",),
)
EVERY_REQUEST: Final = Undecided(
    every_request,
    "SESSION_SAVE_EVERY_REQUEST is on here, so Django saves whatever a view does.",
)
NEVER_STORED: Final = Undecided(
    is_signed,
    "The engine here, signed_cookies, keeps the session in the cookie: it has no rows and no session keys.",
)
NO_SESSION: Final = Undecided(neither(had_cookie), "You had no session.", ("set_value",))
DEAD_KEY: Final = Undecided(
    both(had_cookie, neither(opened)),
    "The session key that came in opened nothing: the session had expired, was deleted, or could not be read.",
    ("set_value",),
)
