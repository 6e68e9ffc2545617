"""How much a session may hold: whichever way it is filled, the bound is the same."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from catalog.course.lessons.operation import all_operations
from catalog.own_entries import ENTRY_LIMIT, NAME_LENGTH, VALUE_LENGTH
from catalog.visitor import NOTE_LENGTH, READING_LIST_LIMIT, ROOM
from tests.factories import make_book
from tests.selection import one_in
from tests.sessions import put, stored

pytestmark = pytest.mark.django_db

WIDE = "\N{PILE OF POO}"  # twelve bytes in JSON
JSON = {"accept": "application/json"}


def size(client: Client) -> int:
    """Return how many bytes of JSON the browser's session has."""
    return len(json.dumps(stored(client)))


def reason(response) -> str:
    return response.content.decode()


def store(client: Client, name: str, value: str):
    return client.post(reverse("inspector-store"), {"name": name, "value": value})


def test_entries_of_ones_own_stay_below_the_bound(client):
    answers = [
        store(client, f"{number:02}{WIDE * (NAME_LENGTH - 2)}", WIDE * VALUE_LENGTH) for number in range(ENTRY_LIMIT)
    ]

    assert ROOM / 2 < size(client) <= ROOM
    assert answers[-1].status_code == 400
    assert "Your session is full" in reason(answers[-1])


def test_a_reading_list_stays_below_the_bound(client):
    put(client, {"filling": "x" * (ROOM - 1_000)})
    statuses = []
    for book in [make_book() for _ in range(READING_LIST_LIMIT)]:
        note = {"note": WIDE * NOTE_LENGTH}
        statuses.append(client.post(reverse("reading-list-add", args=[book.pk])).status_code)
        statuses.append(client.post(reverse("reading-list-note", args=[book.pk]), note).status_code)

    assert size(client) <= ROOM
    assert set(statuses) == {302, 400}


@pytest.mark.parametrize("name", one_in(5, all_operations()))
def test_an_operation_adds_to_a_full_session_no_more_than_its_own_few_words(client, settings, name):
    settings.LIMITS = {}
    put(client, {"filling": "x" * (ROOM - 20)})
    inputs = {wanted.name: WIDE * VALUE_LENGTH for wanted in all_operations()[name].inputs if wanted.type == "text"}

    client.post(reverse("run-operation", args=[name]), inputs, headers=JSON)

    assert size(client) <= ROOM + 6_000  # the longest text that stands in an operation has 5,100


@pytest.mark.parametrize("name", ["flush_session", "clear_session"])
def test_a_full_session_can_be_emptied(client, name):
    put(client, {"filling": "x" * (ROOM - 20)})

    assert client.post(reverse("run-operation", args=[name])).status_code == 200
    assert "filling" not in stored(client)


def test_what_is_pickled_is_measured_too(client, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    session = client.session
    session["filling"] = {("a", "tuple"): "x" * ROOM}
    session.save()

    assert store(client, "color", "plum").status_code == 400
