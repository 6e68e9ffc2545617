"""What is known of Django, written down by hand: exchanges with their findings, and the reason."""

from __future__ import annotations

import pytest

from tests.course.exchange.truth.oracle import true_findings
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import ENGINES, STATES

pytestmark = pytest.mark.django_db

TABLE = ("db", "cached_db")
STORES = ("db", "cached_db", "cache", "file")
TEXTS = ("db", "file", "signed_cookies")  # nothing but what JSON can say comes back from these
SIGNED = ("signed_cookies",)

# Operation, state, engines, findings, and why they are true.
EXPECTED = (
    ("say_hello", "stranger", ENGINES, "not_touched", "the view never names the session"),
    ("say_hello", "with data", ENGINES, "not_touched", "a cookie alone opens nothing"),
    ("recognize", "with data", ENGINES, "only_read", "get() turns on accessed, not modified"),
    (
        "recognize",
        "with data",
        ("cached_db",),
        "only_read",
        "the cache is filled from the row, and no session is written",
    ),
    (
        "recognize",
        "in the cache alone",
        ("cached_db",),
        "only_read",
        "the cache is asked first, and the row not at all",
    ),
    ("recognize", "database locked", TABLE, "only_read", "a lock hinders nobody who reads"),
    ("recognize", "vanished row", ("db", "cached_db", "cache", "file"), "dead_key", "nothing lies under the key"),
    ("recognize", "expired", ("db", "cached_db"), "dead_key", "what is over is not opened"),
    ("recognize", "expired", ("file",), "began dead_key", "the file engine puts an empty file in its place"),
    ("recognize", "expired", SIGNED, "began dead_key", "the engine signs an empty cookie at once"),
    ("recognize", "every request", STORES, "renewed", "the setting saves what nobody changed"),
    ("remember_name", "stranger", ENGINES, "began saved", "the first entry makes the session"),
    ("remember_name", "every request, expired", TABLE, "began dead_key saved", "an expired key is never used again"),
    ("count_visit", "with data", STORES, "saved", "a changed entry, under the same key"),
    ("count_visit", "with data", SIGNED, "saved still_opens", "the former cookie stays valid"),
    ("count_visit", "database locked", TABLE, "store_failed", "the row cannot be written, and lies there as before"),
    ("count_visit", "unreadable", ("db",), "dead_key revived saved", "the damaged text is overwritten"),
    ("expire_as_usual", "with an expiry", STORES, "saved", "the entry for the expiry is taken out"),
    ("write_again", "with data", STORES, "renewed", "the same value is an assignment all the same"),
    ("cycle_key", "with data", STORES, "moved", "a new key for the same contents, and the old row is gone"),
    ("cycle_key", "with data", SIGNED, "renewed still_opens", "nothing but a new signature"),
    ("flush_then_store", "with data", STORES, "replaced saved", "the old entries are lost with the old key"),
    ("create_session", "with data", STORES, "forked", "create() leaves the old row where it is"),
    ("create_twice", "stranger", STORES, "began orphaned saved", "the first row has a key that no browser holds"),
    ("log_in", "with data", STORES, "moved saved", "a log-in changes the key and keeps the contents"),
    ("log_in", "course log-in", STORES, "renewed", "the same user once more: the key stays"),
    ("log_in", "another's log-in", STORES, "replaced saved", "what another user left is flushed"),
    ("log_in", "database locked", TABLE, "raised store_failed", "there is no row for the new key"),
    ("log_out", "course log-in", STORES, "ended", "row and cookie go"),
    ("log_out", "course log-in", SIGNED, "ended still_opens", "whoever has copied the cookie is still logged in"),
    ("delete_row", "with data", STORES, "row_deleted", "the browser keeps a key that opens nothing"),
    ("delete_row_then_write", "with data", STORES, "gone_meanwhile row_deleted", "an update finds no row"),
    ("delete_cookie", "with data", STORES, "cookie_dropped", "the store does not hear of it"),
    ("delete_cookie", "stranger", ENGINES, "no_cookie_to_drop", "the header is sent to whoever has none"),
    ("clear_session", "stranger", ENGINES, "not_saved_empty", "modified, but there is nothing to keep"),
    ("clear_session", "expired", ("db", "cached_db", "file"), "dead_key revived", "clear() never asks what lies there"),
    ("change_wheels", "with data", ENGINES, "not_noticed", "no assignment to the session itself"),
    ("change_and_answer_503", "with data", ENGINES, "not_saved_status", "no session is saved with a 500 or more"),
    ("fail_after_change", "with data", ENGINES, "not_saved_status raised", "an exception is answered with 500"),
    ("read_missing", "with data", ENGINES, "only_read raised", "a KeyError, and nothing else"),
    ("save_early", "with data", STORES, "saved saved_early", "save() in the view, and the middleware's after it"),
    ("count_rows", "with data", TABLE, "asked_store", "the model asks the table, not the session"),
    ("change_while_streaming", "with data", ("db",), "too_late", "the middleware was done before"),
    ("store_good_and_bad", "with data", TEXTS, "not_storable", "JSON has no sets"),
    ("store_tuple", "stranger", TEXTS, "began saved stored_differently", "a tuple comes back as a list"),
    ("store_tuple", "stranger", ("cached_db", "cache"), "began saved", "a pickle keeps a tuple"),
    ("store_book", "stranger", ("cache",), "began saved", "a pickle keeps any object"),
    (
        "store_long_text",
        "a large session",
        SIGNED,
        "cookie_too_large",
        "the browser refuses it and keeps the cookie of before",
    ),
)
CASES = [(case[:2], engine, case[3]) for case in EXPECTED for engine in case[2]]


@pytest.mark.parametrize(("cell", "engine", "findings"), CASES)
def test_the_oracle_says_what_is_known_of_django(use_engine, settings, cell, engine, findings):
    operation, state = cell
    use_engine(engine)
    settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]

    _, seen = run_cell(operation, state, engine)

    assert true_findings(seen) == set(findings.split())
