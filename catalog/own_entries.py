"""The visitor's own session entries, which the page "Your session" stores under names that the visitor chooses.

Names of the library (``catalog/visitor.py``) and of Django are reserved.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import BadRequest

from catalog.visitor import LIBRARY_KEYS, require_room

NAME_LENGTH: Final = 100  # characters
VALUE_LENGTH: Final = 2_000  # characters
ENTRY_LIMIT: Final = 50


def own_entries(session: SessionBase) -> dict[str, Any]:
    """Return the entries that are neither the library's nor Django's."""
    return {key: value for key, value in session.items() if is_own(key)}


def is_own(key: Any) -> bool:
    """Return whether a visitor may use ``key``. A cache pickles sessions, so a key may be another type than ``str``."""
    return isinstance(key, str) and key not in LIBRARY_KEYS and not is_djangos(key)


def is_djangos(key: str) -> bool:
    """Return whether Django uses ``key``: for log-ins (``_auth_…``), expiry, or the test cookie."""
    return key.startswith("_") or key == SessionBase.TEST_COOKIE_NAME


def store_entry(session: SessionBase, name: str, value: str) -> None:
    """Store ``value`` under ``name``.

    Raise ``BadRequest``, with a sentence for the visitor, for a reserved or unprintable name, and for an exceeded
    limit. The session is unchanged then.
    """
    if not name or len(name) > NAME_LENGTH:
        raise BadRequest(f"A name has 1 to {NAME_LENGTH} characters; this one has {len(name)}.")
    if not name.isprintable():  # a form could not send it back unchanged, to remove the entry
        raise BadRequest("A name is one line of printable characters; this one has others.")
    if is_djangos(name):
        raise BadRequest(
            f"{name} is reserved for Django, which stores log-ins and expiry under such names. Choose another name."
        )
    if name in LIBRARY_KEYS:
        raise BadRequest(f"{name} is reserved for the library. Choose another name.")
    if len(value) > VALUE_LENGTH:
        raise BadRequest(f"A value has at most {VALUE_LENGTH:,} characters; this one has {len(value):,}.")
    if name not in session and len(own_entries(session)) >= ENTRY_LIMIT:
        raise BadRequest(f"A session here holds {ENTRY_LIMIT} entries of your own. Remove one to make room.")
    require_room(dict(session.items()), name, value)
    session[name] = value


def remove_entry(session: SessionBase, name: str) -> bool:
    """Remove a visitor's own entry; return whether it existed. Raise ``BadRequest`` for a reserved name."""
    if not is_own(name):
        raise BadRequest("An entry of the library or of Django cannot be removed here.")
    if name not in session:
        return False
    del session[name]
    return True
