"""Log-ins: begin, time-outs, caching, and disclosure of accounts."""

from __future__ import annotations

import logging
import math
import string
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import Client
from django.urls import reverse

from catalog import post
from tests.factories import make_user
from tests.sessions import key_of, put, rows, stored

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME, BOOKS, MINE, LOGIN, RESET = (
    reverse(name) for name in ("index", "books", "my-borrowed", "login", "password_reset")
)
RIGHT = {"username": "ann", "password": "password"}
HOUR = 60 * 60  # seconds
INVENTED = "abcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture
def clock():
    """A clock that only the test moves."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ann():
    """A reader with an e-mail address."""
    return make_user("ann", email="ann@example.org")


@pytest.fixture
def reader(client, ann, clock):
    """The reader's browser, logged in with the form at noon."""
    client.post(LOGIN, RIGHT)
    return client


def is_logged_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


class TestHowLongItLasts:
    @pytest.mark.parametrize("expiry", [0, 5, 10**9, "2140-01-01T00:00:00+00:00"])
    def test_what_was_set_before_a_log_in_does_not_decide_it(self, client, ann, expiry):
        put(client, {"_session_expiry": expiry, "color": "plum"})

        response = client.post(LOGIN, RIGHT)

        assert response.cookies["sessionid"]["max-age"] == 14 * 24 * HOUR
        assert "_session_expiry" not in stored(client)
        assert stored(client)["color"] == "plum"

    def test_two_hours_without_a_page_end_it(self, reader, clock, soup):
        clock.shift(2 * HOUR - 1)
        assert is_logged_in(reader)
        clock.shift(2 * HOUR)

        page = soup(reader.get(BOOKS))

        assert "You were logged out after 2 hours without a page" in page.select_one(".messages").get_text()
        assert not is_logged_in(reader)
        assert not rows()

    def test_a_log_in_that_is_used_goes_on_and_ends_after_twelve_hours_all_the_same(self, reader, clock):
        for _ in range(11):
            clock.shift(HOUR)
            assert is_logged_in(reader)
        clock.shift(HOUR)

        assert not is_logged_in(reader)

    def test_zero_is_never(self, reader, clock, settings):
        settings.LOGIN_IDLE_SECONDS = settings.LOGIN_MAX_SECONDS = 0
        clock.shift(timedelta(days=10))

        assert is_logged_in(reader)

    def test_pages_in_quick_succession_write_nothing(self, reader, clock):
        before = rows()
        for _ in range(5):
            clock.shift(10)
            reader.get(BOOKS)

        assert rows() == before

    def test_a_log_in_of_before_there_were_times_begins_to_count_now(self, reader, clock):
        session = reader.session
        del session["login_times"]
        session.save()
        clock.shift(24 * HOUR)

        assert is_logged_in(reader)
        assert stored(reader)["login_times"] == [int(NOON.timestamp()) + 24 * HOUR] * 2

    @pytest.mark.parametrize("odd", ["soon", [], [1], [1, "2"], {"a": 1}, [-1, 2], None])
    def test_odd_times_are_taken_for_none(self, reader, odd):
        put(reader, {"login_times": odd})

        assert is_logged_in(reader)

    def test_a_visitor_cannot_write_the_times(self, reader):
        response = reader.post(reverse("inspector-store"), {"name": "login_times", "value": "[9, 9]"})

        assert response.status_code == 400

    def test_looking_at_ones_session_ends_no_log_in_and_does_not_make_it_longer(self, reader, clock):
        before = rows()
        clock.shift(HOUR)
        reader.get(reverse("inspector"))
        clock.shift(2 * HOUR)
        reader.get(reverse("inspector"))

        assert rows() == before
        assert not is_logged_in(reader)

    def test_an_account_of_the_course_has_no_such_times(self, client):
        client.post(reverse("run-operation", args=["log_in"]))

        assert "_auth_user_id" in stored(client)
        assert "login_times" not in stored(client)


class TestTheSessionKey:
    def test_a_session_key_has_more_than_64_bits(self):
        keys = {SessionStore()._get_new_session_key() for _ in range(500)}

        assert len(keys) == 500
        assert {len(key) for key in keys} == {32}
        kinds = set("".join(keys))
        assert kinds == set(string.ascii_lowercase + string.digits)
        assert 32 * math.log2(len(kinds)) > 64

    def test_an_invented_session_key_never_becomes_that_of_a_log_in(self, client, ann):
        client.cookies["sessionid"] = INVENTED
        client.post(reverse("run-operation", args=["save_as_new"]))
        assert rows()[0][0] == INVENTED, "Django takes it over, as long as nobody logs in"

        client.post(LOGIN, RIGHT)

        assert key_of(client) != INVENTED
        assert INVENTED not in {row[0] for row in rows()}

    def test_it_changes_also_when_the_same_user_logs_in_once_more(self, reader):
        before = key_of(reader)

        reader.post(LOGIN, RIGHT)

        assert key_of(reader) != before
        assert before not in {row[0] for row in rows()}


