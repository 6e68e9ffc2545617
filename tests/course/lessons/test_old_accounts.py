"""Accounts of the course that are a day old: which are deleted, and which are let go because they are more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.course.lessons.accounts import DELETED_AT_ONCE, delete_old_accounts
from catalog.course.models import CourseAccount
from tests.course.lessons.run import run
from tests.factories import make_copy

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=2)
HEX = "0123456789abcdef" * 2
LOOK_ALIKES = ["course-coordinator", "Course-Leader", "course-", f"course-{HEX}-ann", f"COURSE-{HEX}-BEN", "ann", "ben"]


def make_old_accounts(count: int) -> list[User]:
    """Make accounts of the course that are two days old, each a second younger than the one before."""
    made_at = timezone.now() - LONG_AGO
    users = User.objects.bulk_create(User(username=f"old-{number}", is_active=False) for number in range(count))
    CourseAccount.objects.bulk_create(
        CourseAccount(user=user, reader=f"{number:032x}", name="ann", made_at=made_at + timedelta(seconds=number))
        for number, user in enumerate(users)
    )
    return users


def test_accounts_are_deleted_after_a_day(client):
    run(client, "log_in")
    CourseAccount.objects.update(made_at=timezone.now() - LONG_AGO)

    run(Client(), "log_in")

    assert User.objects.count() == 1


def test_accounts_younger_than_a_day_stay():
    make_old_accounts(1)
    CourseAccount.objects.update(made_at=timezone.now() - timedelta(hours=23))

    assert delete_old_accounts() == 0
    assert User.objects.count() == 1


@pytest.mark.parametrize("username", LOOK_ALIKES)
@pytest.mark.parametrize("active", [True, False], ids=["active", "inactive"])
def test_a_real_user_is_not_deleted_whatever_the_name_says(client, username, active):
    User.objects.create_user(username, is_active=active, date_joined=timezone.now() - timedelta(days=900))
    make_old_accounts(1)

    run(client, "log_in")

    assert User.objects.filter(username=username, course_account=None).exists()
    assert User.objects.count() == 2


@pytest.mark.parametrize("right", ["is_active", "is_staff", "is_superuser"])
def test_an_account_that_was_given_rights_is_let_go(right):
    (user,) = make_old_accounts(1)
    User.objects.filter(pk=user.pk).update(**{right: True})

    assert delete_old_accounts() == 0
    assert User.objects.filter(pk=user.pk, course_account=None).exists()


@pytest.mark.parametrize("points_to_it", ["a loan", "a group", "a permission", "a log entry"])
def test_an_account_that_something_belongs_to_is_let_go_and_loses_nothing(points_to_it):
    (user,) = make_old_accounts(1)
    counts = {
        "a loan": lambda: make_copy(status="o", borrower=user, due_back=timezone.localdate()) and user.bookinstance_set,
        "a group": lambda: user.groups.add(Group.objects.create(name="Readers")) or user.groups,
        "a permission": lambda: user.user_permissions.add(Permission.objects.first()) or user.user_permissions,
        "a log entry": lambda: LogEntry.objects.create(user=user, action_flag=ADDITION) and user.logentry_set,
    }
    belongings = counts[points_to_it]()

    assert delete_old_accounts() == 0
    assert User.objects.filter(pk=user.pk, course_account=None).exists()
    assert belongings.count() == 1


def test_the_rights_of_an_account_that_was_raised_are_not_had_in_an_exchange(client):
    run(client, "log_in")
    raised = User.objects.get()
    User.objects.update(is_superuser=True)

    run(client, "log_in")

    assert client.session["_auth_user_id"] != str(raised.pk)
    assert User.objects.filter(pk=raised.pk, course_account=None).exists()


def test_the_oldest_are_deleted_first_and_few_at_a_time():
    users = make_old_accounts(DELETED_AT_ONCE + 5)

    assert delete_old_accounts() == DELETED_AT_ONCE
    assert list(User.objects.order_by("pk")) == users[DELETED_AT_ONCE:]
    assert delete_old_accounts() == 5


def test_a_log_in_asks_no_more_of_the_database_when_thousands_are_old(client, django_assert_max_num_queries):
    make_old_accounts(DELETED_AT_ONCE)
    with CaptureQueriesContext(connection) as few:
        run(Client(), "log_in")
    make_old_accounts(3_000)

    with django_assert_max_num_queries(len(few)):
        run(client, "log_in")

    assert CourseAccount.objects.filter(user__username__startswith="old-").count() == 3_000 - DELETED_AT_ONCE


def test_the_old_ones_are_found_by_an_index():
    with CaptureQueriesContext(connection) as queries:
        delete_old_accounts()
    search = next(query["sql"] for query in queries if "made_at" in query["sql"])

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")  # the planner reads a table of few rows as a whole
        plan = CourseAccount.objects.filter(made_at__lt=timezone.now()).order_by("made_at")[:5].explain()

    assert 'ORDER BY "course_courseaccount"."made_at"' in search
    assert "course_account_by_age" in plan
