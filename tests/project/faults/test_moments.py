"""The session cache fails at each command of a log-in, a log-out and a password change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from tests.factories import make_book, make_user

pytestmark = pytest.mark.django_db

LIST, LOG_IN, LOG_OUT = "/catalog/reading-list/", "/accounts/login/", "/accounts/logout/"
MINE, CHANGE = "/catalog/mybooks/", "/accounts/password_change/"
NEW = "correct horse battery staple"
LOG_IN_FORM = {"username": "ann", "password": "password"}
CHANGE_FORM = {"old_password": "password", "new_password1": NEW, "new_password2": NEW}
MOST = 40  # more than the commands of one request


class FailingCache(LocMemCache):
    """A cache that executes ``left`` more commands, and fails at the next one, or at all later ones."""

    left: int | None = None
    stays_away = True

    def _count(self) -> None:
        if self.left is None:
            return
        type(self).left -= 1
        if self.left == -1 or (self.left < 0 and self.stays_away):
            raise ConnectionRefusedError(111, "Connection refused")

    def get(self, *args, **kwargs):
        self._count()
        return super().get(*args, **kwargs)

    def set(self, *args, **kwargs):
        self._count()
        return super().set(*args, **kwargs)

    def add(self, *args, **kwargs):
        self._count()
        return super().add(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._count()
        return super().delete(*args, **kwargs)

    def has_key(self, *args, **kwargs):
        self._count()
        return super().has_key(*args, **kwargs)


@pytest.fixture(params=["cached_db", "cache"])
def engine(request, settings, monkeypatch) -> str:
    """An engine whose cache can fail."""
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{request.param}"
    settings.LIMITS = {}
    settings.CACHES = settings.CACHES | {"sessions": {"BACKEND": f"{__name__}.FailingCache", "LOCATION": "failing"}}
    settings.SESSION_CACHE_ALIAS = "sessions"
    monkeypatch.setattr(FailingCache, "left", None)
    caches["sessions"].clear()
    return request.param


def visitors(logged_in: bool) -> Iterator[tuple[int, Client]]:
    """Yield browsers with a book on the list, each with the number of commands before the failure of the cache."""
    book = make_book()
    for left in range(MOST):
        User.objects.all().delete()
        make_user("ann")
        client = Client()
        client.get("/catalog/")
        if logged_in:
            client.post(LOG_IN, LOG_IN_FORM)
        client.post(f"{LIST}{book.pk}/add/")
        yield left, client


def failing(left: int, request: Callable[[], object]) -> tuple[int, bool]:
    """Send a request while the cache fails after ``left`` commands. Return the status, and whether it failed."""
    FailingCache.left = left
    status = request().status_code
    failed = FailingCache.left < 0
    FailingCache.left = None
    return status, failed


def list_is_kept(client: Client) -> bool:
    return "/note/" in client.get(LIST).content.decode()


@pytest.mark.parametrize("stays_away", [True, False], ids=["from then on", "once"])
class TestEachMoment:
    @pytest.fixture(autouse=True)
    def away(self, engine, stays_away, monkeypatch):
        monkeypatch.setattr(FailingCache, "stays_away", stays_away)

    def test_a_log_in_holds_or_leaves_the_session_of_before(self):
        for left, client in visitors(logged_in=False):
            status, failed = failing(left, lambda client=client: client.post(LOG_IN, LOG_IN_FORM))

            assert status in {302, 503}, left
            assert (client.get(MINE).status_code == 200) is (status == 302), left
            assert list_is_kept(client), left
            if not failed:
                return

    def test_a_log_out_that_is_answered_with_503_has_not_happened(self):
        for left, client in visitors(logged_in=True):
            status, failed = failing(left, lambda client=client: client.post(LOG_OUT))

            assert status in {200, 503}, left
            assert (client.get(MINE).status_code == 200) is (status == 503), left
            assert list_is_kept(client) is (status == 503), left
            if not failed:
                return

    def test_a_change_of_the_password_leaves_whoever_made_it_logged_in(self):
        for left, client in visitors(logged_in=True):
            status, failed = failing(left, lambda client=client: client.post(CHANGE, CHANGE_FORM))

            assert status in {302, 503}, left
            assert status == 503 or User.objects.get().check_password(NEW), left
            assert client.get(MINE).status_code == 200, left
            assert list_is_kept(client), left
            if not failed:
                return

    def test_a_change_of_the_password_leaves_no_former_key(self):
        _, client = next(visitors(logged_in=True))
        former = client.cookies.copy()

        assert client.post(CHANGE, CHANGE_FORM).status_code == 302

        thief = Client()
        thief.cookies = former
        assert thief.get(MINE).status_code == 302
