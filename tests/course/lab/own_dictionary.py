"""A session engine that has nothing in common with Django's but its base: it keeps all in a dictionary."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any, Final

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.utils import timezone

KEPT: Final[dict[str, tuple[dict[str, Any], datetime]]] = {}


class SessionStore(SessionBase):
    def load(self) -> dict[str, Any]:
        if self.exists(self.session_key):
            return deepcopy(KEPT[self.session_key][0])
        self._session_key = None
        return {}

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = deepcopy(self._get_session(no_load=must_create))
        if self.exists(self.session_key) is must_create:
            raise CreateError if must_create else UpdateError
        KEPT[self.session_key] = data, self.get_expiry_date()

    def exists(self, session_key: str | None) -> bool:
        return session_key in KEPT and KEPT[session_key][1] > timezone.now()

    def delete(self, session_key: str | None = None) -> None:
        KEPT.pop(session_key or self.session_key, None)

    @classmethod
    def clear_expired(cls) -> None:
        for key in [key for key, (_, expires) in KEPT.items() if expires <= timezone.now()]:
            del KEPT[key]
