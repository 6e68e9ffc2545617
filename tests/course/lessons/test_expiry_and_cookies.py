"""Expiry and cookies."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.course.lessons.exchanges import session_cookie

pytestmark = pytest.mark.django_db
TWO_WEEKS = 1_209_600


def seconds_left(exchange: dict) -> float:
    """Return how long the row is good for."""
    return (datetime.fromisoformat(exchange["row_after"]["expire_date"]) - timezone.now()).total_seconds()


@pytest.fixture
def later():
    """A function that moves the clock on: ``later(100)`` is 100 seconds later."""
    with time_machine.travel(timezone.now()) as clock:
        yield clock.shift


@pytest.mark.parametrize("operation", ["read_expiry", "aread_expiry"])
def test_a_session_ends_two_weeks_after_its_last_save(run, operation):
    assert seconds_left(run("remember_name")) == pytest.approx(TWO_WEEKS, abs=60)
    assert run(operation)["result"].startswith(f"{TWO_WEEKS} s, until ")


def test_reading_does_not_make_it_longer(run, later):
    run("remember_name")
    later(100)

    exchange = run("read_expiry")

    assert seconds_left(exchange) == pytest.approx(TWO_WEEKS - 100, abs=60)
    assert session_cookie(exchange) is None


def test_the_age_in_the_settings_is_the_same_whatever_this_session_says(run):
    run("expire_in_seconds")

    assert run("read_cookie_age")["result"] == f"{TWO_WEEKS} s"


def test_a_number_is_counted_anew_with_each_save(run, later):
    run("expire_in_seconds", seconds=300)
    later(100)

    exchange = run("change_after_set_expiry")

    assert exchange["stored"]["_session_expiry"] == 300
    assert session_cookie(exchange)["Max-Age"] == "300"
    assert seconds_left(exchange) == pytest.approx(300, abs=30)


@pytest.mark.parametrize("operation", ["expire_after_timedelta", "aset_expiry"])
def test_a_timedelta_is_a_fixed_end_that_saving_does_not_move(run, operation, later):
    stored = run(operation, minutes=30)["stored"]["_session_expiry"]
    assert datetime.fromisoformat(stored) > timezone.now()
    later(600)

    exchange = run("change_after_set_expiry")

    assert int(session_cookie(exchange)["Max-Age"]) == pytest.approx(1200, abs=30)
    assert seconds_left(exchange) == pytest.approx(1200, abs=30)


def test_the_age_of_a_number_is_not_the_time_that_is_left(run, later):
    run("expire_in_seconds", seconds=300)
    later(100)

    exchange = run("read_expiry")

    assert exchange["result"].startswith("300 s")
    assert seconds_left(exchange) == pytest.approx(200, abs=30)


def test_clear_forgets_the_expiry(run):
    run("expire_in_seconds", seconds=300)
    run("clear_session")

    assert session_cookie(run("remember_name"))["Max-Age"] == str(TWO_WEEKS)


def test_a_datetime_is_the_end_itself(run):
    assert seconds_left(run("expire_at_datetime", hours=2)) == pytest.approx(7200, abs=30)


def test_a_datetime_without_a_time_zone_is_accepted_and_breaks_the_saving(run):
    exchange = run("expire_at_naive_datetime")

    assert exchange["status"] == 500
    assert exchange["error"]["type"] == "TypeError"
    assert "not_storable" in exchange["findings"]


def test_zero_leaves_the_end_to_the_browser_and_the_row_stays_for_two_weeks(run):
    exchange = run("expire_with_browser")

    assert exchange["result"] == f"{TWO_WEEKS} s all the same"
    assert "Max-Age" not in session_cookie(exchange)
    assert "Expires" not in session_cookie(exchange)
    assert seconds_left(exchange) == pytest.approx(TWO_WEEKS, abs=60)


def test_the_setting_for_all_browsers_does_the_same(run, settings):
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True

    exchange = run("remember_name")

    assert "Max-Age" not in session_cookie(exchange)
    assert seconds_left(exchange) == pytest.approx(TWO_WEEKS, abs=60)


def test_none_goes_back_to_the_settings(run):
    run("expire_in_seconds")

    exchange = run("expire_as_usual")

    assert "_session_expiry" not in exchange["stored"]
    assert session_cookie(exchange)["Max-Age"] == str(TWO_WEEKS)


@pytest.mark.parametrize("operation", ["clear_expired", "aclear_expired", "run_clearsessions"])
def test_a_dead_session_is_not_loaded_and_its_row_stays_until_it_is_cleared(run, operation, later):
    run("remember_name", browser=Client())
    run("live_ten_seconds")
    later(11)

    assert run("as_dict")["after"] == {}
    assert Session.objects.count() == 2

    run(operation)
    assert Session.objects.count() == 1  # the other visitor's, which has not expired


@pytest.mark.parametrize("operation", ["set_test_cookie", "aset_test_cookie"])
def test_the_test_cookie_is_an_entry_and_works_at_once(run, operation):
    exchange = run(operation)

    assert exchange["stored"] == {"testcookie": "worked"}
    assert exchange["result"].endswith("True")


def test_on_the_next_request_the_test_cookie_tells_browsers_apart(run):
    run("set_test_cookie")

    assert run("check_test_cookie")["result"].endswith("True")
    assert run("check_test_cookie", browser=Client())["result"].endswith("False")


def test_deleting_the_test_cookie_takes_it_out_and_a_second_time_raises(run):
    run("set_test_cookie")

    assert run("delete_test_cookie")["stored"] == {}
    assert run("delete_test_cookie")["error"]["type"] == "KeyError"


def test_adelete_test_cookie_forgets_to_mark_the_session_modified(run):
    run("set_test_cookie")

    exchange = run("adelete_test_cookie")

    assert exchange["after"] == {}
    assert not exchange["modified"]
    assert exchange["stored"] == {"testcookie": "worked"}


def test_apop_takes_the_test_cookie_out(run):
    run("set_test_cookie")

    exchange = run("apop_test_cookie")

    assert exchange["result"].endswith("True")
    assert exchange["stored"] == {}


def test_the_cookie_is_http_only_and_lax_and_not_secure(run):
    cookie = session_cookie(run("remember_name"))

    assert "HttpOnly" in cookie
    assert cookie["SameSite"] == "Lax"
    assert "Secure" not in cookie
