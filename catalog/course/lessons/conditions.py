"""What can come true in an exchange: the tests behind the answers to a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalog.course.exchange.findings import findings
from catalog.course.exchange.record import Exchange

Condition = Callable[[Exchange], bool]


def found(*names: str) -> Condition:
    """Return the test that one of these findings is true."""
    return lambda exchange: not set(names).isdisjoint(findings(exchange))


def both(*conditions: Condition) -> Condition:
    """Return the test that all of these are true."""
    return lambda exchange: all(condition(exchange) for condition in conditions)


def neither(*conditions: Condition) -> Condition:
    """Return the test that none of these is true."""
    return lambda exchange: not any(condition(exchange) for condition in conditions)


def sends_a_cookie(exchange: Exchange) -> bool:
    """Whether the browser was given a session cookie."""
    return exchange.gives_cookie


def sends_nothing(exchange: Exchange) -> bool:
    """Whether no session cookie went out."""
    return exchange.session_cookie is None


def deletes_the_cookie(exchange: Exchange) -> bool:
    """Whether the browser was told to drop its session cookie."""
    return exchange.session_cookie is not None and exchange.session_cookie.deletes


def answers(text: str) -> Condition:
    """Return the test that the view answered exactly ``text``."""
    return lambda exchange: exchange.error is None and exchange.result == text


def answers_end(text: str) -> Condition:
    """Return the test that the view answered something that ends with ``text``."""
    return lambda exchange: exchange.error is None and exchange.result.endswith(text)


def answers_begin(text: str) -> Condition:
    """Return the test that the view answered something that begins with ``text``."""
    return lambda exchange: exchange.error is None and exchange.result.startswith(text)


def raises(name: str) -> Condition:
    """Return the test that an exception of this name came out."""
    return lambda exchange: exchange.error is not None and exchange.error.type == name


def succeeds(exchange: Exchange) -> bool:
    """Whether no exception came out, and the answer has a status below 500."""
    return exchange.error is None and exchange.status < 500


def held(name: str) -> Condition:
    """Return the test that the session held an entry of this name before."""
    return lambda exchange: name in exchange.before


def has_new_key(exchange: Exchange) -> bool:
    """Whether the browser has another session key afterwards."""
    return exchange.key_after is not None and exchange.key_after != exchange.cookie_in


def keeps_its_key(exchange: Exchange) -> bool:
    """Whether the session key that came in is still the browser's."""
    return exchange.key_after == exchange.cookie_in


def had_cookie(exchange: Exchange) -> bool:
    """Whether a session cookie came in."""
    return exchange.cookie_in is not None


def opened(exchange: Exchange) -> bool:
    """Whether the session cookie that came in opened a session."""
    return exchange.opened


def opens(exchange: Exchange) -> bool:
    """Whether the browser's session cookie opens a session afterwards."""
    return exchange.opens


def is_signed(exchange: Exchange) -> bool:
    """Whether the engine keeps the session in the cookie itself."""
    return exchange.signed


def every_request(exchange: Exchange) -> bool:
    """Whether ``SESSION_SAVE_EVERY_REQUEST`` is on."""
    return exchange.every_request


def goes_up_by(amount: int) -> Condition:
    """Return the test that the next request finds a visit counter that is higher by ``amount``."""
    return lambda exchange: (
        "num_visits" in exchange.before
        and exchange.stored_after.get("num_visits") == exchange.before["num_visits"] + amount
    )


def own_entries(data: Mapping[str, object]) -> dict[str, object]:
    """Return the entries whose names are not Django's."""
    return {name: value for name, value in data.items() if not str(name).startswith("_")}


def expiry_of(exchange: Exchange) -> object:
    """Return the expiry that the session was given, as it is stored."""
    return exchange.stored_after.get("_session_expiry")
