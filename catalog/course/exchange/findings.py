"""The findings: what is true of an exchange, by name. Each has a test on the record alone.

The list is closed, and in the order in which a page tells them: what failed, what became of the session and its cookie,
what is stored, what is not, and, where nothing happened, why. ``sentences`` has a sentence for each name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from catalog.course.exchange.diff import changes
from catalog.course.exchange.record import Exchange

INTERRUPTED: Final = "SessionInterrupted"  # what the middleware makes of an UpdateError


def findings(exchange: Exchange) -> list[str]:
    """Return the names of what is true of ``exchange``, in the order in which they are told."""
    return [name for name, is_true in FINDINGS.items() if is_true(exchange)]


def _began(exchange: Exchange) -> bool:
    return not exchange.opened and exchange.opens and exchange.key_after != exchange.cookie_in


def _revived(exchange: Exchange) -> bool:
    same = exchange.key_after == exchange.cookie_in
    return not exchange.signed and not exchange.opened and exchange.opens and same and exchange.rewritten


def _moved(exchange: Exchange) -> bool:
    return _left_for_good(exchange) and exchange.carried_over


def _replaced(exchange: Exchange) -> bool:
    return _left_for_good(exchange) and not exchange.carried_over


def _left_for_good(exchange: Exchange) -> bool:
    return not exchange.signed and exchange.rotated and not exchange.old_opens


def _forked(exchange: Exchange) -> bool:
    return not exchange.signed and exchange.rotated and exchange.old_opens


def _ended(exchange: Exchange) -> bool:
    return exchange.opened and exchange.key_after is None and (exchange.signed or not exchange.old_opens)


def _row_deleted(exchange: Exchange) -> bool:
    same = exchange.key_after == exchange.cookie_in
    return not exchange.signed and exchange.opened and same and not exchange.opens


def _cookie_dropped(exchange: Exchange) -> bool:
    return not exchange.signed and exchange.opened and exchange.key_after is None and exchange.old_opens


def _no_cookie_to_drop(exchange: Exchange) -> bool:
    return exchange.cookie_in is None and exchange.session_cookie is not None and exchange.session_cookie.deletes


def _dead_key(exchange: Exchange) -> bool:
    return exchange.cookie_in is not None and not exchange.opened


def _saved(exchange: Exchange) -> bool:
    return exchange.opens and bool(exchange.stored_changes)


def _renewed(exchange: Exchange) -> bool:
    if not (exchange.opened and exchange.opens) or changes(exchange.before, exchange.stored_after):
        return False
    if exchange.signed:
        return exchange.gives_cookie
    return exchange.key_after == exchange.cookie_in and exchange.rewritten and not exchange.hides_row


def _not_noticed(exchange: Exchange) -> bool:
    if exchange.modified or exchange.every_request or exchange.refused or not exchange.changes:
        return False
    return not changes(exchange.before, exchange.stored_after)


def _not_saved_status(exchange: Exchange) -> bool:
    failed_saving = exchange.error is not None and exchange.error.while_saving
    wanted = (exchange.modified or exchange.every_request) and not exchange.empty
    return exchange.status >= 500 and wanted and not failed_saving


def _not_saved_empty(exchange: Exchange) -> bool:
    return exchange.modified and exchange.cookie_in is None and exchange.empty


def _saved_early(exchange: Exchange) -> bool:
    return exchange.saved_early and exchange.old_opens


def _store_failed(exchange: Exchange) -> bool:
    return exchange.refused is not None and (not exchange.opened or exchange.old_opens)


def _gone_meanwhile(exchange: Exchange) -> bool:
    return exchange.error is not None and exchange.error.type == INTERRUPTED and exchange.refused is None


def _cookie_too_large(exchange: Exchange) -> bool:
    return exchange.session_cookie is not None and exchange.session_cookie.refused


def _still_opens(exchange: Exchange) -> bool:
    return exchange.signed and exchange.opened and exchange.key_after != exchange.cookie_in


def _raised(exchange: Exchange) -> bool:
    return exchange.view_error is not None


def _not_storable(exchange: Exchange) -> bool:
    error = exchange.error
    return error is not None and error.while_saving and error.type != INTERRUPTED and exchange.refused is None


def _stored_differently(exchange: Exchange) -> bool:
    if exchange.error is not None or exchange.status >= 500 or not exchange.gives_cookie or not exchange.accessed:
        return False
    return exchange.opens and bool(changes(exchange.after, exchange.stored_after))


def _left_alone(exchange: Exchange) -> bool:
    return not exchange.modified and exchange.session_cookie is None


def _only_read(exchange: Exchange) -> bool:
    if not (_left_alone(exchange) and exchange.touched and exchange.loaded) or exchange.refused is not None:
        return False
    return not (exchange.changes or exchange.late or exchange.wrote)


def _not_touched(exchange: Exchange) -> bool:
    return _left_alone(exchange) and not (exchange.touched or exchange.asked or exchange.wrote)


def _asked_store(exchange: Exchange) -> bool:
    return _left_alone(exchange) and not exchange.touched and exchange.asked


FINDINGS: Final[dict[str, Callable[[Exchange], bool]]] = {
    "raised": _raised,
    "not_storable": _not_storable,
    "store_failed": _store_failed,
    "gone_meanwhile": _gone_meanwhile,
    "cookie_too_large": _cookie_too_large,
    "dead_key": _dead_key,
    "began": _began,
    "revived": _revived,
    "moved": _moved,
    "replaced": _replaced,
    "forked": _forked,
    "ended": _ended,
    "row_deleted": _row_deleted,
    "cookie_dropped": _cookie_dropped,
    "no_cookie_to_drop": _no_cookie_to_drop,
    "saved_early": _saved_early,
    "saved": _saved,
    "renewed": _renewed,
    "stored_differently": _stored_differently,
    "still_opens": _still_opens,
    "not_noticed": _not_noticed,
    "not_saved_status": _not_saved_status,
    "not_saved_empty": _not_saved_empty,
    "orphaned": lambda exchange: bool(exchange.orphans),
    "too_late": lambda exchange: bool(exchange.late),
    "only_read": _only_read,
    "asked_store": _asked_store,
    "not_touched": _not_touched,
}