class TestWhatCachesKeep:
    @pytest.mark.parametrize("address", [HOME, BOOKS, MINE, "/catalog/preferences/", "/catalog/nowhere"])
    def test_a_page_for_a_reader_is_stored_nowhere(self, reader, address):
        kept = set(reader.get(address)["Cache-Control"].split(", "))

        assert {"no-store", "private"} <= kept

    @pytest.mark.parametrize("address", [HOME, BOOKS])
    def test_a_page_that_shows_a_strangers_session_stays_private(self, client, address):
        assert "private" in client.get(address)["Cache-Control"]

    def test_a_log_out_has_the_browser_forget_its_pages(self, reader):
        assert reader.post(reverse("logout"))["Clear-Site-Data"] == '"cache"'


class TestGuessing:
    """The message and the work are the same for every name and address, whether an account has it or not."""

    NAMES = ("ann", "nobody", "gone", "locked", "ANN")

    @pytest.fixture
    def hashes(self, monkeypatch):
        """The list of hashed passwords."""
        done, encode = [], MD5PasswordHasher.encode

        def counting(self, password, salt):
            done.append(password)
            return encode(self, password, salt)

        monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
        return done

    @pytest.fixture(autouse=True)
    def accounts(self, ann):
        make_user("gone", is_active=False, email="gone@example.org")
        User.objects.create_user("locked", email="locked@example.org")  # without a password

    @pytest.mark.parametrize("address", [LOGIN, "/admin/login/"])
    def test_every_name_costs_one_hash_and_gets_the_same_words(self, client, soup, hashes, address):
        answers = set()
        for name in self.NAMES:
            hashes.clear()
            page = soup(client.post(address, {"username": name, "password": "wrong"}))
            answers.add((len(hashes), page.select_one(".errorlist, .errornote").get_text(strip=True)))

        assert len(answers) == 1
        assert next(iter(answers))[0] == 1

    @pytest.mark.parametrize("email", ["ann@example.org", "gone@example.org", "locked@example.org", "no@example.org"])
    def test_before_the_answer_no_letter_is_written_and_no_account_is_looked_for(
        self, client, email, monkeypatch, django_assert_num_queries
    ):
        jobs = []
        monkeypatch.setattr(post.desk, "submit", lambda *job: jobs.append(job))

        with django_assert_num_queries(0):
            response = client.post(RESET, {"email": email})

        assert response.url == reverse("password_reset_done")
        assert (len(jobs), len(mail.outbox)) == (1, 0)

    @pytest.mark.parametrize("email", ["ann@example.org", "no@example.org"])
    def test_the_letter_is_sent_after_the_answer_to_whoever_has_an_account(self, client, email, mailoutbox):
        client.post(RESET, {"email": email})

        assert [letter.to for letter in mailoutbox] == ([["ann@example.org"]] if email.startswith("ann") else [])

    def test_a_letter_that_is_lost_leaves_one_line_in_the_log(self, client, monkeypatch, caplog):
        def break_down(*args: object, **options: object) -> None:
            raise OSError("the mail server is\naway")

        monkeypatch.setattr("django.contrib.auth.forms.PasswordResetForm.save", break_down)

        client.post(RESET, {"email": "ann@example.org"})

        errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
        assert len(errors) == 1
        assert errors[0].endswith("is lost: OSError: the mail server is away")

    def test_a_letter_too_many_is_dropped_with_a_line_in_the_log(self, client, monkeypatch, caplog):
        monkeypatch.setattr(post, "MOST_WAITING", 0)

        assert client.post(RESET, {"email": "ann@example.org"}).status_code == 302
        assert "is dropped" in caplog.text

    @pytest.mark.parametrize(
        ("host", "port", "link"),
        [
            ("testserver", "80", "//testserver/"),
            ("testserver:1234", "80", "//testserver/"),
            ("testserver:8000", "8000", "//testserver:8000/"),
        ],
    )
    def test_the_link_has_no_port_but_one_that_the_site_is_served_on(self, client, mailoutbox, host, port, link):
        client.post(RESET, {"email": "ann@example.org"}, headers={"host": host}, SERVER_PORT=port)

        assert f"http:{link}accounts/reset/" in mailoutbox[0].body


def test_every_page_says_that_it_uses_no_camera(client):
    for address in (HOME, LOGIN, "/nowhere", "/sessions/inspector/"):
        assert "camera=()" in client.get(address)["Permissions-Policy"]
