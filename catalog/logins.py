"""Log-ins to the library: how often one may guess, which browsers are known, and how long a log-in lasts.

All of this is about real accounts. An account that is not active cannot log in here, so nothing is noted for it.

https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from __future__ import annotations

import secrets
import time
from functools import partial
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_logged_in
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from catalog import limits, visitor
from catalog.durations import duration
from catalog.waiting import Turns

KNOWN_COOKIE: Final = "known_browser"
KNOWN_SALT: Final = "catalog.logins.known_browser"
KNOWN_AGE: Final = 365 * 24 * 60 * 60  # seconds
MOST_KNOWN: Final = 5  # accounts in the cookie of one browser
SEEN_STEPS: Final = 20  # the last page is noted again after this part of the idle time

being_judged = Turns(patience=60)  # log-ins whose password is being hashed, by what they are counted for


# Guessing


class LogInLimit(BaseBackend):
    """Counts log-ins before a password is looked at; it knows no account itself.

    It stands before the backends that hash a password. A log-in that succeeds is taken out of the count again.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> AbstractBaseUser | None:
        """Return ``None``. Raise ``TooManyRequests`` when there were too many wrong log-ins.

        They are counted for the account and for the address. For a browser that has logged in to the account before
        there is a count of its own: so nobody else can lock the owner out.
        """
        if request is None or username is None:
            return None
        account = account_digest(username)
        known = known_accounts(request)
        browser = next((known[digest] for digest in account_digests(username) if digest in known), None)
        spent = [_spend_for_account(request, f"{account}:{browser or ''}")]
        if browser is None:
            try:
                spent.append(limits.spend("wrong log-ins from an address", limits.address_of(request)))
            except limits.TooManyRequests:
                _give_back(spent)
                raise
        request.counted_log_in = spent
        return None


def _spend_for_account(request: HttpRequest, who: str) -> limits.Spent | None:
    """Count one log-in of ``who``. Raise ``TooManyRequests`` when there were too many wrong ones.

    Every log-in counts until its password is known to be right. So where many people log in to one account at once,
    as a class does, one too many waits for those that are being judged.
    """

    def spend() -> limits.Spent | None:
        return limits.spend("wrong log-ins for an account", who)

    if not getattr(request, "log_ins_are_timed", False):  # nobody would say when it is judged
        return spend()
    spent = being_judged.take(who, spend, limits.TooManyRequests)
    request.log_ins_judged = [*getattr(request, "log_ins_judged", []), who]
    return spent


def _give_back(spent: list[limits.Spent | None]) -> None:
    for one in filter(None, spent):
        one.give_back()


def account_digest(username: str) -> str:
    """Return a short text that stands for an account, whether it exists or not, and does not tell its name."""
    return account_digests(username)[0]


def account_digests(username: str) -> list[str]:
    """Return what stands for an account: with the secret key of today, then with each of its fallbacks."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(KNOWN_SALT, username, secret=key, algorithm="sha256").hexdigest()[:16] for key in keys]


def known_accounts(request: HttpRequest) -> dict[str, str]:
    """Return the accounts that this browser has logged in to: each digest with a random text of this browser's own."""
    try:
        known = signing.loads(request.COOKIES.get(KNOWN_COOKIE, ""), salt=KNOWN_SALT, max_age=KNOWN_AGE)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


# A log-in begins


@receiver(user_logged_in)
def begin(sender: type, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Let nothing that was there before the log-in decide about it, and note when it began.

    A log-in in the course's lab, or by a test past the middleware, is none of the library's.
    """
    if not user.is_active or not getattr(request, "log_ins_are_timed", False):
        return
    _give_back(getattr(request, "counted_log_in", []))
    known = known_accounts(request)
    account, *former = account_digests(user.get_username())
    found = [known.pop(digest) for digest in (account, *former) if digest in known]
    browser = found[0] if found else secrets.token_hex(8)
    request.known_accounts = dict([*known.items(), (account, browser)][-MOST_KNOWN:])
    if request.session.session_key and request.session.session_key == request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        request.session.cycle_key()  # login() leaves the key of a user who logs in once more
    request.session.set_expiry(None)
    visitor.begin_login(request.session, int(time.time()))


# A log-in goes on, and ends


class LogInTimesMiddleware(MiddlewareMixin):
    """Stands inside Django's ``AuthenticationMiddleware``: log-ins end in time, and pages stay with their reader."""

    def process_request(self, request: HttpRequest) -> None:
        """Give the request its user, who is worked out when somebody asks."""
        request.log_ins_are_timed = True
        request.give_user = partial(give_user, request)  # for whoever gives the request another session
        give_user(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep what was drawn for a reader out of every cache, *Back* included; remember the browser after a log-in."""
        for who in getattr(request, "log_ins_judged", []):
            being_judged.end(who)
        if getattr(request, "drawn_for_reader", False):
            patch_cache_control(response, private=True, no_store=True)
        if known := getattr(request, "known_accounts", None):
            response.set_cookie(
                KNOWN_COOKIE,
                signing.dumps(known, salt=KNOWN_SALT),
                max_age=KNOWN_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def give_user(request: HttpRequest) -> None:
    """Give the request its user; one who was worked out before is forgotten."""
    for name in ("_cached_user", "_acached_user"):
        request.__dict__.pop(name, None)
    request.user = SimpleLazyObject(lambda: timed_user(request))
    request.auser = sync_to_async(partial(timed_user, request))


def timed_user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return who is logged in; end a log-in whose time is over, as Django ends one whose password was changed."""
    user = get_user(request)
    if not user.is_authenticated or not user.is_active:
        return user
    request.drawn_for_reader = True
    reason = over(request, int(time.time()))
    if not reason:
        return user
    request.session.flush()
    request.log_in_over = reason
    request._cached_user = AnonymousUser()
    messages.info(request, reason, fail_silently=True)
    return request._cached_user


def over(request: HttpRequest, now: int) -> str:
    """Return why the log-in is over, or an empty text while it is not; note now and then that it is in use."""
    times = visitor.login_times(request.session)
    can_keep = visitor.can_keep(request.session)
    if times is None:  # a log-in of before there were such times
        if can_keep:
            visitor.begin_login(request.session, now)
        return ""
    began, seen = times
    idle, most = settings.LOGIN_IDLE_SECONDS, settings.LOGIN_MAX_SECONDS
    if most and now - began >= most:
        return f"You were logged out: a log-in ends after {duration(most)}."
    if idle and now - seen >= idle:
        return f"You were logged out after {duration(idle)} without a page of the library."
    if can_keep and idle and now - seen >= max(1, idle // SEEN_STEPS):
        visitor.go_on_with_login(request.session, now)
    return ""
