"""Limits of rate in the course: costly operations have one, all others none."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.operation import all_operations
from tests.course.lessons.run import run

pytestmark = pytest.mark.django_db

GOES_THROUGH_ALL_SESSIONS = {"clear_expired", "aclear_expired", "run_clearsessions"}
STATES = {"a stranger": (), "with data": ("say_hello",), "logged in": ("log_in",)}


@pytest.fixture
def reader(client) -> Client:
    """The browser of a reader who has the course's cookie and is logged in there."""
    run(client, "log_in")
    return client


@pytest.mark.full
@pytest.mark.parametrize("state", STATES)
def test_every_operation_that_hashes_a_password_is_costly(settings, monkeypatch, state):
    settings.LIMITS = {}
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    hashing = set()
    for name in all_operations():
        client = Client()
        for first in STATES[state]:
            run(client, first)
        hashed.clear()
        run(client, name)
        if hashed:
            hashing.add(name)

    costly = {name for name, operation in all_operations().items() if operation.costly}
    assert hashing <= costly
    if state == "logged in":
        assert hashing == costly - GOES_THROUGH_ALL_SESSIONS


def test_a_reader_runs_thirty_costly_operations_in_a_minute(reader):
    statuses = [run(reader, "change_password_and_stay").status_code for _ in range(31)]

    assert statuses == [200] * 30 + [429]
    refused = run(reader, "change_password_and_stay")
    assert refused.json()["refused"].startswith("Too many costly operations of a reader. Try again in ")
    assert int(refused["Retry-After"]) <= 66


def test_the_page_says_so_too(reader, soup):
    for _ in range(30):
        run(reader, "change_password_and_stay")

    response = reader.post(reverse("run-operation", args=["change_password_and_stay"]))

    assert response.status_code == 429
    assert "Too many costly operations" in soup(response).select_one("main").get_text()


def test_throwing_the_cookie_away_does_not_help():
    statuses = [run(Client(), "clear_expired").status_code for _ in range(31)]

    assert statuses[-1] == 429


def test_one_address_runs_120_whoever_they_are():
    readers = [Client() for _ in range(6)]
    for client in readers:
        run(client, "say_hello")

    statuses = [run(client, "clear_expired").status_code for client in readers for _ in range(25)]

    assert statuses == [200] * 120 + [429] * 30


@pytest.mark.full
def test_all_other_operations_run_without_a_pause(reader):
    assert {run(reader, "count_visit").status_code for _ in range(200)} == {200}


@pytest.mark.full
def test_thirty_learners_behind_one_address_do_not_hinder_each_other():
    learners = [Client() for _ in range(30)]

    for client in learners:
        for name in ("say_hello", "log_in", "change_password_and_stay", "clear_expired", "log_in_as_another"):
            response = run(client, name)
            assert response.status_code == 200
            assert response.json()["status"] == 200
