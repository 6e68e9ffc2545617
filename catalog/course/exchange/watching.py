"""What an exchange does to the store, noted from outside while it runs.

A view may use other store objects than ``request.session``: another tab's, or those of Django's test client. So the
class of the engine tells of every save, for as long as an exchange runs; one outside of an exchange is noted nowhere.
What a view does with the model shows in the statements on the table of the sessions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, IntegrityError, connections, router

from catalog.faults import fault_in

WATCHED = ("save", "asave", "delete", "adelete")
WRITES = ("INSERT", "UPDATE", "DELETE")
A_KEY = re.compile("[a-z0-9]{32}")  # a session key as Django makes them


@dataclass(slots=True)
class StoreWatch:
    """What was seen. ``saves`` counts those of ``session``, the request's own. ``written`` are session keys, in order.

    ``tried`` are those where a save failed: the file engine leaves an empty file then.
    ``statements`` counts the statements that wrote, ``refused`` is the exception of the store that refused a write.
    """

    session: SessionBase | None = None
    saves: int = 0
    written: dict[str, None] = field(default_factory=dict)
    tried: dict[str, None] = field(default_factory=dict)
    statements: int = 0
    refused: Exception | None = None
    queries: list[str] = field(default_factory=list)
    paused: bool = False  # while the observer itself reads

    def note_save(self, store: SessionBase) -> None:
        """Note that a store object saved."""
        self.saves += store is self.session
        if store.session_key:
            self.written[store.session_key] = None

    def note_refusal(self, error: BaseException | None) -> None:
        """Note an exception of a save or a deletion, if it is the store that refused, and not a value or a row."""
        if isinstance(error, Exception) and fault_in(error) is not None:
            self.refused = error

    def note_statement(self, sql: str, params: Any, rows: int) -> None:
        """Note a statement on the table of the sessions that was carried out, and changed this number of rows."""
        if sql.startswith(WRITES) and rows:
            self.statements += 1
        if sql.startswith("INSERT"):
            keys = (text for text in params or () if isinstance(text, str) and A_KEY.fullmatch(text))
            self.written |= dict.fromkeys(keys)


_watch: ContextVar[StoreWatch | None] = ContextVar("watch", default=None)  # of the exchange that runs here
_lock = Lock()
_watched: Counter[type[SessionBase]] = Counter()  # how many exchanges watch each engine now
_own_methods: dict[type[SessionBase], dict[str, Any]] = {}


@contextmanager
def watching(engines: set[type[SessionBase]], watch: StoreWatch) -> Iterator[None]:
    """Note what stores of these classes save within the ``with`` block, in this thread and the tasks it starts."""
    for engine in engines:
        _begin(engine)
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
        for engine in engines:
            _end(engine)


def _begin(engine: type[SessionBase]) -> None:
    """Let the class tell of its saves, unless another exchange has seen to it."""
    with _lock:
        _watched[engine] += 1
        if _watched[engine] > 1:
            return
        _own_methods[engine] = {name: vars(engine)[name] for name in WATCHED if name in vars(engine)}
        save, asave, delete, adelete = engine.save, engine.asave, engine.delete, engine.adelete

        def watched_save(store: SessionBase, *args: Any, **kwargs: Any) -> None:
            with _noting(store):
                save(store, *args, **kwargs)

        async def watched_asave(store: SessionBase, *args: Any, **kwargs: Any) -> None:
            with _noting(store):
                await asave(store, *args, **kwargs)

        def watched_delete(store: SessionBase, session_key: str | None = None) -> None:
            with _noting_refusal():
                delete(store, session_key)

        async def watched_adelete(store: SessionBase, session_key: str | None = None) -> None:
            with _noting_refusal():
                await adelete(store, session_key)

        engine.save, engine.asave = watched_save, watched_asave
        engine.delete, engine.adelete = watched_delete, watched_adelete


def _end(engine: type[SessionBase]) -> None:
    """Put the methods of the class back, if no other exchange watches it."""
    with _lock:
        _watched[engine] -= 1
        if _watched[engine]:
            return
        own = _own_methods.pop(engine)
        for name in WATCHED:
            if name in own:
                setattr(engine, name, own[name])
            else:
                delattr(engine, name)


@contextmanager
def _noting(store: SessionBase) -> Iterator[None]:
    """Note a save, or under which session key it failed."""
    watch = _watch.get()
    try:
        with _noting_refusal():
            yield
    except Exception:  # whatever a store raises goes on to the middleware, as without a watch
        if watch is not None:
            watch.tried |= dict.fromkeys(filter(None, [store.session_key]))
        raise
    if watch is not None:
        watch.note_save(store)


@contextmanager
def _noting_refusal() -> Iterator[None]:
    """Note that the store refused. ``UpdateError`` stands for a row that is gone, and for a database that refused."""
    try:
        yield
    except Exception as error:  # as above
        if (watch := _watch.get()) is not None:
            watch.note_refusal(error.__context__ if isinstance(error, UpdateError) else error)
        raise


def making_session(store_class: type[SessionBase], watch: StoreWatch) -> Callable[[str | None], SessionBase]:
    """Return what the middleware calls to make ``request.session``, and which tells ``watch`` which store that is."""

    def make_session(key: str | None = None) -> SessionBase:
        watch.session = store_class(key)
        return watch.session

    return make_session


@contextmanager
def listening(store_class: type[SessionBase], watch: StoreWatch) -> Iterator[None]:
    """Note the statements on the table of the sessions, and no others."""
    if not issubclass(store_class, DatabaseStore):
        yield
        return
    model = store_class.get_model_class()
    table = model._meta.db_table

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if watch.paused or table not in sql:
            return execute(sql, params, many, context)
        watch.queries.append(sql)
        try:
            result = execute(sql, params, many, context)
        except DatabaseError as error:
            if sql.startswith(WRITES) and not isinstance(error, IntegrityError):
                watch.refused = error
            raise
        watch.note_statement(sql, params, context["cursor"].rowcount)
        return result

    with connections[router.db_for_write(model)].execute_wrapper(listen):
        yield
