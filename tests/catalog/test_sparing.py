"""Rows of previous keys of a request, and when they are deleted."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

from catalog.guards import guarded
from tests.sessions import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionBase:
    """The session of a request, loaded from the store."""
    before = SessionStore()
    before["color"] = "plum"
    before.save()
    session = guarded(SessionStore, sparing=True)(before.session_key)
    assert session["color"] == "plum"
    return session


def keys() -> set[str]:
    """Return the stored session keys."""
    return {row[0] for row in rows()}


def test_former_keys_open_what_they_opened_until_the_answer_is_saved(session):
    former = [session.session_key]
    for _ in range(2):
        session.cycle_key()
        former.append(session.session_key)
    session.save()
    assert keys() == set(former)

    session.defers = True
    session.save()

    assert keys() == {former[-1]}
    assert SessionStore(former[-1]).load() == {"color": "plum"}


def test_a_new_row_for_the_answer_deletes_nothing_before_it_holds_the_contents(session):
    former = session.session_key
    session.defers = True

    session.cycle_key()

    assert former in keys()


def test_a_session_that_is_left_twice_leaves_nothing(session):
    session.flush()
    session["color"] = "brick"
    session.save()
    session.flush()
    assert len(keys()) == 2
    assert session.session_key is None

    session.delete_left()

    assert keys() == set()


def test_a_session_without_a_row_has_nothing_to_leave():
    session = guarded(SessionStore, sparing=True)()
    session.flush()
    session["color"] = "plum"

    session.cycle_key()
    session.delete_left()

    assert keys() == {session.session_key}


def test_what_cannot_be_read_is_left_alone_under_its_key(session, settings):
    unreadable = guarded(SessionStore, sparing=True)(session.session_key)
    settings.SECRET_KEY = "another key, " * 5
    assert unreadable.load() == {}
    text = rows()[0]

    unreadable.cycle_key()
    unreadable.defers = True
    unreadable.save()

    assert text in rows()
    assert len(keys()) == 2
    assert not unreadable.unreadable
