"""Running an operation for a reader: what may go in, whose account it is, and what is remembered about it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from catalog import limits
from catalog.course.exchange import stores
from catalog.course.exchange.run import Ran, run
from catalog.course.lessons.accounts import accounts_of
from catalog.course.lessons.operation import Input, Operation, all_operations
from catalog.course.panel.looks import Look
from catalog.own_entries import ENTRY_LIMIT, NAME_LENGTH, VALUE_LENGTH, is_djangos, is_own
from catalog.visitor import LIBRARY_KEYS, require_room

READER_COOKIE: Final = "course_reader"
DONE_COOKIE: Final = "course_done"
COOKIE_PATH: Final = "/sessions/"
COOKIE_AGE: Final = 365 * 24 * 60 * 60  # seconds
LARGEST_NUMBER: Final = 1_000_000


class LoginAtStake(Exception):
    """The operation would end a real log-in, or act on a real account. ``refused`` if no answer makes it run."""

    def __init__(self, sentence: str, *, refused: bool) -> None:
        """Take the sentence for the reader."""
        super().__init__(sentence)
        self.refused = refused


class LoginOver(LoginAtStake):
    """The time of a real log-in was over, and it has been ended. No operation may find it: inside it would be alive."""

    def __init__(self, reason: str) -> None:
        """Take the sentence that says why it was over."""
        super().__init__(f"{reason} The operation was not run. Run it again, as a stranger.", refused=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who runs an operation: a random token, and the operations done so far. ``new`` if no cookie told of a reader."""

    token: str
    done: frozenset[str]
    new: bool = False

    @property
    def known_as(self) -> str:
        """The token of a reader who has come before; empty for anybody who throws the cookie away each time."""
        return "" if self.new else self.token


def find_operation(name: str) -> Operation:
    """Return the operation called ``name``. Raise ``Http404`` if there is none."""
    try:
        return all_operations()[name]
    except KeyError:
        raise Http404(f"There is no operation called {name[:NAME_LENGTH]}.") from None


def run_operation(operation: Operation, request: HttpRequest, now: Look, reader: Reader) -> Ran:
    """Run ``operation`` for ``reader``, on the session that ``now`` has looked at.

    Raise ``BadRequest`` for inputs that are refused, ``LoginAtStake`` when a real log-in would suffer, ``LoginOver``
    when one has just come to its end, and ``TooManyRequests`` for an operation that this reader, or this address, has
    run too often. What a store raises when it fails is raised too.
    """
    check_login(operation, request)
    really_logged_in = request.user.is_authenticated
    if operation.costly:
        limits.spend("costly operations of a reader", reader.known_as or limits.address_of(request))
        limits.spend("costly operations from an address", limits.address_of(request))
    request.POST = clean_inputs(operation, request, now)
    with accounts_of(reader.token, limits.address_of(request)) as accounts:
        ran = run(operation.view, request, name=operation.name, store_class=stores.guarded_store_class())
    if accounts.refused:
        raise accounts.refused
    if ran.exchange.old_row and really_logged_in:
        end_log_in(ran.exchange.old_row.key)
    return ran


def end_log_in(key: str) -> None:
    """Take a real log-in out of the session under ``key``, which the reader has left: no log-out would end it there."""
    store = stores.session_store(key)
    if SESSION_KEY in store:
        for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY):
            store.pop(name, None)
        store.save()


def check_login(operation: Operation, request: HttpRequest) -> None:
    """Raise ``LoginAtStake`` for an operation that would end the reader's real log-in, or act on the real account.

    Raise ``LoginOver`` for a log-in whose time is over. The library knows that, and Django, inside an exchange, does
    not: there the cookie would still open the real account.
    """
    if not request.user.is_authenticated:  # course accounts are anonymous outside an exchange
        if reason := getattr(request, "log_in_over", ""):
            raise LoginOver(reason)
        return
    name = request.user.get_username()
    if operation.uses_account:
        raise LoginAtStake(
            f"You are logged in as {name}, and this operation changes the account that is logged in. It does that to "
            "accounts of the course alone: run “Log in” first, which ends your real log-in.",
            refused=True,
        )
    if operation.ends_login and "confirm" not in request.POST:
        raise LoginAtStake(f"You are logged in as {name}, and this operation would end that.", refused=False)


def clean_inputs(operation: Operation, request: HttpRequest, now: Look) -> QueryDict:
    """Return the inputs of ``operation`` as the view finds them, defaults filled in. Raise ``BadRequest``."""
    cleaned = request.POST.copy()
    for wanted in operation.inputs:
        cleaned[wanted.name] = clean_input(wanted, request.POST.get(wanted.name, str(wanted.default)), now)
    require_room(now.data, *(cleaned[wanted.name] for wanted in operation.inputs))
    return cleaned


def clean_input(wanted: Input, text: str, now: Look) -> str:
    """Return the text for one input. Raise ``BadRequest`` with a sentence for one that is refused."""
    if len(text) > VALUE_LENGTH:
        raise BadRequest(f"{wanted.label} has at most {VALUE_LENGTH:,} characters; this one has {len(text):,}.")
    match wanted.type:
        case "number":
            if not (text.isascii() and text.isdecimal() and int(text) <= LARGEST_NUMBER):
                raise BadRequest(f"{wanted.label} is a whole number from 0 to {LARGEST_NUMBER:,}.")
        case "key":
            check_key(text, now)
    return text


def check_key(key: str, now: Look) -> None:
    """Raise ``BadRequest`` for a key that a reader may not use."""
    if not key or len(key) > NAME_LENGTH:
        raise BadRequest(f"A key has 1 to {NAME_LENGTH} characters; this one has {len(key)}.")
    if is_djangos(key):
        raise BadRequest(f"{key} belongs to Django, which keeps log-ins and expiry under keys like it.")
    if key in LIBRARY_KEYS:
        raise BadRequest(f"{key} belongs to the library. Choose another key.")
    if key not in now.data and sum(map(is_own, now.data)) >= ENTRY_LIMIT:
        raise BadRequest(f"A session here holds {ENTRY_LIMIT} entries of your own. Take one out to make room.")


def reader_of(request: HttpRequest) -> Reader:
    """Return the reader that the cookies of the course tell of, or a new one."""
    token = request.get_signed_cookie(READER_COOKIE, default="")
    known = all_operations()
    done = frozenset(name for name in request.COOKIES.get(DONE_COOKIE, "").split(".") if name in known)
    return Reader(token or secrets.token_hex(16), done, new=not token)


def remember(response: HttpResponse, reader: Reader, operation: Operation) -> None:
    """Note in cookies of the course, outside the session, that ``reader`` has run ``operation``."""
    options: dict[str, Any] = {"max_age": COOKIE_AGE, "path": COOKIE_PATH, "httponly": True, "samesite": "Lax"}
    options["secure"] = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(READER_COOKIE, reader.token, **options)
    response.set_cookie(DONE_COOKIE, ".".join(sorted(reader.done | {operation.name})), **options)
