"""The three demo users. Their passwords are public, so they may exist only on a developer's machine."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Q

LIBRARIANS = "Librarians"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A demo user."""

    name: str
    password: str
    can: str


READER = DemoUser("reader", "reader-demo", "has books on loan and a reservation")
LIBRARIAN = DemoUser("librarian", "librarian-demo", "edits the catalog, renews and takes back")
ADMINISTRATOR = DemoUser("administrator", "administrator-demo", "may do everything, and sees /admin/")
DEMO_USERS = (READER, LIBRARIAN, ADMINISTRATOR)


@transaction.atomic
def make_demo_users() -> dict[str, User]:
    """Create the demo users that do not exist, and do not change the others. Return all of them by name."""
    users = {}
    for demo in DEMO_USERS:
        user, created = User.objects.get_or_create(username=demo.name, defaults={"email": f"{demo.name}@example.org"})
        if created:
            user.set_password(demo.password)
            user.is_staff = demo is not READER
            user.is_superuser = demo is ADMINISTRATOR
            user.save()
            if demo is LIBRARIAN:
                user.groups.add(librarians())
        users[demo.name] = user
    return users


def librarians() -> Group:
    """Return the group with the permissions to edit the library and to mark copies returned."""
    group, _ = Group.objects.get_or_create(name=LIBRARIANS)
    editing = Q(content_type__app_label="catalog")
    group.permissions.set(Permission.objects.filter(editing))
    return group
