"""All session entries of the library.

Each section has functions that take the session: ``request.session``, or any mapping with a ``modified`` attribute.
Values are validated when they are read: an entry may come from an earlier version of the code, or from the visitor
(pages of the course). An invalid entry counts as absent.

The visit counter is read here and incremented in the view of the home page, where readers of the code expect it.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import BadRequest

# The keys, in the order of the sections below.
VISITS: Final = "num_visits"
PAGE_SIZE: Final = "page_size"
RECENT_BOOKS: Final = "recent_books"
READING_LIST: Final = "reading_list"
DISMISSED: Final = "dismissed_notices"
ACCENT: Final = "accent"
LOGIN_TIMES: Final = "login_times"
LIBRARY_KEYS: Final = frozenset({VISITS, PAGE_SIZE, RECENT_BOOKS, READING_LIST, DISMISSED, ACCENT, LOGIN_TIMES})

PAGE_SIZES: Final = (10, 25, 50, 100)
RECENT_LIMIT: Final = 5
READING_LIST_LIMIT: Final = 50  # books
NOTE_LENGTH: Final = 200  # characters
NOTICES: Final = frozenset({"welcome"})
ACCENTS: Final = {"brass": "Brass", "forest": "Forest", "harbor": "Harbor", "plum": "Plum", "brick": "Brick"}

ROOM: Final = 100_000  # bytes of a whole session, as JSON
PUNCTUATION: Final = 4  # bytes of JSON around a value: comma, colon, brackets


# Writable or not


def can_keep(session: SessionBase) -> bool:
    """Return whether the session is writable; a ``StandIn``, used while the store fails, is not."""
    return getattr(session, "can_keep", True)


# Visits of the home page


def visits(session: SessionBase) -> int:
    """Return the number of visits of the home page."""
    number = session.get(VISITS)
    return number if _is_number(number) else 0


# Results per page


def page_size(session: SessionBase) -> int:
    """Return how many results a list shows on a page."""
    size = session.get(PAGE_SIZE)
    return size if _is_number(size) and size in PAGE_SIZES else PAGE_SIZES[0]


def set_page_size(session: SessionBase, size: int) -> None:
    """Store the number of results a page. Raise ``BadRequest`` for a size that is not offered."""
    if size not in PAGE_SIZES:
        raise BadRequest(f"A page shows {', '.join(map(str, PAGE_SIZES))} results, not {size}.")
    session[PAGE_SIZE] = size


# The last five books looked at


def recent_books(session: SessionBase) -> list[int]:
    """Return the primary keys of the last books viewed, the latest first."""
    books = session.get(RECENT_BOOKS)
    return [book for book in books if _is_number(book)][:RECENT_LIMIT] if isinstance(books, list) else []


def remember_book(session: SessionBase, book: int) -> None:
    """Put ``book`` first in the recent books, if the visitor has a session.

    Viewing a book must not create a session, and so a cookie: only pages that announce it do so.
    """
    if recent_books(session)[:1] == [book] or session.is_empty():  # reliable only once it is loaded
        return
    if not can_keep(session):
        return
    session[RECENT_BOOKS] = [book, *(other for other in recent_books(session) if other != book)][:RECENT_LIMIT]


# The reading list: nested data, which needs `modified = True`


def reading_list(session: SessionBase) -> list[dict[str, Any]]:
    """Return the reading list in the session: ``[{"book": 12, "note": "for June"}, …]``.

    It is the stored list, not a copy. Code that changes it in place has to set ``modified``:
    Django detects ``session["reading_list"] = …``, but not ``session["reading_list"].append(…)``.
    """
    entries = session.get(READING_LIST)
    well_formed = isinstance(entries, list) and all(
        isinstance(entry, dict) and _is_number(entry.get("book")) and _is_text(entry.get("note")) for entry in entries
    )
    return entries if well_formed else []


def is_on_reading_list(session: SessionBase, book: int) -> bool:
    """Return whether ``book`` is on the list."""
    return any(entry["book"] == book for entry in reading_list(session))


def add_to_reading_list(session: SessionBase, book: int) -> bool:
    """Append ``book`` to the list; return whether it was new. Raise ``BadRequest`` if the list is full."""
    if is_on_reading_list(session, book):
        return False
    if len(reading_list(session)) >= READING_LIST_LIMIT:
        raise BadRequest(f"A reading list holds {READING_LIST_LIMIT} books. Remove one to make room.")
    require_room(dict(session.items()), {"book": book, "note": ""}, READING_LIST)
    if not reading_list(session):
        session[READING_LIST] = []
    session[READING_LIST].append({"book": book, "note": ""})
    session.modified = True
    return True


def remove_from_reading_list(session: SessionBase, book: int) -> bool:
    """Remove ``book`` from the list; return whether it was on it."""
    entries = reading_list(session)
    kept = [entry for entry in entries if entry["book"] != book]
    if len(kept) == len(entries):
        return False
    session[READING_LIST] = kept
    return True


def note_on_reading_list(session: SessionBase, book: int, note: str) -> bool:
    """Set ``note`` on ``book``; return whether the book is on the list."""
    if len(note) > NOTE_LENGTH:
        raise BadRequest(f"A note has at most {NOTE_LENGTH} characters; this one has {len(note)}.")
    for entry in reading_list(session):
        if entry["book"] == book:
            require_room(dict(session.items()), note)
            entry["note"] = note
            session.modified = True  # Django does not detect a change inside a value
            return True
    return False


def clear_reading_list(session: SessionBase) -> None:
    """Remove all books from the list."""
    session.pop(READING_LIST, None)


# Notices that stay dismissed


def is_dismissed(session: SessionBase, notice: str) -> bool:
    """Return whether the visitor has dismissed ``notice``."""
    dismissed = session.get(DISMISSED)
    return isinstance(dismissed, list) and notice in dismissed


def dismiss(session: SessionBase, notice: str) -> None:
    """Dismiss ``notice``. Raise ``BadRequest`` for an unknown notice."""
    if notice not in NOTICES:
        raise BadRequest("There is no such notice.")
    if not is_dismissed(session, notice):
        dismissed = session.get(DISMISSED)
        session[DISMISSED] = [*(dismissed if isinstance(dismissed, list) else []), notice]


# The accent color of the site


def accent(session: SessionBase) -> str:
    """Return the name of the visitor's color, or of the default."""
    name = session.get(ACCENT)
    return name if isinstance(name, str) and name in ACCENTS else next(iter(ACCENTS))


