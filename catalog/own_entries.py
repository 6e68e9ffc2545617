"""Entries of the visitor's own, which the page "Your session" stores under names of their choosing.

Every other name belongs to the library (``catalog/visitor.py``) or to Django.
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
    """Say whether ``key`` is one that a visitor may use. A cache pickles sessions: a key there may be no text."""
    return isinstance(key, str) and key not in LIBRARY_KEYS and not is_djangos(key)


def is_djangos(key: str) -> bool:
    """Say whether Django itself uses ``key``, for log-ins (``_auth_…``), expiry and the like, or the test cookie."""
    return key.startswith("_") or key == SessionBase.TEST_COOKIE_NAME


def store_entry(session: SessionBase, name: str, value: str) -> None:
    """Store ``value`` under a name of the visitor's choice.

    Raise ``BadRequest``, with a sentence for the visitor, for a name that belongs to Django or to the library or
    cannot be seen, and for whatever is too long or too much. Nothing is changed then.
    """
    if not name or len(name) > NAME_LENGTH:
        raise BadRequest(f"A name has 1 to {NAME_LENGTH} characters; this one has {len(name)}.")
    if not name.isprintable():  # nor could a form send it back as it is, to remove the entry
        raise BadRequest("A name is one line of characters that can be seen; this one has others.")
    if is_djangos(name):
        raise BadRequest(
            f"{name} belongs to Django, which keeps log-ins and expiry under names like it. Choose another name."
        )
    if name in LIBRARY_KEYS:
        raise BadRequest(f"{name} belongs to the library. Choose another name.")
    if len(value) > VALUE_LENGTH:
        raise BadRequest(f"A value has at most {VALUE_LENGTH:,} characters; this one has {len(value):,}.")
    if name not in session and len(own_entries(session)) >= ENTRY_LIMIT:
        raise BadRequest(f"A session here holds {ENTRY_LIMIT} entries of your own. Remove one to make room.")
    require_room(dict(session.items()), name, value)
    session[name] = value


def remove_entry(session: SessionBase, name: str) -> bool:
    """Remove an entry of the visitor's own; say whether there was one. Raise ``BadRequest`` for any other name."""
    if not is_own(name):
        raise BadRequest("An entry of the library, or of Django, is not removed here.")
    if name not in session:
        return False
    del session[name]
    return True
