"""Two requests, and a lock that one of them holds."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from catalog.course.exchange.findings import findings
from catalog.course.lab import Lab, steps
from tests.course.lab.stops import every_stop


def pay(request: HttpRequest) -> HttpResponse:
    """Add 1 to what a user has paid, in a transaction."""
    with transaction.atomic():
        user = User.objects.get()
        user.last_name = str(int(user.last_name or 0) + 1)
        user.save()
    return HttpResponse(user.last_name)


def test_a_lock_of_the_database_is_noticed_at_once(lab, monkeypatch):
    monkeypatch.setattr(steps, "TURN", 60)

    def greet(request):
        with transaction.atomic():
            User.objects.update(first_name="Ann")
        return HttpResponse("Hello.")

    ann = lab.browser()
    first, second = ann.begin(greet), ann.begin(greet)
    while not first.waiting_to.startswith("UPDATE"):
        first.step()

    began = time.monotonic()
    assert second.go_on() is False
    assert time.monotonic() - began < 60
    assert first.finish().text == second.finish().text == "Hello."


def test_a_request_that_asks_for_a_lock_over_and_over_waits_for_it(lab):
    def count_alone(request):
        while not cache.add("lock", True):
            threading.Event().wait(0.001)
        visits = cache.get("visits", 0) + 1
        cache.set("visits", visits)
        cache.delete("lock")
        return HttpResponse(str(visits))

    ann = lab.browser()
    first, second = ann.begin(count_alone), ann.begin(count_alone)
    first.step(2)

    assert second.go_on() is False
    assert (first.finish().text, second.finish().text) == ("1", "2")


def test_a_transaction_waits_for_the_lock_of_another_and_goes_on(lab):
    lab.user()
    ann = lab.browser()
    first, second = ann.begin(pay), ann.begin(pay)
    while not first.waiting_to.startswith("SELECT"):
        first.step()

    assert second.go_on() is False
    assert second.waiting_to == "BEGIN IMMEDIATE"
    assert first.finish().text == "1"
    assert second.finish().text == "2"


def test_whoever_waits_can_be_asked_again(lab):
    lab.user()
    ann = lab.browser()
    first, second = ann.begin(pay), ann.begin(pay)
    while not first.waiting_to.startswith("SELECT"):
        first.step()
    assert (second.go_on(), second.step(), second.go_on()) == (False, True, False)

    assert first.go_on() is True
    assert [stop.split()[0] for stop in every_stop(second)] == ["BEGIN", "SELECT", "UPDATE"]
    assert [first.finish().text, second.finish().text] == ["1", "2"]


def test_whoever_waits_too_long_is_told_that_the_database_is_locked(lab):
    lab.user()
    ann = lab.browser()
    first = ann.begin(pay)
    while not first.waiting_to.startswith("SELECT"):
        first.step()

    answer = ann.get(pay)

    assert (answer.status, answer.exchange.error.message) == (500, "database is locked")
    assert first.finish().text == "1"


def test_a_transaction_that_fails_leaves_no_lock(lab):
    def give_up(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            User.objects.update(last_name="7")
            raise KeyError("color")

    lab.user()
    ann = lab.browser()
    tab = ann.begin(give_up)
    tab.step(2)

    assert tab.finish().status == 500
    assert ann.get(pay).text == "1"


def test_a_lock_of_the_views_own_is_waited_for_too(lab):
    lock = threading.Lock()

    def count_alone(request: HttpRequest) -> HttpResponse:
        with lock:
            visits = cache.get("visits", 0) + 1
            cache.set("visits", visits)
        return HttpResponse(str(visits))

    ann = lab.browser()
    first, second = ann.begin(count_alone), ann.begin(count_alone)
    first.step()

    assert (second.go_on(), second.go_on()) == (False, False)
    assert first.finish().text == "1"
    assert [stop.split()[0] for stop in every_stop(second)][1:] == ["get", "set"]
    assert second.finish().text == "2"


def test_a_request_that_takes_longer_than_a_turn_is_not_taken_to_wait(lab, monkeypatch):
    monkeypatch.setattr(steps, "TURN", 0.2)

    def think(request: HttpRequest) -> HttpResponse:
        time.sleep(0.3)
        return HttpResponse("42")

    tab = lab.browser().begin(think)

    assert tab.go_on() is True
    assert tab.finish().text == "42"


def test_a_lab_ends_although_one_request_waits_for_another(any_database):
    lock = threading.Lock()

    def look_alone(request: HttpRequest) -> HttpResponse:
        assert lock.acquire(timeout=60)
        cache.get("visits")
        lock.release()
        return HttpResponse()

    began = time.monotonic()
    with Lab() as lab:
        ann = lab.browser()
        second, first = ann.begin(look_alone), ann.begin(look_alone)
        first.step()
        assert second.go_on() is False

    assert time.monotonic() - began < 60


# What the record says of a database that another connection has locked: sessions are not saved, and not gone.
UNDER_A_LOCK = {
    "read": ["only_read"],
    "change": ["store_failed"],
    "change_and_save": ["raised", "store_failed", "not_saved_status"],
    "cycle": ["raised", "store_failed"],
    "flush": ["raised", "store_failed", "not_saved_status"],
}


def change(request: HttpRequest) -> HttpResponse:
    """Change the session."""
    request.session["visits"] = 2
    return HttpResponse("Changed.")


def change_and_save(request: HttpRequest) -> HttpResponse:
    """Change the session, and save it in the view."""
    request.session["visits"] = 2
    request.session.save()
    return HttpResponse("Saved.")


def read(request: HttpRequest) -> HttpResponse:
    """Read from the session."""
    return HttpResponse(str(request.session.get("visits")))


def cycle(request: HttpRequest) -> HttpResponse:
    """Change the session key."""
    request.session.cycle_key()
    return HttpResponse("Another session key.")


def flush(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return HttpResponse("Gone.")


@pytest.mark.parametrize("engine", ["db", "cached_db"])
@pytest.mark.parametrize("view", [read, change, change_and_save, cycle, flush])
def test_a_database_that_is_locked_is_told_as_one_and_not_as_a_row_that_is_gone(new_lab, engine, view):
    lab = new_lab(engine)
    ann = lab.browser()
    ann.get(change)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")

    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        exchange = ann.get(view).exchange

    assert findings(exchange) == UNDER_A_LOCK[view.__name__]
    assert ann.row is not None
