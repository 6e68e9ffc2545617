"""Guards: mixins for Django's session engines, which ignore some failures of their stores.

``cache`` treats an unreachable server as a missing session, and the middleware then deletes the visitor's cookie;
``file`` ignores a full disk; ``cached_db`` leaves an old copy in the cache; ``signed_cookies`` makes cookies that
exceed the browsers' limit. ``db`` treats a locked database as a session that was deleted concurrently. In these cases
a guard raises ``StoreFault``.

An engine that is not Django's gets the base guard.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#configuring-the-session-engine
"""

from __future__ import annotations

import functools

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.cache import SessionStore as CacheStore
from django.contrib.sessions.backends.cached_db import SessionStore as CachedRowStore
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.contrib.sessions.backends.signed_cookies import SessionStore as CookieStore

from catalog.guards.cache import CachedRowGuard, CacheGuard
from catalog.guards.cookie import CookieGuard
from catalog.guards.database import DatabaseGuard
from catalog.guards.file import FileGuard
from catalog.guards.guard import Guard
from catalog.guards.sparing import Sparing
from catalog.guards.unreadable import ReadsText

# The first match is used: ``cached_db`` is a subclass of ``db``.
GUARDS: tuple[tuple[type[SessionBase], tuple[type, ...]], ...] = (
    (CachedRowStore, (CachedRowGuard, DatabaseGuard, ReadsText)),
    (DatabaseStore, (DatabaseGuard, ReadsText)),
    (CacheStore, (CacheGuard,)),
    (FileStore, (FileGuard, ReadsText)),
)


@functools.cache
def guarded(store_class: type[SessionBase], *, sparing: bool = False) -> type[SessionBase]:
    """Return a subclass of ``store_class`` with the guard of its engine. It keeps the name: the signature salt has it.

    With ``sparing`` it also keeps stored rows until the response is saved; see ``Sparing``. Without it, an operation of
    the course can make a cookie that is too large, as in Django.
    """
    guards = next((guards for engine, guards in GUARDS if issubclass(store_class, engine)), ())
    if store_class.decode is not SessionBase.decode:  # an engine with its own decoding
        guards = tuple(one for one in guards if one is not ReadsText)
    if sparing and guards:
        guards = (Sparing, *guards)
    elif sparing and issubclass(store_class, CookieStore):
        guards = (CookieGuard,)
    namespace = {"__qualname__": store_class.__qualname__, "__module__": store_class.__module__}
    return type(store_class.__name__, (Guard, *guards, store_class), namespace)
