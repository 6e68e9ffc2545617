"""What the site does when the store of the sessions fails.

Django's engines keep silent about some failures. ``cache`` takes a server that cannot be reached for a session that is
not there, and the middleware then deletes the visitor's cookie; ``file`` drops what does not fit on the disk;
``cached_db`` leaves an old copy in the cache. A locked database looks like a session that was deleted meanwhile.

Two middlewares stand around Django's own. The inner one gives the request a store that raises ``StoreFault`` instead
of keeping silent. A page that only reads is drawn once more without a session; all else is answered with 503. Nothing
of the visitor's is deleted. The outer one does the same when the session cannot be saved after the view.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/
"""

from __future__ import annotations

import errno
import inspect
import os
from contextlib import suppress
from functools import cache
from typing import Any

from django.contrib.sessions.backends import cache as cache_engine
from django.contrib.sessions.backends import cached_db, file
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from catalog.faults import StoreFault, fault_in, note, unavailable

SAFE_METHODS = {"GET", "HEAD"}


class GuardedStoreMiddleware(MiddlewareMixin):
    """Stands inside Django's ``SessionMiddleware``: the request's store does not keep silent about its failures."""

    def process_request(self, request: HttpRequest) -> None:
        """Put a guarded store in the place of Django's, which nobody has used yet."""
        if not hasattr(request, "session"):
            return  # SessionMiddleware is not where it should be; Django says so in its own words
        request.session = guarded(type(request.session))(request.session.session_key)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a fault in a view: with the page as it is without a session, or with 503."""
        fault = fault_in(exception)
        if fault is None:
            return None
        page = without_session(request) if request.method in SAFE_METHODS else None
        if hasattr(request, "session"):
            del request.session  # nothing is saved, and no cookie is sent
        if page is None:
            return unavailable(request, fault, exception)
        note(request, page, exception)
        return page

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """From here on the store notes a failure, which Django's middleware would turn into a 400 or a 500."""
        if isinstance(getattr(request, "session", None), Guard):
            request.session.defers = True
        return response


class StoreFaultMiddleware(MiddlewareMixin):
    """Stands outside Django's ``SessionMiddleware``: 503 takes the place of a page whose session was not saved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer 503 if the store has noted a failure."""
        failure = getattr(getattr(request, "session", None), "failure", None)
        fault = None if failure is None else fault_in(failure)
        return response if fault is None else unavailable(request, fault, failure)


def without_session(request: HttpRequest) -> HttpResponse | None:
    """Draw the page that ``request`` asks for as a visitor without a session sees it; ``None`` if it needs one."""
    match = request.resolver_match
    if match is None or getattr(request, "unreachable_session", False):
        return None
    request.unreachable_session = True
    request.session = UnreachableSession()
    for name in ("_cached_user", "_acached_user"):
        request.__dict__.pop(name, None)
    request.__dict__.pop("user", None)
    try:
        page = match.func(request, *match.args, **match.kwargs)
        if callable(getattr(page, "render", None)):
            page = page.render()
    except Exception as error:  # an error of the code would have been one the first time
        if fault_in(error) is None:
            raise
        return None
    # A page that leads elsewhere does so because it takes the visitor for a stranger.
    return page if page.status_code == 200 else None


class UnreachableSession(SessionBase):
    """Stands for a session whose store cannot be reached: empty to read, and nothing can be put into it."""

    @property
    def modified(self) -> bool:
        """Say that nothing was changed."""
        return False

    @modified.setter
    def modified(self, value: bool) -> None:
        """Raise ``StoreFault`` for a change."""
        if value:
            raise StoreFault("the session cannot be reached")

    def load(self) -> dict[str, Any]:
        """Return nothing."""
        return {}

    def exists(self, session_key: str) -> bool:
        """Say that no other session exists."""
        return False

    def create(self) -> None:
        """Raise ``StoreFault``."""
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Raise ``StoreFault``."""
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        """Raise ``StoreFault``."""
        self.modified = True


@cache
def guarded(store_class: type[SessionBase]) -> type[SessionBase]:
    """Return ``store_class`` with a guard against its silences. Its name stays: it is a part of what is signed."""
    guards: tuple[type, ...] = (Guard, NotesUnreadable)
    if issubclass(store_class, cache_engine.SessionStore | cached_db.SessionStore):
        guards = (Guard, CacheGuard, NotesUnreadable)
    elif issubclass(store_class, file.SessionStore):
        guards = (Guard, FileGuard, NotesUnreadable)
    return type(store_class.__name__, (*guards, store_class), {"__qualname__": store_class.__qualname__})


class Guard:
    """Raises failures while the view runs, and notes them (``failure``) while Django's middleware saves."""

    defers = False
    failure: Exception | None = None

    def load(self) -> dict[str, Any]:
        """Return what is stored."""
        try:
            return super().load()
        except Exception as error:  # the store may raise anything; what is not noted is raised again
            self._note_or_raise(error)
            return {}

    def save(self, must_create: bool = False) -> None:
        """Save; not after a failure, when what is in memory is not what was stored."""
        if self.failure is not None:
            return
        try:
            super().save(must_create)
        except Exception as error:  # as above
            self._note_or_raise(error)

    def _note_or_raise(self, error: Exception) -> None:
        if not self.defers or fault_in(error) is None:
            raise error
        self.failure = error


