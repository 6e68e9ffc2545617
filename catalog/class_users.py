"""The accounts of a class room. Their password is public, so they have no permissions.

Each learner uses one account by number, so that a changed password or a reservation affects no other learner.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from catalog.demo_users import DEMO_USERS, READER
from catalog.sample import hand_loans_to

SEATS = 40
NUMBERED = tuple(f"{READER.name}{number}" for number in range(1, SEATS + 1))


@transaction.atomic
def make_class_users() -> None:
    """Create the accounts of the class, or reset the password of those where it was changed."""
    reader = User.objects.filter(username=READER.name).first()
    known = reader is not None and reader.check_password(READER.password)
    # One hash for all accounts: hashing is slow, and the password is public.
    password = reader.password if known else make_password(READER.password)
    present = set(User.objects.filter(username__in=(READER.name, *NUMBERED)).values_list("username", flat=True))
    User.objects.filter(username__in=present).exclude(password=password).update(password=password)
    User.objects.bulk_create(
        User(username=name, email=f"{name}@example.org", password=password)
        for name in (READER.name, *NUMBERED)
        if name not in present
    )
    if reader is None:
        hand_loans_to(User.objects.get(username=READER.name))


def opened_by_a_known_password() -> Iterator[str]:
    """Yield the name of every account that has permissions and a published password (README, ``demo``)."""
    has_rights = Q(is_staff=True) | Q(is_superuser=True) | ~Q(groups=None) | ~Q(user_permissions=None)
    for user in User.objects.filter(has_rights, is_active=True).distinct():
        if any(user.check_password(demo.password) for demo in DEMO_USERS):
            yield user.get_username()
