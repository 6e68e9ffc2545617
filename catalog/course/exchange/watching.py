"""What an exchange does to the store, noted from outside while it runs.

``request.session`` is watched by itself: what it saves and deletes. What a view does beside it, with a store object of
its own or with the model, shows in the statements on the table of the sessions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, IntegrityError, connections, router

from catalog.faults import fault_in

WRITES = ("INSERT", "UPDATE", "DELETE")
A_KEY = re.compile("[a-z0-9]{32}")  # a session key as Django makes them


@dataclass(slots=True)
class StoreWatch:
    """What was seen. ``saves`` counts what ``request.session`` saved; ``written`` are session keys, in order.

    ``statements`` counts the statements that wrote, ``refused`` is the exception of the store that refused a write.
    """

    saves: int = 0
    written: dict[str, None] = field(default_factory=dict)
    statements: int = 0
    refused: Exception | None = None
    queries: list[str] = field(default_factory=list)
    paused: bool = False  # while the observer itself reads

    @property
    def wrote(self) -> bool:
        """Whether ``request.session`` saved, or a statement wrote to the table."""
        return bool(self.saves or self.statements)

    def note_save(self, key: str | None) -> None:
        """Note that ``request.session`` saved under ``key``."""
        self.saves += 1
        if key:
            self.written[key] = None

    def note_refusal(self, error: Exception) -> None:
        """Note an exception of a save or delete, if it is the store that refused, and not a value or a missing row."""
        if fault_in(error) is not None:
            self.refused = error

    def note_statement(self, sql: str, params: Any) -> None:
        """Note a statement on the table of the sessions that was carried out."""
        if sql.startswith(WRITES):
            self.statements += 1
        if sql.startswith("INSERT"):
            keys = (text for text in params or () if isinstance(text, str) and A_KEY.fullmatch(text))
            self.written |= dict.fromkeys(keys)


def watched_stores(store_class: type[SessionBase], watch: StoreWatch) -> Callable[[str | None], SessionBase]:
    """Return a function that makes stores of exactly this class (its name is a part of what is signed) and watches."""

    def make_store(key: str | None = None) -> SessionBase:
        store = store_class(key)
        save, asave, delete, adelete = store.save, store.asave, store.delete, store.adelete

        def watched_save(*args: Any, **kwargs: Any) -> None:
            with _noting_refusal(watch):
                save(*args, **kwargs)
            watch.note_save(store.session_key)

        async def watched_asave(*args: Any, **kwargs: Any) -> None:
            with _noting_refusal(watch):
                await asave(*args, **kwargs)
            watch.note_save(store.session_key)

        def watched_delete(session_key: str | None = None) -> None:
            with _noting_refusal(watch):
                delete(session_key)

        async def watched_adelete(session_key: str | None = None) -> None:
            with _noting_refusal(watch):
                await adelete(session_key)

        methods = {"save": watched_save, "asave": watched_asave, "delete": watched_delete, "adelete": watched_adelete}
        vars(store).update(methods)
        return store

    return make_store


@contextmanager
def _noting_refusal(watch: StoreWatch) -> Iterator[None]:
    try:
        yield
    except UpdateError:  # a row that is gone, or a database that refused: the statement tells
        raise
    except Exception as error:  # whatever a store raises goes on to the middleware, as without a watch
        watch.note_refusal(error)
        raise


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
        watch.note_statement(sql, params)
        return result

    with connections[router.db_for_write(model)].execute_wrapper(listen):
        yield
