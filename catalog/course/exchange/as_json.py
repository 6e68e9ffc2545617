"""An exchange as JSON, for scripts and tests."""

from __future__ import annotations

from typing import Any

from catalog.course.exchange.findings import findings
from catalog.course.exchange.record import Exchange
from catalog.course.exchange.sentences import happened
from catalog.course.exchange.stores import StoredSession
from catalog.course.exchange.text import json_ready


def exchange_as_json(exchange: Exchange) -> dict[str, Any]:
    """Return an exchange for scripts and tests."""
    error = exchange.error
    return {
        "operation": exchange.operation,
        "status": exchange.status,
        "error": {"type": error.type, "message": error.message} if error else None,
        "findings": findings(exchange),
        "happened": happened(exchange),
        "engine": exchange.engine,
        "cookie_in": exchange.cookie_in,
        "accessed": exchange.accessed,
        "modified": exchange.modified,
        "saved": exchange.saved,
        "before": contents_as_json(exchange.before),
        "after": contents_as_json(exchange.after),
        "stored": contents_as_json(exchange.stored_after),
        "changes": [
            {"path": change.path, "kind": change.kind, "old": json_ready(change.old), "new": json_ready(change.new)}
            for change in exchange.changes
        ],
        "queries": exchange.queries,
        "set_cookie": [
            {"name": cookie.name, "value": cookie.value}
            | {name: value or True for name, value in cookie.attributes.items()}  # a flag has no value
            for cookie in exchange.set_cookie
        ],
        "row_before": row_as_json(exchange.row_before),
        "row_after": row_as_json(exchange.row_after),
        "old_row": row_as_json(exchange.old_row),
        "result": exchange.result,
    }


def contents_as_json(contents: dict[Any, Any]) -> dict[str, Any]:
    """Return ``contents``, each value that JSON cannot hold described by a text."""
    return {str(key): json_ready(value) for key, value in contents.items()}


def row_as_json(stored: StoredSession | None) -> dict[str, Any] | None:
    """Return what is stored under a key, or ``None`` for nothing."""
    if stored is None:
        return None
    return {"session_key": stored.key, "session_data": stored.raw, "expire_date": stored.expires}
