"""What there is to see of an exchange from outside: the raw store at three moments, headers, flags and statements."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse

from tests.course.exchange.truth.raw import Dump, dump, in_cookie

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Observation:
    """One exchange, seen from outside. ``memory`` is ``None`` while the contents were not loaded."""

    engine: str
    cookie_in: str | None
    start: Dump
    view_end: Dump = field(default_factory=dict)
    end: Dump = field(default_factory=dict)
    accessed: bool = False
    accessed_at_last: bool = False
    modified: bool = False
    empty: bool = True
    memory: dict[str, Any] | None = None
    memory_at_last: dict[str, Any] | None = None
    view_raised: bool = False
    asked: bool = False
    refused: bool = False
    status: int = 0
    raised_while_saving: str = ""
    set_cookie: str | None = None
    cookie_out: str | None = None

    @property
    def signed(self) -> bool:
        """Whether the engine has no store."""
        return self.engine == "signed_cookies"

    @property
    def every_request(self) -> bool:
        """Whether every request saves."""
        return settings.SESSION_SAVE_EVERY_REQUEST

    def live(self, key: str | None, moment: Dump) -> dict[str, Any] | None:
        """Return what the engine opens under ``key`` at a moment, or ``None`` for nothing."""
        if key is None:
            return None
        if self.signed:
            return in_cookie(key)
        return moment[key].data if key in moment else None


def attributes(header: str) -> dict[str, str]:
    """Return the attributes of a ``Set-Cookie`` header, in lower case."""
    pairs = (part.strip().partition("=") for part in header.split(";")[1:])
    return {name.lower(): value for name, _, value in pairs}


def is_deletion(header: str) -> bool:
    """Return whether the header tells a browser to drop the cookie."""
    return int(attributes(header).get("max-age", "1")) <= 0


def pair_of(header: str) -> tuple[str, str]:
    """Return the name and the value of a ``Set-Cookie`` header."""
    name, _, value = header.partition(";")[0].partition("=")
    return name, value.strip('"')


def is_refused(header: str) -> bool:
    """Return whether name and value are more than a browser keeps."""
    name, value = pair_of(header)
    return len(name) + len(value) > 4096


def kept(cookie_in: str | None, header: str | None) -> str | None:
    """Return the cookie that a browser has after an answer with this header."""
    if header is None or is_refused(header):
        return cookie_in
    return None if is_deletion(header) else pair_of(header)[1]


class Observer:
    """Looks at one exchange: wrap the view with ``watch``, run it inside ``listening``, and call ``finish``."""

    def __init__(self, engine: str, cookie_in: str | None, *, locked: bool = False) -> None:
        """Take the engine and the cookie, and look at the store. ``locked`` makes the database refuse to write."""
        self.seen = Observation(engine, cookie_in, dump(engine))
        self._locked, self._in_view, self._session = locked, False, None

    def watch(self, view: Callable[..., Any]) -> Callable[[HttpRequest], HttpResponse]:
        """Return ``view`` as a plain one, which looks when it is done."""
        plain = async_to_sync(view) if inspect.iscoroutinefunction(view) else view

        def watched(request: HttpRequest) -> HttpResponse:
            self._session, self._in_view = request.session, True
            try:
                return plain(request)
            except Exception:
                self.seen.view_raised = True
                raise
            finally:
                self._in_view = False
                if self._locked:
                    transaction.set_rollback(False)  # the test's transaction; the site has none around a view
                self._look_at_session()

        watched.__name__ = view.__name__
        return watched

    def _look_at_session(self) -> None:
        session, seen = self._session, self.seen
        seen.accessed, seen.modified, seen.empty = session.accessed, session.modified, session.is_empty()
        seen.memory = copy.deepcopy(getattr(session, "_session_cache", None))
        seen.view_end = dump(seen.engine)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note the view's statements on the table of the sessions, and refuse to write if the database is locked.

        It does so where a driver would, below everything that listens to the connection.
        """
        execute = CursorWrapper._execute

        def listened(cursor: CursorWrapper, sql: str, params: Any, *ignored: Any) -> Any:
            if "django_session" in sql:
                has_rows = self.seen.engine in {"db", "cached_db"}
                self.seen.asked = self.seen.asked or (self._in_view and has_rows)
                if self._locked and sql.startswith(WRITES):
                    self.seen.refused = True
                    raise OperationalError("database is locked")
            return execute(cursor, sql, params, *ignored)

        with mock.patch.object(CursorWrapper, "_execute", listened):
            yield

    def finish(self, response: HttpResponse, raised_while_saving: str) -> Observation:
        """Look at the answer and at the store once more."""
        seen, name = self.seen, settings.SESSION_COOKIE_NAME
        seen.status, seen.raised_while_saving = response.status_code, raised_while_saving
        sent = response.cookies.get(name)
        seen.set_cookie = sent.OutputString() if sent is not None else None
        seen.cookie_out = kept(seen.cookie_in, seen.set_cookie)
        seen.memory_at_last = copy.deepcopy(getattr(self._session, "_session_cache", None))
        seen.accessed_at_last = self._session.accessed
        seen.end = dump(seen.engine)
        return seen
