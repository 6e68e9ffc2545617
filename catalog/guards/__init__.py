"""Guards around Django's session engines, which keep silent about some failures of their stores.

``cache`` takes a server that cannot be reached for a session that is not there, and the middleware then deletes the
visitor's cookie; ``file`` drops what does not fit on the disk; ``cached_db`` leaves an old copy in the cache;
``signed_cookies`` makes cookies that no browser keeps. A locked database looks like a session that was deleted
meanwhile. Each guard raises ``StoreFault`` there instead.

An engine that is none of Django's gets the guard that all have in common.

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

# The first that fits is taken: ``cached_db`` is a ``db`` too.
GUARDS: tuple[tuple[type[SessionBase], tuple[type, ...]], ...] = (
    (CachedRowStore, (CachedRowGuard, DatabaseGuard, ReadsText)),
    (DatabaseStore, (DatabaseGuard, ReadsText)),
    (CacheStore, (CacheGuard,)),
    (FileStore, (FileGuard, ReadsText)),
)


@functools.cache
def guarded(store_class: type[SessionBase], *, sparing: bool = False) -> type[SessionBase]:
    """Return ``store_class`` with the guard of its engine. Its name stays: it is a part of what is signed.

    With ``sparing`` it also spares what is stored until the answer is saved; see ``Sparing``. Without, an operation of
    the course may make a cookie that is too large, as Django does.
    """
    guards = next((guards for engine, guards in GUARDS if issubclass(store_class, engine)), ())
    if store_class.decode is not SessionBase.decode:  # an engine that reads its text in a way of its own
        guards = tuple(one for one in guards if one is not ReadsText)
    if sparing and guards:
        guards = (Sparing, *guards)
    elif sparing and issubclass(store_class, CookieStore):
        guards = (CookieGuard,)
    namespace = {"__qualname__": store_class.__qualname__, "__module__": store_class.__module__}
    return type(store_class.__name__, (Guard, *guards, store_class), namespace)