class NotesUnreadable:
    """Notes in ``unreadable`` that what is stored could not be read, so that a page can say so."""

    unreadable = False

    def decode(self, session_data: str) -> dict[str, Any]:
        """Return what the engine makes of the text: nothing, if it cannot be read."""
        data = super().decode(session_data)
        if not data:
            try:
                signing.loads(session_data, salt=self.key_salt, serializer=self.serializer)
            except Exception:  # the text is from the store and may be anything; Django's decode() does the same
                self.unreadable = True
        return data


class CacheGuard:
    """Raises what the engines ``cache`` and ``cached_db`` catch of a cache that fails."""

    def __init__(self, session_key: str | None = None) -> None:
        """Watch the cache of the sessions."""
        super().__init__(session_key)
        self._cache = WatchedCache(self._cache)

    def load(self) -> dict[str, Any]:
        """Load, and raise ``StoreFault`` if the cache failed."""
        data = super().load()
        self._cache.raise_failure()
        return data

    async def aload(self) -> dict[str, Any]:
        """Do what ``load`` does."""
        data = await super().aload()
        self._cache.raise_failure()
        return data

    def save(self, must_create: bool = False) -> None:
        """Save, and raise ``StoreFault`` if an old copy may be left in the cache."""
        super().save(must_create)
        self._cache.raise_failure()

    async def asave(self, must_create: bool = False) -> None:
        """Do what ``save`` does."""
        await super().asave(must_create)
        self._cache.raise_failure()


class WatchedCache:
    """A cache that remembers its last failure."""

    def __init__(self, watched: Any) -> None:
        """Take the cache."""
        self._watched = watched
        self._failure: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        """Return a method of the cache that notes when it fails."""
        method = getattr(self._watched, name)
        if inspect.iscoroutinefunction(method):

            async def awatching(*args: Any, **kwargs: Any) -> Any:
                try:
                    return await method(*args, **kwargs)
                except Exception as error:  # noted, and raised again
                    self._failure = error
                    raise

            return awatching

        def watching(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except Exception as error:  # noted, and raised again
                self._failure = error
                raise

        return watching if callable(method) else method

    def __contains__(self, key: str) -> bool:
        """Say whether the cache has ``key``."""
        return self.has_key(key)

    def raise_failure(self) -> None:
        """Raise ``StoreFault`` if the cache failed for a fault; Django's engines catch a key that it does not take."""
        failure, self._failure = self._failure, None
        if failure is not None and fault_in(failure) is not None:
            raise StoreFault("the cache of the sessions failed") from failure


class FileGuard:
    """Raises what the engine ``file`` catches of a disk that takes nothing more."""

    _written = ""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the text to store, and remember it."""
        self._written = super().encode(session_dict)
        return self._written

    def save(self, must_create: bool = False) -> None:
        """Save, read what lies there, and raise ``StoreFault`` if it is anything else."""
        super().save(must_create)
        path = self._key_to_file()
        try:
            with open(path, encoding="ascii") as stored:
                kept = stored.read() == self._written
        except OSError as error:
            raise StoreFault("the file of the session cannot be read again") from error
        if not kept:
            if must_create:
                with suppress(OSError):
                    self.delete()  # an empty file, which would be taken for a session
            full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as a rule; Django keeps the reason to itself
            raise StoreFault("the file of the session was not written") from full
