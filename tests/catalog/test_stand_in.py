"""The read-only session for a failing store: its contents, and the changes that it refuses."""

from __future__ import annotations

import pytest

from catalog.faults import StoreFault
from catalog.guards.stand_in import StandIn

CHANGES = {
    "an entry is stored": lambda session: session.update({"color": "plum"}),
    "an entry is deleted": lambda session: session.pop("num_visits"),
    "it is cleared": lambda session: session.clear(),
    "it is begun": lambda session: session.create(),
    "it is saved": lambda session: session.save(),
    "it is saved as new": lambda session: session.save(must_create=True),
    "it is deleted": lambda session: session.delete(),
    "it is left": lambda session: session.flush(),
    "its key is changed": lambda session: session.cycle_key(),
    "it is marked as changed": lambda session: setattr(session, "modified", True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_would_change_it_is_refused(change):
    session = StandIn("x" * 32, {"num_visits": 7})

    with pytest.raises(StoreFault):
        change(session)

    assert session.modified is False


def test_it_may_be_said_to_be_unchanged():
    session = StandIn()

    session.modified = False

    assert session.modified is False


def test_it_shows_what_was_read_under_its_key():
    session = StandIn("x" * 32, {"num_visits": 7})

    assert (session.reached, session.session_key, dict(session.items())) == (True, "x" * 32, {"num_visits": 7})


def test_an_empty_session_that_was_read_is_reached_and_has_no_key():
    session = StandIn("x" * 32, {})

    assert (session.reached, session.session_key, session.is_empty()) == (True, None, True)


def test_one_that_was_not_read_is_not_reached_and_is_a_strangers():
    session = StandIn()

    assert (session.reached, session.session_key, session.is_empty()) == (False, None, True)
    assert session.load() == {}


def test_it_knows_of_no_other_session():
    assert StandIn().exists("x" * 32) is False
