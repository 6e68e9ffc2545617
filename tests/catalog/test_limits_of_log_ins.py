"""Rate limits of wrong log-ins, password reset letters, and guesses of the current password."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.selection import first_are_quick

LOGIN, RESET = reverse("login"), reverse("password_reset")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRONG = {"username": "ann", "password": "wrong"}
RIGHT = {"username": "ann", "password": "password"}


@pytest.mark.django_db
class TestLogIn:
    @pytest.fixture
    def ann(self):
        """The attacked account."""
        return make_user("ann")

    @staticmethod
    def guess(client: Client, address: str = "192.0.2.1", **typed: str):
        return client.post(LOGIN, WRONG | typed, REMOTE_ADDR=address)

    def test_ten_wrong_log_ins_are_answered_and_then_even_the_right_password_waits(self, client, soup, ann):
        statuses = [self.guess(client).status_code for _ in range(11)]
        right = client.post(LOGIN, RIGHT, REMOTE_ADDR="192.0.2.1")

        assert statuses == [200] * 10 + [429]
        assert right.status_code == 429
        assert int(right["Retry-After"]) <= 330
        assert "Too many wrong log-ins for an account" in soup(right).select_one("main .lede").get_text()
        assert "_auth_user_id" not in client.session

    def test_json_gets_json(self, client, ann):
        for _ in range(10):
            self.guess(client)

        response = client.post(LOGIN, WRONG, REMOTE_ADDR="192.0.2.1", headers={"accept": "application/json"})

        assert response.status_code == 429
        assert response.json()["refused"].startswith("Too many")

    def test_guesses_from_everywhere_at_one_account_are_counted_together(self, ann):
        statuses = [self.guess(Client(), f"192.0.2.{number}").status_code for number in range(11)]

        assert statuses[-1] == 429

    def test_a_name_that_does_not_exist_is_counted_like_one_that_does(self, client, ann):
        statuses = [self.guess(client, username="nobody").status_code for _ in range(11)]

        assert statuses == [200] * 10 + [429]

    @pytest.mark.full
    def test_a_hundred_wrong_log_ins_from_an_address_are_enough(self, ann):
        statuses = [self.guess(Client(), username=f"user{number}").status_code for number in range(101)]

        assert statuses == [200] * 100 + [429]
        assert self.guess(Client(), "192.0.2.2", username="ben").status_code == 200

    def test_after_a_while_the_owner_gets_in(self, client, ann):
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(11):
                wait = self.guess(client)
            clock.shift(int(wait["Retry-After"]))

            assert client.post(LOGIN, RIGHT, REMOTE_ADDR="192.0.2.1").status_code == 302

    def test_right_log_ins_are_not_counted(self, ann):
        assert [Client().post(LOGIN, RIGHT).status_code for _ in range(30)] == [302] * 30

    @pytest.mark.parametrize(
        "address", first_are_quick(["198.51.100.66", "192.0.2.1"]), ids=["from afar", "from the same address"]
    )
    def test_an_attacker_cannot_lock_out_an_owner_who_logged_in_from_this_browser_before(self, client, ann, address):
        client.post(LOGIN, RIGHT, REMOTE_ADDR="192.0.2.1")
        client.post(reverse("logout"))
        for number in range(130):
            self.guess(Client(), address, username="ann" if number < 20 else f"user{number}")

        assert client.post(LOGIN, RIGHT, REMOTE_ADDR="192.0.2.1").status_code == 302

    def test_a_browser_stays_known_when_the_secret_key_was_changed_and_the_former_is_a_fallback(
        self, client, ann, settings
    ):
        client.post(LOGIN, RIGHT)
        client.post(reverse("logout"))
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, " * 5
        for _ in range(11):
            self.guess(Client())

        assert client.post(LOGIN, RIGHT).status_code == 302

    def test_a_known_browser_may_not_guess_without_end_either(self, client, ann):
        client.post(LOGIN, RIGHT)
        client.post(reverse("logout"))

        assert [self.guess(client).status_code for _ in range(11)][-1] == 429

    def test_a_known_browser_is_known_for_its_own_accounts_alone(self, client, ann):
        make_user("ben")
        client.post(LOGIN, {"username": "ben", "password": "password"})
        client.post(reverse("logout"))
        for _ in range(11):
            self.guess(Client())

        assert self.guess(client).status_code == 429

    def test_a_forged_cookie_of_a_known_browser_is_nothing(self, client, ann):
        for forged in ("x", "e30:1:2", "\x00", "ü"):
            client.cookies["known_browser"] = forged
            self.guess(client)
        for _ in range(7):
            response = self.guess(client)

        assert response.status_code == 429

    def test_the_log_in_page_of_the_admin_counts_too(self, client, ann):
        statuses = [client.post("/admin/login/", WRONG).status_code for _ in range(11)]

        assert statuses == [200] * 10 + [429]

    def test_limits_can_be_off(self, client, ann, settings):
        settings.LIMITS = {}

        assert [self.guess(client).status_code for _ in range(20)] == [200] * 20


@pytest.mark.django_db
def test_five_letters_for_a_new_password_are_sent_in_ten_minutes(client, mailoutbox):
    make_user("ann", email="ann@example.org")

    statuses = [client.post(RESET, {"email": "ann@example.org"}).status_code for _ in range(20)]

    assert statuses == [302] * 5 + [429] * 15
    assert len(mailoutbox) == 5


@pytest.mark.django_db
def test_whoever_finds_a_session_open_guesses_the_password_ten_times_and_not_more():
    ann, browsers = make_user("ann"), [Client(), Client()]
    for browser in browsers:
        browser.force_login(ann)
    typed = {"old_password": "wrong", "new_password1": "a password of mine", "new_password2": "a password of mine"}

    statuses = [browsers[number % 2].post(reverse("password_change"), typed).status_code for number in range(11)]

    assert statuses == [200] * 10 + [429]
    assert browsers[0].get(reverse("index")).status_code == 200
    assert browsers[0].post(reverse("password_change"), typed | {"old_password": "password"}).status_code == 429
