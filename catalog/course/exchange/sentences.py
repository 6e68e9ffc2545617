"""A sentence for each finding, made from the record. It says what happened, and then why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from catalog.course.exchange.contents import unlike, value_at
from catalog.course.exchange.cookies import LARGEST
from catalog.course.exchange.diff import ABSENT, Change, changes
from catalog.course.exchange.findings import INTERRUPTED, findings
from catalog.course.exchange.record import Exchange, Raised

NAMED = 3  # changes that a sentence names; the table shows all


def happened(exchange: Exchange) -> list[str]:
    """Return the sentences that say what ``exchange`` did to the session, one for each finding."""
    return [SENTENCES[name](exchange) for name in findings(exchange)]


def changes_in_words(found: Iterable[Change]) -> str:
    """Return the first changes with their names: ``cart, pin added, name changed and 2 more``."""
    changes_found = list(found)
    kinds = [change.kind for change in changes_found]
    following = [*kinds[1:NAMED], ""]
    return _listed(
        [
            change.path if change.kind == next_kind else f"{change.path} {change.kind}"
            for change, next_kind in zip(changes_found, following, strict=False)
        ],
        len(changes_found),
    )


def _listed(texts: list[str], count: int | None = None) -> str:
    """Return the first texts, and how many of ``count`` are left, which is that of the texts unless it is given."""
    left = (len(texts) if count is None else count) - NAMED
    return ", ".join(texts[:NAMED]) + (f" and {left} more" if left > 0 else "")


def _said(error: Raised | None) -> str:
    return f"{error.type}: {error.message}".rstrip(":. ") if error else ""


def _raised(exchange: Exchange) -> str:
    said = f"The view raised {_said(exchange.view_error)}."
    if exchange.error is not exchange.view_error:
        return said
    if exchange.status >= 500:
        return f"{said} Django answers {exchange.status}."
    return f"{said} Django answers {exchange.status}, and treats the session as after any answer."


def _not_storable(exchange: Exchange) -> str:
    said = f"The view was done, and then Django could not save: {_said(exchange.error)}."
    return said if exchange.wrote else f"{said} Nothing of this request is stored."


def _store_failed(exchange: Exchange) -> str:
    kept = "What was stored before is still there." if exchange.opened else "Nothing is stored for this browser."
    taken = exchange.error is not None and exchange.error.type == INTERRUPTED
    why = f" Django takes that for a row that is gone, and answers {exchange.status}." if taken else ""
    return f"The store refused to write: {_said(exchange.refused)}. {kept}{why}"


def _gone_meanwhile(exchange: Exchange) -> str:
    if exchange.old_opens:
        return f"Django had no row to save into, and answers {exchange.status}. What a cache holds still opens."
    if exchange.opened:
        return (
            f"What was stored was deleted while the view ran: nothing to save into. Django answers {exchange.status}."
        )
    return f"There was nothing to save into, and Django answers {exchange.status}."


def _cookie_too_large(exchange: Exchange) -> str:
    size = exchange.session_cookie.size if exchange.session_cookie else 0
    had = "keeps the cookie that it had" if exchange.cookie_in else "has no session cookie"
    return f"The cookie has {size:,} bytes, name and value together. A browser takes {LARGEST:,} at most: it {had}."


def _dead_key(exchange: Exchange) -> str:
    row, what = exchange.row_before, "cookie" if exchange.signed else "session key"
    if exchange.signed:
        why = "its age is over" if row is not None and row.expired else "its signature is not valid"
    elif row is None:
        why = "nothing is stored under it"
    elif row.unreadable:
        why = f"what is stored under it cannot be read, because {row.unreadable}"
    else:
        why = "what is stored under it has expired"
    dropped = " The answer tells the browser to drop it." if exchange.key_after is None else ""
    return f"The {what} that came in opened nothing: {why}.{dropped}"


def _began(exchange: Exchange) -> str:
    what = "A session" if exchange.stored_after else "An empty session"
    if exchange.signed:
        return f"{what} began: the browser has a cookie that holds all of it."
    return f"{what} began: it is stored under a new session key, and the browser has that in a cookie."


def _revived(exchange: Exchange) -> str:
    return "It was written all the same, so the session key that came in opens a session again."


def _moved(exchange: Exchange) -> str:
    kept = "What it held is carried over" if exchange.before else "It held nothing"
    return f"The session has a new session key. {kept}, and the old session key opens nothing."


def _replaced(exchange: Exchange) -> str:
    lost = [str(name) for name in exchange.before if name not in exchange.stored_after]
    gone = f"Not in it any more: {_listed(lost)}."
    return f"A new session, under a new session key, took the place of the old one, which opens nothing. {gone}"


def _forked(exchange: Exchange) -> str:
    return (
        "The browser has a new session key. What it had before is still stored, and the old session key still opens it."
    )


def _ended(exchange: Exchange) -> str:
    if exchange.signed:
        return "The browser drops its cookie, and with it the session."
    if exchange.old_row is not None:
        return "The session has expired, and the browser drops its cookie."
    return "The session is gone: what was stored is deleted, and the browser drops its cookie."


def _row_deleted(exchange: Exchange) -> str:
    what = "The session has expired" if exchange.row_after is not None else "What was stored is deleted"
    return f"{what}, and the browser still has the session key."


def _cookie_dropped(exchange: Exchange) -> str:
    return "The browser drops its cookie. What is stored stays there, and the session key would still open it."


def _no_cookie_to_drop(exchange: Exchange) -> str:
    return "The answer tells the browser to drop a session cookie, and it has none."


def _still_opens(exchange: Exchange) -> str:
    return "The cookie that came in still opens what it holds, for whoever has kept a copy: no store can forget it."


def _saved(exchange: Exchange) -> str:
    return f"Saved: {changes_in_words(exchange.stored_changes)}."


def _renewed(exchange: Exchange) -> str:
    what = "sent again, in a new cookie" if exchange.signed else "written again"
    if exchange.modified:
        why = "the session was marked modified"
    elif exchange.every_request:
        why = "SESSION_SAVE_EVERY_REQUEST is on"
    else:
        why = "the view wrote them itself"
    return f"The same contents are {what}: {why}."


def _saved_early(exchange: Exchange) -> str:
    failed = exchange.status >= 500
    return f"The view wrote to the store itself{', before it failed: that stays stored' if failed else ''}."


def _stored_differently(exchange: Exchange) -> str:
    paths = list(dict.fromkeys(str(change.keys[0]) for change in changes(exchange.after, exchange.stored_after)))
    return f"The next request finds something else than the view left: {_listed(paths)}."


def _not_noticed(exchange: Exchange) -> str:
    what = changes_in_words(exchange.changes)
    return f"In memory: {what}. It is not saved, because nothing marked the session modified."


def _not_saved_status(exchange: Exchange) -> str:
    lost = [change for change in exchange.changes if not _is_stored(exchange, change)]
    what = f"Not saved: {changes_in_words(lost)}. " if lost else ""
    return f"{what}Django saves no session with an answer of 500 or more."


def _is_stored(exchange: Exchange, change: Change) -> bool:
    new = ABSENT if change.kind == "removed" else change.new
    return not unlike(new, value_at(exchange.stored_after, change.keys))


def _not_saved_empty(exchange: Exchange) -> str:
    return "Marked modified, and not saved: Django saves no empty session for a browser that sent no cookie."


def _orphaned(exchange: Exchange) -> str:
    count = len(exchange.orphans)
    return (
        "A session is stored under a session key that no browser has."
        if count == 1
        else f"{count} sessions are stored under session keys that no browser has."
    )


def _too_late(exchange: Exchange) -> str:
    what = changes_in_words(exchange.late)
    return f"Changed while the answer was sent: {what}. Django saves before that, so it is lost."


def _only_read(exchange: Exchange) -> str:
    return "The view read the session and changed nothing, so nothing is written and no cookie is sent."


def _asked_store(exchange: Exchange) -> str:
    return "The view did not touch request.session. What it asked of the store by itself is in the queries."


def _not_touched(exchange: Exchange) -> str:
    return "The view did not touch request.session, so Django neither loaded nor saved it."


SENTENCES: Final[dict[str, Callable[[Exchange], str]]] = {
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
    "orphaned": _orphaned,
    "too_late": _too_late,
    "only_read": _only_read,
    "asked_store": _asked_store,
    "not_touched": _not_touched,
}
