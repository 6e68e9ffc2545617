"""Accounts to log in with inside an exchange: made for one reader, and good for nothing else.

Outside an exchange the backend knows nobody. So the library takes a reader who is logged in as ``ann`` for an
anonymous visitor, ``/accounts/login/`` refuses the name, and no permission can ever come of it. The accounts are
inactive: Django's own backend refuses them too, even with a password that an operation gave them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

PREFIX = "course-"
NAMES = ("ann", "ben")
PASSWORD = "open sesame"  # noqa: S105  (everybody may know it: it opens nothing)
KEPT_FOR = timedelta(days=1)

# The reader whose exchange is running; None everywhere else.
_reader: ContextVar[str | None] = ContextVar("reader", default=None)


@contextmanager
def accounts_of(reader: str) -> Iterator[None]:
    """Let the accounts of ``reader`` (a random token) log in for the length of a ``with`` block."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


class CourseBackend(BaseBackend):
    """Authenticates ``ann`` and ``ben``, within ``accounts_of`` alone."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> AbstractBaseUser | None:
        """Return the reader's own account of that name, which is made if it is not there.

        Inside an exchange raise ``PermissionDenied`` for everybody else: no other backend is asked then, so a real
        account cannot be logged in to there, not even with its password.
        """
        reader = _reader.get()
        if reader is None:
            return None
        if username not in NAMES or not constant_time_compare(password or "", PASSWORD):
            raise PermissionDenied
        return _account(reader, username)

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Return an account of the reader whose exchange is running, and nobody else's account of the course.

        Real accounts are returned, as any backend would: Django's test client logs in with the first one of the list.
        """
        account = get_user_model().objects.filter(pk=user_id).first()
        if account is None:
            return None
        if account.get_username().startswith(PREFIX):
            return account if account.get_username().startswith(f"{PREFIX}{_reader.get()}-") else None
        return account if account.is_active else None


def _account(reader: str, name: str) -> AbstractBaseUser:
    model = get_user_model()
    delete_old_accounts()
    account, created = model.objects.get_or_create(
        username=f"{PREFIX}{reader}-{name}", defaults={"first_name": name.capitalize(), "is_active": False}
    )
    if created:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


def delete_old_accounts() -> int:
    """Delete the accounts that were made more than a day ago. Return how many."""
    old = get_user_model().objects.filter(username__startswith=PREFIX, date_joined__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0] if old.exists() else 0
