"""The accounts of the course: good inside an exchange, and good for nothing else."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.course.lessons import accounts
from catalog.course.lessons.accounts import PASSWORD, accounts_of
from tests.course.lessons.run import run
from tests.factories import make_copy, make_user

pytestmark = pytest.mark.django_db


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
    assert exchange["stored"] == {}


@pytest.mark.parametrize("password", [PASSWORD, "password"], ids=["password of the course", "its own password"])
def test_no_real_account_can_be_logged_in_to_in_an_exchange(client, password):
    make_user("librarian", is_staff=True)

    exchange = run(client, "log_in", username="librarian", password=password).json()

    assert exchange["status"] == 403
    assert "_auth_user_id" not in exchange["stored"]


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
