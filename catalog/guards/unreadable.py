"""What is stored and cannot be read: damaged, or signed with a secret key that the site no longer has."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing

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
        raise Unreadable(f"it holds no entries (but {type(data).__name__})")
    return data


class ReadsText:
    """Notes in ``unreadable`` that what is stored could not be read, so that a page can say so."""

    unreadable = False

    def decode(self, session_data: str) -> dict[str, Any]:
        """Return what the text holds: nothing, if it cannot be read."""
        try:
            return contents_of(self, session_data)
        except Unreadable as error:
            self.unreadable = True
            error.log()
            return {}
