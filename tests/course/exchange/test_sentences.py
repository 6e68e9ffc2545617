"""The sentences of what happened: one for each finding, here in the cell of the truth table where it is true."""

from __future__ import annotations

import pytest

from catalog.course.exchange.sentences import SENTENCES, happened
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import STATES
from tests.course.exchange.truth.test_truth import WITNESSES

pytestmark = pytest.mark.django_db

SAID = {
    "raised": "The view raised RuntimeError: the view broke here. Django answers 500.",
    "not_storable": (
        "The view was done, and then Django could not save: TypeError: Object of type date is not JSON serializable. "
        "Nothing of this request is stored."
    ),
    "store_failed": (
        "The store refused to write: OperationalError: database is locked. What was stored before is still there. "
        "Django takes that for a row that is gone, and answers 400."
    ),
    "gone_meanwhile": "There was nothing to save into, and Django answers 400.",
    "cookie_too_large": (
        "The cookie has 4,163 bytes, name and value together. A browser takes 4,096 at most: it keeps the cookie that "
        "it had."
    ),
    "dead_key": (
        "The session key that came in opened nothing: what is stored under it has expired. The answer tells the "
        "browser to drop it."
    ),
    "began": "A session began: it is stored under a new session key, and the browser has that in a cookie.",
    "revived": "It was written all the same, so the session key that came in opens a session again.",
    "moved": "The session has a new session key. What it held is carried over, and the old session key opens nothing.",
    "replaced": (
        "A new session, under a new session key, took the place of the old one, which opens nothing. Not in it any "
        "more: name, num_visits, my_car and 6 more."
    ),
    "forked": (
        "The browser has a new session key. What it had before is still stored, and the old session key still opens it."
    ),
    "ended": "The session is gone: what was stored is deleted, and the browser drops its cookie.",
    "row_deleted": "What was stored is deleted, and the browser still has the session key.",
    "cookie_dropped": (
        "The browser drops its cookie. What is stored stays there, and the session key would still open it."
    ),
    "no_cookie_to_drop": "The answer tells the browser to drop a session cookie, and it has none.",
    "still_opens": (
        "The cookie that came in still opens what it holds, for whoever has kept a copy: no store can forget it."
    ),
    "saved_early": "The view wrote to the store itself, before it failed: that stays stored.",
    "saved": "Saved: num_visits changed.",
    "renewed": "The same contents are written again: SESSION_SAVE_EVERY_REQUEST is on.",
    "stored_differently": "The next request finds something else than the view left: point.",
    "not_noticed": ("In memory: my_car.wheels changed. It is not saved, because nothing marked the session modified."),
    "not_saved_status": "Not saved: step added. Django saves no session with an answer of 500 or more.",
    "not_saved_empty": (
        "Marked modified, and not saved: Django saves no empty session for a browser that sent no cookie."
    ),
    "orphaned": "A session is stored under a session key that no browser has.",
    "too_late": "Changed while the answer was sent: step added. Django saves before that, so it is lost.",
    "only_read": "The view read the session and changed nothing, so nothing is written and no cookie is sent.",
    "asked_store": "The view did not touch request.session. What it asked of the store by itself is in the queries.",
    "not_touched": "The view did not touch request.session, so Django neither loaded nor saved it.",
}


@pytest.fixture
def exchange_at(use_engine, settings):
    """A function that runs one cell, and returns the record."""

    def look_up(name: str, state: str, engine: str):
        use_engine(engine)
        settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
        return run_cell(name, state, engine)[0].exchange

    return look_up


@pytest.mark.parametrize("finding", SENTENCES)
def test_a_finding_is_told_in_a_sentence(exchange_at, finding):
    exchange = exchange_at(*WITNESSES[finding])

    assert SENTENCES[finding](exchange) == SAID[finding]
    assert SAID[finding] in happened(exchange)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (("recognize", "vanished row", "db"), "opened nothing: nothing is stored under it. The answer tells"),
        (("recognize", "unreadable", "db"), "cannot be read, because its signature is invalid."),
        (("recognize", "unreadable", "signed_cookies"), "The cookie that came in opened nothing: its signature"),
        (("recognize", "expired", "signed_cookies"), "The cookie that came in opened nothing: its"),
        (("count_visit", "stranger", "signed_cookies"), "the browser has a cookie that holds all of it"),
        (("flush_session", "with data", "signed_cookies"), "The browser drops its cookie, and with it the session."),
        (("write_again", "with data", "signed_cookies"), "The same contents are sent again, in a new cookie"),
        (("save_then_fail", "with data", "db"), "The view wrote to the store itself, before it failed"),
        (
            ("log_in_then_fail", "with data", "db"),
            "Not saved: _auth_user_id, _auth_user_backend, _auth_user_hash added",
        ),
        (("cycle_key", "without entries", "db"), "It held nothing, and the old session key opens nothing."),
        (("say_hello", "every request, vanished row", "db"), "An empty session began"),
    ],
)
def test_a_sentence_says_how_it_was_in_this_state(exchange_at, cell, sentence):
    assert sentence in " ".join(happened(exchange_at(*cell)))


def test_a_streamed_change_that_is_lost_is_not_told_as_untouched(exchange_at):
    told = happened(exchange_at("change_while_streaming", "with data", "db"))

    assert told == [SAID["too_late"]]
