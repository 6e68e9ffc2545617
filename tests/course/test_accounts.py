"""The accounts of the course: good inside an exchange, and good for nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.course import accounts
from catalog.course.accounts import DELETED_AT_ONCE, PASSWORD, accounts_of, delete_old_accounts
from catalog.course.models import CourseAccount
from tests.factories import make_copy, make_user

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def run(client: Client, name: str, /, **inputs: str):
    return client.post(reverse("run-operation", args=[name]), inputs, headers=JSON)


def test_a_reader_logs_in_as_ann(client):
    assert run(client, "log_in").json()["result"] == "Hello, Ann."
    assert "Ann" in run(client, "who_am_i").json()["result"]


def test_each_reader_has_an_ann_of_their_own(client):
    another = Client()
    run(client, "log_in")
    run(another, "log_in")

    assert User.objects.filter(course_account__isnull=False).count() == 2
    assert client.session["_auth_user_id"] != another.session["_auth_user_id"]


def test_the_library_takes_a_reader_who_is_logged_in_as_ann_for_nobody(client, soup):
    run(client, "log_in")
    copy = make_copy(status="a")

    assert "Log in" in soup(client.get(reverse("index"))).select_one(".bar").get_text()
    assert client.get(reverse("my-borrowed")).status_code == 302
    assert client.post(reverse("bookinstance-reserve", args=[copy.pk])).url.startswith(reverse("login"))
    assert client.get("/admin/").status_code == 302


def test_the_log_in_page_knows_no_account_of_the_course(client):
    run(client, "log_in")
    account = User.objects.exclude(course_account=None).get()

    for username in ("ann", account.username):
        response = client.post(reverse("login"), {"username": username, "password": PASSWORD})
        assert response.status_code == 200
        assert response.context["form"].errors


def test_a_password_from_an_operation_opens_nothing_either(client):
    run(client, "log_in")
    run(client, "change_password", new_password="a password of mine")
    account = User.objects.exclude(course_account=None).get()
    assert account.check_password("a password of mine")

    response = client.post(reverse("login"), {"username": account.username, "password": "a password of mine"})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_outside_an_exchange_the_backend_knows_nobody():
    assert authenticate(username="ann", password=PASSWORD) is None


def test_inside_an_exchange_a_wrong_password_is_refused_all_the_same(client):
    exchange = run(client, "log_in", username="ann", password="a guess").json()

    assert exchange["status"] == 403
    assert exchange["next"] == {}


@pytest.mark.parametrize("password", [PASSWORD, "password"], ids=["password of the course", "its own password"])
def test_no_real_account_can_be_logged_in_to_in_an_exchange(client, password):
    make_user("librarian", is_staff=True)

    exchange = run(client, "log_in", username="librarian", password=password).json()

    assert exchange["status"] == 403
    assert "_auth_user_id" not in exchange["next"]


def test_the_log_in_page_still_knows_real_accounts(client):
    make_user("librarian")

    assert client.post(reverse("login"), {"username": "librarian", "password": "password"}).status_code == 302


def test_a_course_account_of_another_reader_is_nobody(client):
    run(client, "log_in")
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value

    assert "Ann" not in run(thief, "who_am_i").json()["result"]


def test_accounts_have_no_rights_and_no_password(client):
    run(client, "log_in")
    account = User.objects.exclude(course_account=None).get()

    assert not account.has_usable_password()
    assert not account.is_staff
    assert account.get_all_permissions() == set()


# Old ones


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


def test_two_requests_of_a_reader_at_once_make_one_account(monkeypatch):
    with accounts_of("0" * 32):
        first = authenticate(username="ann", password=PASSWORD)
        # The second request looked before the first one had stored its account.
        looks = iter([None])
        find = accounts._find_account
        monkeypatch.setattr(accounts, "_find_account", lambda *args: next(looks, None) or find(*args))
        second = authenticate(username="ann", password=PASSWORD)

    assert first == second
    assert User.objects.count() == 1


# New ones


def test_an_address_makes_sixty_new_accounts_in_a_minute(client):
    run(client, "log_in")
    for _ in range(59):
        assert run(Client(), "log_in").status_code == 200

    refused = run(Client(), "log_in")

    assert refused.status_code == 429
    assert refused.json()["refused"].startswith("Too many new course accounts from an address. Try again in ")
    assert 0 < int(refused["Retry-After"]) <= 66
    assert User.objects.count() == 60
    assert run(client, "log_in").json()["result"] == "Hello, Ann."  # who has one logs in
    assert run(Client(REMOTE_ADDR="203.0.113.7"), "log_in").status_code == 200


# Readers who are logged in for real


@pytest.fixture
def reader(client):
    client.login(username=make_user("reader").username, password="password")
    return client


@pytest.mark.parametrize(
    "name", ["flush_session", "log_in", "log_out", "clear_session", "live_ten_seconds", "delete_cookie"]
)
def test_a_real_log_in_is_not_ended_unasked(reader, name):
    response = run(reader, name)

    assert response.status_code == 409
    assert "You are logged in as reader" in response.json()["refused"]
    assert "_auth_user_id" in reader.session


def test_a_real_log_in_ends_when_its_owner_says_so(reader):
    response = run(reader, "flush_session", confirm="yes")

    assert response.status_code == 200
    assert "sessionid" not in reader.cookies or not reader.cookies["sessionid"].value


@pytest.mark.parametrize("name", ["change_password", "change_password_and_stay", "achange_password_and_stay"])
def test_a_real_password_is_never_changed(reader, name):
    before = User.objects.get(username="reader").password

    response = run(reader, name, confirm="yes", new_password="another")

    assert response.status_code == 409
    assert User.objects.get(username="reader").password == before


def test_other_operations_run_for_a_real_reader_without_a_question(reader):
    assert run(reader, "count_visit").json()["next"]["num_visits"] == 1
    assert run(reader, "who_am_i").status_code == 200
