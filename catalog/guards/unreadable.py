"""What is stored and cannot be read: damaged, or signed with a secret key that the site no longer has."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.exceptions import ValidationError

logger = logging.getLogger("django.security.SuspiciousSession")  # as Django's engines do


class Unreadable(Exception):
    """The stored text is no session of this site; the message says why, and nothing of what is in it."""

    def log(self) -> None:
        """Write one line: Django's own where it writes one, for a signature, and one like it where it writes none."""
        known = isinstance(self.__cause__, signing.BadSignature)
        logger.warning("Session data corrupted" if known else f"Session data corrupted: {self}")


def contents_of(store: SessionBase, text: str) -> dict[str, Any]:
    """Return what a stored text holds, as ``SessionBase.decode`` does. Raise ``Unreadable`` where that says nothing."""
    try:
        data = signing.loads(text, salt=store.key_salt, serializer=store.serializer)
    except signing.BadSignature as error:
        raise Unreadable("its signature is not good") from error
    except Exception as error:  # zlib, base64, JSON or whichever serializer: each raises errors of its own
        raise Unreadable(f"its payload cannot be decoded ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise Unreadable(_no_entries(data))
    return data


def _no_entries(data: Any) -> str:
    return f"it holds no entries (but {type(data).__name__})"


def flaw(store: SessionBase, data: Any) -> str:
    """Return why what was loaded is no session, if so: see ``check``."""
    try:
        check(store, data)
    except Unreadable as error:
        return str(error)
    return ""


def check(store: SessionBase, data: Any) -> None:
    """Raise ``Unreadable`` for what is no session, or one in which an entry of Django's own makes no sense.

    Django believes what it finds, and would fail with it on every page: when it looks for the user, or for the expiry.
    """
    if not isinstance(data, dict):
        raise Unreadable(_no_entries(data))
    if (expiry := data.get("_session_expiry")) is not None:
        try:
            store.get_expiry_age(expiry=expiry)
            store.get_expiry_date(expiry=expiry)
        except (TypeError, ValueError, OverflowError):
            raise Unreadable("its expiry is none") from None
    if (user := data.get(SESSION_KEY)) is not None:
        try:
            get_user_model()._meta.pk.to_python(user)
        except (ValidationError, TypeError, ValueError):
            raise Unreadable("its user is none") from None


class NotesUnreadable:
    """Notes in ``unreadable`` that what is stored could not be read, so that a page can say so."""

    unreadable = False

    def note_unreadable(self, error: Unreadable) -> dict[str, Any]:
        """Note it, write one line, and return what a page finds then: nothing."""
        self.unreadable = True
        error.log()
        return {}


class ReadsText(NotesUnreadable):
    """Decodes what an engine stores as text."""

    def decode(self, session_data: str) -> dict[str, Any]:
        """Return what the text holds: nothing, if it cannot be read."""
        try:
            data = contents_of(self, session_data)
            check(self, data)
        except Unreadable as error:
            return self.note_unreadable(error)
        return data
