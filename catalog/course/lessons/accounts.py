"""Accounts to log in with inside an exchange: made for one reader, and good for nothing else.

Outside an exchange the backend returns no user. So the library takes a reader who is logged in as ``ann`` for an
anonymous visitor, ``/accounts/login/`` refuses the name, and no permission can ever come of it. The accounts are
inactive: Django's own backend refuses them too, even with a password that an operation gave them.

Which user is an account of the course is said by ``CourseAccount`` alone, and never by a name. An account that an
administrator has made something of is let go: its ``CourseAccount`` is deleted, and the user stays.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from catalog.course.models import CourseAccount
from catalog.limits import TooManyRequests, spend

PASSWORD = "open sesame"  # noqa: S105  (everybody may know it: it opens nothing)
ACCOUNT_KEPT_FOR = timedelta(days=1)
DELETED_AT_ONCE = 20  # a reader waits for it


@dataclass(slots=True)
class Accounts:
    """The accounts of one reader, while an exchange of that reader runs.

    ``reader`` is a random token, ``address`` the one that new accounts are counted for. ``refused`` is set when there
    were too many: the exchange takes the exception for one of its view, and whoever runs it asks here.
    """

    reader: str
    address: str = ""
    refused: TooManyRequests | None = None


# None wherever no exchange runs.
running: ContextVar[Accounts | None] = ContextVar("accounts", default=None)


@contextmanager
def accounts_of(reader: str, address: str = "") -> Iterator[Accounts]:
    """Let the accounts of ``reader`` (a random token) log in for the length of a ``with`` block."""
    accounts = Accounts(reader, address)
    token = running.set(accounts)
    try:
        yield accounts
    finally:
        running.reset(token)


def account_of(accounts: Accounts, name: str) -> AbstractBaseUser:
    account = _find_account(accounts, name)
    if account is not None and not is_raised(account.user):
        return account.user
    if account is not None:
        account.delete()  # the user stays, and is a real one from now on
    try:
        spend("new course accounts from an address", accounts.address)
    except TooManyRequests as refusal:
        accounts.refused = refusal
        raise
    delete_old_accounts()
    return _make_account(accounts, name)


def _find_account(accounts: Accounts, name: str) -> CourseAccount | None:
    return CourseAccount.objects.select_related("user").filter(reader=accounts.reader, name=name).first()


def _make_account(accounts: Accounts, name: str) -> AbstractBaseUser:
    """Return a new account, or the one that another request of the same reader has made in the meantime.

    The name of the user is random, so that nobody can have taken it before.
    """
    username = f"course-{secrets.token_hex(16)}-{name}"
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(username, first_name=name.capitalize(), is_active=False)
            CourseAccount.objects.create(user=user, reader=accounts.reader, name=name)
    except IntegrityError:
        account = _find_account(accounts, name)
        if account is None:
            raise
        return account.user
    return user


def delete_old_accounts() -> int:
    """Delete accounts that were made more than a day ago, the oldest first, and few at a time. Return how many.

    Those that have become more than an account of the course are let go instead, so that they are not met again.
    """
    old = CourseAccount.objects.filter(made_at__lt=timezone.now() - ACCOUNT_KEPT_FOR).order_by("made_at")
    with transaction.atomic():
        # Locked where the database can: what is asked about them afterwards stays true until they are deleted.
        locked = old.select_related("user").select_for_update(skip_locked=True, of=("self", "user"))
        keys = [account.pk for account in locked[:DELETED_AT_ONCE]]
        if not keys:
            return 0
        unused = [user.pk for user in _unused(get_user_model().objects.filter(pk__in=keys))]
        get_user_model().objects.filter(pk__in=unused).delete()
        CourseAccount.objects.filter(pk__in=keys).delete()
    return len(unused)


def is_raised(user: AbstractBaseUser) -> bool:
    """Say whether an administrator has given ``user`` more than the course does."""
    return user.is_active or user.is_staff or user.is_superuser


def _unused(users: QuerySet) -> QuerySet:
    """Return those of ``users`` that are as the course made them, and that no other row in the database points to.

    Every model is asked that points to a user, whichever they are: loans, log entries, groups, permissions.
    """
    relations = users.model._meta.get_fields(include_hidden=True)
    pointing = (relation for relation in relations if relation.one_to_many or relation.one_to_one)
    nowhere = (
        ~Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
        for relation in pointing
        if relation.related_model is not CourseAccount
    )
    return users.filter(*nowhere, is_active=False, is_staff=False, is_superuser=False)
