"""What happened in an exchange, in a sentence or two.

The sentences are worked out from the record alone. They say what Django did, and then why.
"""

from __future__ import annotations

from catalog.course.exchange.record import Exchange

NAMED = 3  # changes that a sentence names; the table shows all


def happened(exchange: Exchange) -> str:
    """Return the sentence that says what ``exchange`` did to the session."""
    sentences = [_failure(exchange), _cookie_and_row(exchange), _contents(exchange), _came_back(exchange)]
    return " ".join(sentence for sentence in sentences if sentence)


def _failure(exchange: Exchange) -> str:
    error = exchange.error
    if error is None:
        if exchange.status >= 500:
            return f"The view answered {exchange.status}, and Django saves no session with an answer of 500 or more."
        return ""
    said = f"{error.type}: {error.message}".rstrip(":. ")
    if error.type == "SessionInterrupted":
        return (
            f"Django answered {exchange.status}: the session was loaded from a row that is gone now, "
            "so there was nothing left to save into."
        )
    if error.while_saving:
        return f"The view was done, and then Django could not save: {said}. Nothing of this request was stored."
    if exchange.status >= 500:
        return f"The view raised {said}. That becomes a 500, and Django saves no session with it."
    return f"The view raised {said}. That becomes a {exchange.status}, and the session is treated as after any answer."


def _cookie_and_row(exchange: Exchange) -> str:
    cookie = exchange.session_cookie
    match exchange:
        case Exchange(row_before=before, old_row=None) if cookie and cookie.deletes and before:
            return "The session is gone: its contents are deleted from the store, and the browser drops its cookie."
        case Exchange(old_row=old) if cookie and cookie.deletes and old:
            return "The browser drops its cookie. What is stored stays where it is, and nobody has the key."
        case _ if cookie and cookie.deletes:
            return "The key of the browser opened nothing, so Django told the browser to drop it."
        case Exchange(cookie_in=None) if cookie:
            return "A session began: the store has a new row, and the browser a cookie with its key."
        case Exchange(row_before=None) if cookie:
            return "The key that came in opened nothing. A new session began, under a new key."
        case Exchange(old_row=None) if cookie and exchange.key_after != exchange.cookie_in:
            return "The session has a new key, and the old row is deleted."
        case Exchange() if cookie and exchange.key_after != exchange.cookie_in:
            return "The browser has a new key. The old row is still stored, and the old key still opens it."
        case Exchange(row_before=before, row_after=None) if before:
            return "The row is deleted, but the browser still has its key."
        case _:
            return ""


def _contents(exchange: Exchange) -> str:
    named = _named(exchange)
    kept = exchange.row_after is not None
    written = exchange.saved and kept and (exchange.error is None or exchange.stored_after != exchange.before)
    if not exchange.changes:
        if exchange.session_cookie is None and not exchange.saved and exchange.error is None:
            if exchange.accessed:
                return "The view read the session and changed nothing, so Django wrote nothing."
            if exchange.queries:
                return "The contents were neither loaded nor saved. What the view asked of the store is in the queries."
            return "The view did not touch the contents of the session, so Django neither loaded nor wrote them."
        if written and exchange.key_after == exchange.cookie_in:
            return "Nothing is different, and the session was saved all the same: something marked it modified."
        return ""
    if written:
        return f"Saved before that: {named}." if exchange.status >= 500 else f"Saved: {named}."
    if not kept:
        return ""
    if exchange.error is None and exchange.status < 500 and not exchange.modified:
        return f"In memory: {named}. It was not saved: nothing marked the session modified."
    return f"In memory: {named}. It was not saved."


def _came_back(exchange: Exchange) -> str:
    if exchange.saved and exchange.error is None and exchange.row_after and exchange.stored_after != exchange.after:
        return "The next request finds something else than the view left: the table has both."
    return ""


def _named(exchange: Exchange) -> str:
    changes = exchange.changes
    named = [f"{change.path} {change.kind}" for change in changes[:NAMED]]
    return ", ".join(named) + (f" and {len(changes) - NAMED} more" if len(changes) > NAMED else "")
