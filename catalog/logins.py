"""Log-ins to the library: rate limits, device cookies, and time-outs.

All of this applies to active accounts. An inactive account (such as a course account) cannot log in here.

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
SEEN_STEPS: Final = 20  # the last use is stored again after this fraction of the idle time

being_judged = Turns(patience=60)  # log-ins whose password is being hashed, by the key of their count


# Rate limits


class LogInLimit(BaseBackend):
    """Counts log-ins before a password is hashed; it authenticates no user itself.

    It precedes the backends that hash a password. A log-in that succeeds is subtracted from the count.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> AbstractBaseUser | None:
        """Return ``None``. Raise ``TooManyRequests`` after too many wrong log-ins.

        They are counted per account and per address. A browser that has logged in to the account before has a separate
        count (a device cookie), so that an attacker cannot lock the owner out.
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
    """Count one log-in of ``who``. Raise ``TooManyRequests`` after too many wrong ones.

    Every log-in counts until its password has been verified. If many people log in to one account at once, as a class
    does, a log-in above the limit waits until pending ones have been verified.
    """

    def spend() -> limits.Spent | None:
        return limits.spend("wrong log-ins for an account", who)

    if not getattr(request, "log_ins_are_timed", False):  # without the middleware nothing ends the turn
        return spend()
    spent = being_judged.take(who, spend, limits.TooManyRequests)
    request.log_ins_judged = [*getattr(request, "log_ins_judged", []), who]
    return spent


def _give_back(spent: list[limits.Spent | None]) -> None:
    for one in filter(None, spent):
        one.give_back()


def account_digest(username: str) -> str:
    """Return a keyed hash of a user name, whether the account exists or not."""
    return account_digests(username)[0]


def account_digests(username: str) -> list[str]:
    """Return the hashes of a user name: with the current secret key, then with each fallback."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(KNOWN_SALT, username, secret=key, algorithm="sha256").hexdigest()[:16] for key in keys]


def known_accounts(request: HttpRequest) -> dict[str, str]:
    """Return the accounts that this browser has logged in to: each digest with a random text of the browser."""
    try:
        known = signing.loads(request.COOKIES.get(KNOWN_COOKIE, ""), salt=KNOWN_SALT, max_age=KNOWN_AGE)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


# Begin of a log-in


@receiver(user_logged_in)
def begin(sender: type, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Replace the session key, reset the expiry, and store when the log-in began.

    A log-in in the course's lab, or by a test without the middleware, is ignored.
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
        request.session.cycle_key()  # login() keeps the key if the same user logs in again
    request.session.set_expiry(None)
    visitor.begin_login(request.session, int(time.time()))


# Time-outs of a log-in


class LogInTimesMiddleware(MiddlewareMixin):
    """Comes after ``AuthenticationMiddleware``: ends log-ins after a time-out, and keeps pages out of caches."""

    def process_request(self, request: HttpRequest) -> None:
        """Set the request's lazy user."""
        request.log_ins_are_timed = True
        request.give_user = partial(give_user, request)  # for code that replaces the request's session
        give_user(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Set ``no-store`` on pages of a logged-in reader; set the device cookie after a log-in."""
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
    """Set the request's lazy user, and drop a cached one."""
    for name in ("_cached_user", "_acached_user"):
        request.__dict__.pop(name, None)
    request.user = SimpleLazyObject(lambda: timed_user(request))
    request.auser = sync_to_async(partial(timed_user, request))


def timed_user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return the user; flush the session if the log-in has timed out, as Django does after a password change."""
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
    """Return why the log-in has ended, or an empty text; store the time of use from time to time."""
    times = visitor.login_times(request.session)
    can_keep = visitor.can_keep(request.session)
    if times is None:  # a log-in from a version without these times
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
