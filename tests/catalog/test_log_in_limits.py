"""Log-ins without the site's middleware, and device cookies with other contents."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core import signing
from django.http import HttpRequest
from django.test import RequestFactory

from catalog.limits import Spent, TooManyRequests
from catalog.logins import KNOWN_AGE, KNOWN_COOKIE, KNOWN_SALT, MOST_KNOWN, LogInLimit, known_accounts
from tests.factories import make_user

LOGIN = "/accounts/login/"
WRONG = {"username": "ann", "password": "wrong"}


def with_cookie(value: object) -> HttpRequest:
    """Return a request with a signed device cookie."""
    request = RequestFactory().get("/")
    request.COOKIES[KNOWN_COOKIE] = signing.dumps(value, salt=KNOWN_SALT)
    return request


@pytest.mark.parametrize("value", [[1, 2], "ann", 7, None])
def test_a_good_signature_under_something_else_knows_no_account(value):
    assert known_accounts(with_cookie(value)) == {}


def test_a_browser_is_known_for_a_year(monkeypatch):
    assert known_accounts(with_cookie({"digest": "browser"})) == {"digest": "browser"}

    now = signing.time.time()
    request = with_cookie({"digest": "browser"})
    monkeypatch.setattr(signing.time, "time", lambda: now + KNOWN_AGE + 60)

    assert known_accounts(request) == {}
    assert KNOWN_AGE == 365 * 24 * 60 * 60


def test_a_log_in_without_the_middlewares_is_counted_too(settings):
    settings.LIMITS = {"wrong log-ins for an account": (2, 300)}
    requests = [RequestFactory().post(LOGIN) for _ in range(3)]
    for request in requests[:2]:
        LogInLimit().authenticate(request, "ann", "wrong")

    with pytest.raises(TooManyRequests):
        LogInLimit().authenticate(requests[2], "ann", "wrong")

    assert isinstance(requests[0].counted_log_in[0], Spent)
    assert not hasattr(requests[0], "log_ins_judged")


@pytest.mark.django_db
def test_without_a_request_or_a_name_nothing_is_counted(settings):
    settings.LIMITS = {"wrong log-ins for an account": (0, 300), "wrong log-ins from an address": (0, 300)}
    ann = make_user("ann")

    assert authenticate(None, username="ann", password="password") == ann
    assert LogInLimit().authenticate(RequestFactory().post(LOGIN), None, "password") is None


@pytest.mark.django_db
def test_one_too_many_from_an_address_does_not_count_for_the_account(client, settings):
    settings.LIMITS = {"wrong log-ins for an account": (2, 300), "wrong log-ins from an address": (1, 300)}
    make_user("ann")

    from_here = [client.post(LOGIN, WRONG, REMOTE_ADDR="192.0.2.1").status_code for _ in range(5)]
    from_there = client.post(LOGIN, WRONG, REMOTE_ADDR="192.0.2.2").status_code

    assert (from_here, from_there) == ([200, 429, 429, 429, 429], 200)


@pytest.mark.django_db
def test_a_browser_remembers_the_five_accounts_that_logged_in_last(client):
    for number in range(MOST_KNOWN + 1):
        make_user(f"user{number}")
        client.post(LOGIN, {"username": f"user{number}", "password": "password"})

    known = signing.loads(client.cookies[KNOWN_COOKIE].value, salt=KNOWN_SALT)

    assert len(known) == MOST_KNOWN == 5
    cookie = client.cookies[KNOWN_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", KNOWN_AGE)
