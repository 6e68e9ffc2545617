"""Stored sessions that cannot be read: damaged, or signed with a secret key that the site no longer has."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.exceptions import ValidationError

logger = logging.getLogger("django.security.SuspiciousSession")  # the logger of Django's engines


class Unreadable(Exception):
    """The stored text is not a session of this site. The message gives the reason, without the contents."""

    def log(self) -> None:
        """Log one line: Django's own message for a bad signature, and a similar one for other errors."""
        known = isinstance(self.__cause__, signing.BadSignature)
        logger.warning("Session data corrupted" if known else f"Session data corrupted: {self}")


def contents_of(store: SessionBase, text: str) -> dict[str, Any]:
    """Decode a stored text like ``SessionBase.decode``, but raise ``Unreadable`` where that returns ``{}``."""
    try:
        data = signing.loads(text, salt=store.key_salt, serializer=store.serializer)
    except signing.BadSignature as error:
        raise Unreadable("its signature is invalid") from error
    except Exception as error:  # zlib, base64, JSON and other serializers raise different exceptions
        raise Unreadable(f"its payload cannot be decoded ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise Unreadable(_no_entries(data))
    return data


def _no_entries(data: Any) -> str:
    return f"it holds no entries (but {type(data).__name__})"


def flaw(store: SessionBase, data: Any) -> str:
    """Return why the loaded data is not a session, and an empty text if it is one: see ``check``."""
    try:
        check(store, data)
    except Unreadable as error:
        return str(error)
    return ""


def check(store: SessionBase, data: Any) -> None:
    """Raise ``Unreadable`` if ``data`` is not a session, or if an entry of Django in it is invalid.

    Django does not validate its entries. An invalid user or expiry would raise an exception on every page.
    """
    if not isinstance(data, dict):
        raise Unreadable(_no_entries(data))
    if (expiry := data.get("_session_expiry")) is not None:
        try:
            store.get_expiry_age(expiry=expiry)
            store.get_expiry_date(expiry=expiry)
        except (TypeError, ValueError, OverflowError):
            raise Unreadable("its expiry is invalid") from None
    if (user := data.get(SESSION_KEY)) is not None:
        try:
            get_user_model()._meta.pk.to_python(user)
        except (ValidationError, TypeError, ValueError):
            raise Unreadable("its user is invalid") from None


class NotesUnreadable:
    """Sets ``unreadable`` if the stored session could not be read, so that a page can show it."""

    unreadable = False

    def note_unreadable(self, error: Unreadable) -> dict[str, Any]:
        """Set ``unreadable``, log one line, and return an empty dictionary."""
        self.unreadable = True
        error.log()
        return {}


class ReadsText(NotesUnreadable):
    """Decodes the session of an engine that stores text."""

    def decode(self, session_data: str) -> dict[str, Any]:
        """Return the decoded text; an empty dictionary if it cannot be read."""
        try:
            data = contents_of(self, session_data)
            check(self, data)
        except Unreadable as error:
            return self.note_unreadable(error)
        return data