def set_accent(session: SessionBase, name: str) -> None:
    """Store the color. Raise ``BadRequest`` for one that is not offered."""
    if name not in ACCENTS:
        raise BadRequest(f"The colors are {', '.join(ACCENTS)}.")
    session[ACCENT] = name


# The times of a log-in


def login_times(session: SessionBase) -> tuple[int, int] | None:
    """Return the begin and the last use of the log-in, in seconds since 1970."""
    times = session.get(LOGIN_TIMES)
    well_formed = isinstance(times, list) and len(times) == 2 and all(map(_is_number, times))
    return (times[0], times[1]) if well_formed else None


def begin_login(session: SessionBase, now: int) -> None:
    """Store ``now`` as the begin of the log-in."""
    session[LOGIN_TIMES] = [now, now]


def go_on_with_login(session: SessionBase, now: int) -> None:
    """Store ``now`` as the last use of the log-in."""
    session[LOGIN_TIMES] = [session[LOGIN_TIMES][0], now]


# The size limit of a session


def require_room(data: dict[Any, Any], *added: Any) -> None:
    """Raise ``BadRequest`` if ``data`` and ``added`` together exceed the size limit of a session.

    The size is that of Django's JSON, in which a non-ASCII character takes six bytes or more. A value that will be
    replaced counts, too: at the limit a visitor has to remove a long value before storing another one.
    """
    if len(_as_json(data)) + sum(len(_as_json(value)) + PUNCTUATION for value in added) > ROOM:
        raise BadRequest(
            f"Your session is full: its limit is {ROOM:,} bytes. Remove something from it, or choose Forget everything."
        )


def _as_json(value: Any) -> str:
    """Return ``value`` as ASCII JSON; for a value of a pickled session that JSON cannot encode, its ``repr``."""
    try:
        return json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return ascii(value)


# Validation of stored values


def _is_number(value: Any) -> bool:
    """Return whether ``value`` is an integer in the range of a database."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _is_text(value: Any) -> bool:
    """Return whether ``value`` is a string that UTF-8 can encode: JSON can contain lone surrogates."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)
