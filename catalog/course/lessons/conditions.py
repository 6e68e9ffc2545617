"""What can come true in an exchange: the tests behind the answers to a question."""

from __future__ import annotations

from collections.abc import Callable

from catalog.course.exchange.record import Exchange

Condition = Callable[[Exchange], bool]


def sends_a_cookie(exchange: Exchange) -> bool:
    """Whether the browser was given a key."""
    return exchange.session_cookie is not None and not exchange.session_cookie.deletes


def sends_nothing(exchange: Exchange) -> bool:
    """Whether no session cookie went out."""
    return exchange.session_cookie is None


def deletes_the_cookie(exchange: Exchange) -> bool:
    """Whether the browser was told to drop its key."""
    return exchange.session_cookie is not None and exchange.session_cookie.deletes


def is_saved(exchange: Exchange) -> bool:
    """Whether the session was written to its store."""
    return exchange.saved


def is_not_saved(exchange: Exchange) -> bool:
    """Whether the session was not written to its store."""
    return not exchange.saved


def raises(name: str) -> Condition:
    """Return the test that an exception of this name came out."""
    return lambda exchange: exchange.error is not None and exchange.error.type == name


def answers(text: str) -> Condition:
    """Return the test that the view answered exactly ``text``."""
    return lambda exchange: exchange.error is None and exchange.result == text


def stores(key: str, value: object) -> Condition:
    """Return the test that the next request finds ``value`` under ``key``."""
    return lambda exchange: key in exchange.stored_after and exchange.stored_after[key] == value


def has_new_key(exchange: Exchange) -> bool:
    """Whether another key went out than came in."""
    return exchange.key_after is not None and exchange.key_after != exchange.cookie_in


def keeps_its_key(exchange: Exchange) -> bool:
    """Whether the key that came in is still the browser's."""
    return exchange.key_after == exchange.cookie_in


def leaves_the_old_row(exchange: Exchange) -> bool:
    """Whether the row of the key that came in is still stored, though the key is another one now."""
    return exchange.old_row is not None


def goes_up_by(amount: int) -> Condition:
    """Return the test that the next request finds a visit counter that is higher by ``amount``."""
    return lambda exchange: exchange.stored_after.get("num_visits", 0) - exchange.before.get("num_visits", 0) == amount


def has_row(exchange: Exchange) -> bool:
    """Whether something, be it empty, is stored under the browser's key."""
    return exchange.row_after is not None


def has_no_row(exchange: Exchange) -> bool:
    """Whether nothing is stored under the browser's key."""
    return exchange.row_after is None


def had_no_row(exchange: Exchange) -> bool:
    """Whether the key that came in, if one did, opened nothing."""
    return exchange.row_before is None


def own_entries(data: dict[str, object]) -> dict[str, object]:
    """Return the entries whose names are not Django's."""
    return {key: value for key, value in data.items() if not key.startswith("_")}


def expiry_of(exchange: Exchange) -> object:
    """Return the expiry that the session was given, as it is stored."""
    return exchange.stored_after.get("_session_expiry")
