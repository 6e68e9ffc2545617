"""A request that fails after ``flush`` or ``cycle_key`` does not change the visitor's session."""

from __future__ import annotations

import errno

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.factories import make_user
from tests.project.faults.pages import LIST, LOG_IN, LOG_OUT, MINE, PASSWORD, assert_nothing_is_lost, reader
from tests.sessions import key_of

pytestmark = pytest.mark.django_db


def refuse(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["ann", "ben"], ids=["as the same user", "as another user"])
def test_a_log_in_that_cannot_be_stored_keeps_the_session_of_before(monkeypatch, name):
    ann = reader()
    make_user("ben")
    with monkeypatch.context() as fault:
        fault.setattr(SessionStore, "save", refuse)
        answer = ann.post(LOG_IN, {"username": name, "password": PASSWORD})

    assert answer.status_code == 503
    assert_nothing_is_lost(ann)


def test_a_log_in_as_another_user_begins_with_nothing_and_deletes_the_former_row():
    ann = reader()
    make_user("ben")
    former = key_of(ann)

    assert ann.post(LOG_IN, {"username": "ben", "password": PASSWORD}).status_code == 302

    assert key_of(ann) != former
    assert not Session.objects.filter(pk=former).exists()
    assert "reading_list" not in ann.session
    assert ann.get(MINE).status_code == 200


def test_a_log_out_deletes_the_row_and_one_that_cannot_is_not_said_to_be_done(monkeypatch):
    ann = reader()
    former = key_of(ann)
    with monkeypatch.context() as fault:
        fault.setattr(SessionStore, "delete", refuse)
        answer = ann.post(LOG_OUT)
    assert answer.status_code == 503
    assert_nothing_is_lost(ann)

    ann.post(LOG_OUT)

    assert not Session.objects.filter(pk=former).exists()
    assert ann.get(LIST).status_code == 200
    assert ann.get(MINE).status_code == 302
