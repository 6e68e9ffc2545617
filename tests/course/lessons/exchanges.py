"""Short questions to an exchange as the site gives it in JSON."""

from __future__ import annotations

from typing import Any


def session_cookie(exchange: dict[str, Any]) -> dict[str, str] | None:
    """Return the session cookie that went out in an exchange, or ``None``."""
    return next((cookie for cookie in exchange["set_cookie"] if cookie["name"] == "sessionid"), None)


def drops_the_cookie(exchange: dict[str, Any]) -> bool:
    """Say whether the browser was told to forget its session cookie."""
    cookie = session_cookie(exchange)
    return cookie is not None and cookie["Max-Age"] == "0"


def statements(exchange: dict[str, Any]) -> list[str]:
    """Return the first word of each query on the store."""
    return [query.split()[0] for query in exchange["queries"]]
