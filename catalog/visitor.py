"""All that the library itself keeps in a visitor's session.

Each part is a handful of functions that take the session: ``request.session``, or any mapping with a ``modified``
attribute. What is read is checked first: a session is as old as its cookie, and an entry may have been written by
yesterday's code, or by the visitor who tries things out on the course's pages. An entry of the wrong shape counts
as absent.

The visit counter is read here and counted in the view of the home page, where everybody looks for it.

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


# Whether it can be written to at all


def can_keep(session: SessionBase) -> bool:
    """Say whether something can be put into the session; one that stands in for it while the store fails cannot."""
    return getattr(session, "can_keep", True)


# Visits of the home page


def visits(session: SessionBase) -> int:
    """Return how often the visitor has seen the home page so far."""
    number = session.get(VISITS)
    return number if _is_number(number) else 0


# Results per page


def page_size(session: SessionBase) -> int:
    """Return how many results a list shows on a page."""
    size = session.get(PAGE_SIZE)
    return size if _is_number(size) and size in PAGE_SIZES else PAGE_SIZES[0]


def set_page_size(session: SessionBase, size: int) -> None:
    """Remember how many results a list shows on a page. Raise ``BadRequest`` for a size that is not offered."""
    if size not in PAGE_SIZES:
        raise BadRequest(f"A page shows {', '.join(map(str, PAGE_SIZES))} results, not {size}.")
    session[PAGE_SIZE] = size


# The last five books looked at


def recent_books(session: SessionBase) -> list[int]:
    """Return the primary keys of the books looked at last, the latest first."""
    books = session.get(RECENT_BOOKS)
    return [book for book in books if _is_number(book)][:RECENT_LIMIT] if isinstance(books, list) else []


def remember_book(session: SessionBase, book: int) -> None:
    """Put ``book`` at the head of the recent books, for a visitor who has a session already.

    To look at a book is to read, and whoever only reads gets no cookie: the first entry is left to a page that
    says that it stores something.
    """
    if recent_books(session)[:1] == [book] or session.is_empty():  # known to be empty only once it is read
        return
    if not can_keep(session):
        return
    session[RECENT_BOOKS] = [book, *(other for other in recent_books(session) if other != book)][:RECENT_LIMIT]


# The reading list: nested data, and the place where `modified = True` matters


def reading_list(session: SessionBase) -> list[dict[str, Any]]:
    """Return the reading list as it lies in the session: ``[{"book": 12, "note": "for June"}, …]``.

    It is the stored list itself, not a copy. Whoever changes something inside it says so:
    Django notices ``session["reading_list"] = …`` and cannot notice ``session["reading_list"].append(…)``.
    """
    entries = session.get(READING_LIST)
    well_formed = isinstance(entries, list) and all(
        isinstance(entry, dict) and _is_number(entry.get("book")) and _is_text(entry.get("note")) for entry in entries
    )
    return entries if well_formed else []


def is_on_reading_list(session: SessionBase, book: int) -> bool:
    """Say whether ``book`` is on the list."""
    return any(entry["book"] == book for entry in reading_list(session))


def add_to_reading_list(session: SessionBase, book: int) -> bool:
    """Put ``book`` at the end of the list; say whether it was new. Raise ``BadRequest`` when the list is full."""
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
    """Take ``book`` off the list; say whether it was on it."""
    entries = reading_list(session)
    kept = [entry for entry in entries if entry["book"] != book]
    if len(kept) == len(entries):
        return False
    session[READING_LIST] = kept
    return True


def note_on_reading_list(session: SessionBase, book: int, note: str) -> bool:
    """Write ``note`` beside ``book``; say whether the book is on the list."""
    if len(note) > NOTE_LENGTH:
        raise BadRequest(f"A note has at most {NOTE_LENGTH} characters; this one has {len(note)}.")
    for entry in reading_list(session):
        if entry["book"] == book:
            require_room(dict(session.items()), note)
            entry["note"] = note
            session.modified = True  # the change is inside a value, where Django does not look
            return True
    return False


def clear_reading_list(session: SessionBase) -> None:
    """Take everything off the list."""
    session.pop(READING_LIST, None)


# Notices that stay dismissed


def is_dismissed(session: SessionBase, notice: str) -> bool:
    """Say whether the visitor has put ``notice`` away."""
    dismissed = session.get(DISMISSED)
    return isinstance(dismissed, list) and notice in dismissed


def dismiss(session: SessionBase, notice: str) -> None:
    """Put ``notice`` away. Raise ``BadRequest`` for a notice that the site does not have."""
    if notice not in NOTICES:
        raise BadRequest("There is no such notice.")
    if not is_dismissed(session, notice):
        dismissed = session.get(DISMISSED)
        session[DISMISSED] = [*(dismissed if isinstance(dismissed, list) else []), notice]


# The accent color of the site


def accent(session: SessionBase) -> str:
    """Return the name of the color that the visitor chose, or of the library's own."""
    name = session.get(ACCENT)
    return name if isinstance(name, str) and name in ACCENTS else next(iter(ACCENTS))


def set_accent(session: SessionBase, name: str) -> None:
    """Remember the color. Raise ``BadRequest`` for one that is not offered."""
    if name not in ACCENTS:
        raise BadRequest(f"The colors are {', '.join(ACCENTS)}.")
    session[ACCENT] = name


# When a log-in began, and when it was last in use


def login_times(session: SessionBase) -> tuple[int, int] | None:
    """Return when the log-in began and when it was last seen in use, in seconds since 1970."""
    times = session.get(LOGIN_TIMES)
    well_formed = isinstance(times, list) and len(times) == 2 and all(map(_is_number, times))
    return (times[0], times[1]) if well_formed else None


def begin_login(session: SessionBase, now: int) -> None:
    """Note that a log-in begins ``now``."""
    session[LOGIN_TIMES] = [now, now]


def go_on_with_login(session: SessionBase, now: int) -> None:
    """Note that the log-in is in use ``now``."""
    session[LOGIN_TIMES] = [session[LOGIN_TIMES][0], now]


# How much a session may hold


def require_room(data: dict[Any, Any], *added: Any) -> None:
    """Raise ``BadRequest`` if a session that holds ``data`` has no room for what is ``added``.

    It is measured as the text that Django writes, in which many a character takes six bytes. What is replaced counts
    until it is gone: so whoever is at the limit can change a long value only for a shorter one after removing it.
    """
    if len(_as_json(data)) + sum(len(_as_json(value)) + PUNCTUATION for value in added) > ROOM:
        raise BadRequest(
            f"Your session is full: it holds {ROOM:,} bytes. Remove something, or forget everything, and go on."
        )


def _as_json(value: Any) -> str:
    """Return ``value`` as JSON in ASCII; a pickled session may hold what JSON cannot, and it is measured as Python."""
    try:
        return json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return ascii(value)


# What may be believed of a stored value


def _is_number(value: Any) -> bool:
    """Say whether ``value`` is a whole number that a database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _is_text(value: Any) -> bool:
    """Say whether ``value`` is a text that can be sent: in JSON there can be half characters, in UTF-8 there cannot."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)
