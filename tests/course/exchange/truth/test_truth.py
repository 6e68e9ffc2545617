"""The truth table: what the course says of an exchange, against an oracle that shares no code with it.

Every operation runs in every state, on every engine. Without further words a part of the table runs, in CI all of it.
"""

from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from catalog.course.exchange.as_json import exchange_as_json
from catalog.course.exchange.fates import fates
from catalog.course.exchange.findings import FINDINGS, findings
from catalog.course.exchange.sentences import SENTENCES
from catalog.course.exchange.stores import guarded_store_class
from catalog.course.lessons.operation import all_operations
from tests import selection
from tests.course.exchange.truth.oracle import ORACLE, true_fates, true_findings
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import CELLS, ENGINES, IMPOSSIBLE, STATES

pytestmark = pytest.mark.django_db

A_PART = 12  # every twelfth operation, where not all run

# Where each finding is true: an operation, a state and an engine.
WITNESSES = {
    "raised": ("fail_after_change", "with data", "db"),
    "not_storable": ("store_date", "with data", "db"),
    "store_failed": ("count_visit", "database locked", "db"),
    "gone_meanwhile": ("clear_session", "vanished row", "db"),
    "cookie_too_large": ("store_long_text", "a large session", "signed_cookies"),
    "dead_key": ("recognize", "expired", "db"),
    "began": ("count_visit", "stranger", "db"),
    "revived": ("clear_session", "expired", "db"),
    "moved": ("cycle_key", "with data", "db"),
    "replaced": ("flush_then_store", "with data", "db"),
    "forked": ("create_session", "with data", "db"),
    "ended": ("flush_session", "with data", "db"),
    "row_deleted": ("log_in_then_fail", "with data", "db"),
    "cookie_dropped": ("delete_cookie", "with data", "db"),
    "no_cookie_to_drop": ("delete_cookie", "stranger", "db"),
    "still_opens": ("flush_session", "with data", "signed_cookies"),
    "saved_early": ("save_then_fail", "with data", "db"),
    "saved": ("count_visit", "with data", "db"),
    "renewed": ("recognize", "every request", "db"),
    "stored_differently": ("store_tuple", "with data", "db"),
    "not_noticed": ("change_wheels", "with data", "db"),
    "not_saved_status": ("fail_after_change", "with data", "db"),
    "not_saved_empty": ("flush_session", "stranger", "db"),
    "orphaned": ("save_then_fail", "stranger", "db"),
    "too_late": ("change_while_streaming", "with data", "db"),
    "only_read": ("recognize", "with data", "db"),
    "asked_store": ("count_rows", "with data", "db"),
    "not_touched": ("say_hello", "with data", "db"),
}
ELSEWHERE = ("log_in", "course log-in", "db")  # where most findings are false, and two others say those that are not
ELSEWHERE_TOO = ("say_hello", "stranger", "db")


@pytest.fixture
def table(use_engine, settings):
    """A function that runs a cell, and returns the findings of the course and of the oracle."""

    def look_up(name: str, state: str, engine: str) -> tuple[set[str], set[str]]:
        settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
        ran, seen = run_cell(name, state, engine)
        drawn = {(fate.tag.text, fate.word) for fate in fates(ran.exchange) if fate.word != "made, for nobody"}
        true = {(f"{key[:6]}…", word) for key, word in true_fates(seen).items()}
        assert drawn == true, f"{name}: the picture of the store"
        told = json.loads(json.dumps(exchange_as_json(ran.exchange), cls=DjangoJSONEncoder))  # as the site answers
        assert len(told["happened"]) == len(told["findings"])
        return set(told["findings"]), true_findings(seen)

    return look_up


@pytest.mark.parametrize(("engine", "state"), CELLS)
def test_every_finding_is_true_and_none_is_missing(request, table, use_engine, engine, state):
    use_engine(engine)
    names = sorted(all_operations())
    everything = selection.runs_whole_file(request.config, request.path)
    wrong = []
    for name in names if everything else names[::A_PART]:
        told, true = table(name, state, engine)
        selection.count_findings(request.config, told)
        if told != true or not told:
            wrong.append(f"{name}: {sorted(told - true)} are false, {sorted(true - told)} are missing")

    assert wrong == []


@pytest.mark.full
@pytest.mark.parametrize(("engine", "state"), [cell for cell in CELLS if "locked" not in cell[1]])
def test_so_it_is_with_the_guards_of_the_site(settings, use_engine, engine, state):
    use_engine(engine)
    settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
    wrong = []
    for name in sorted(all_operations())[::A_PART]:
        ran, seen = run_cell(name, state, engine, store_class=guarded_store_class())
        if set(findings(ran.exchange)) != true_findings(seen):
            wrong.append(name)

    assert wrong == []


@pytest.mark.parametrize("finding", FINDINGS)
def test_each_finding_is_true_somewhere_and_false_somewhere(table, use_engine, finding):
    name, state, engine = WITNESSES[finding]
    use_engine(engine)

    assert finding in table(name, state, engine)[1]
    use_engine("db")
    others = [table(*cell)[1] for cell in (ELSEWHERE, ELSEWHERE_TOO)]
    assert any(finding not in other for other in others)


def test_the_list_of_findings_is_closed():
    assert list(FINDINGS) == list(SENTENCES) == list(ORACLE)
    assert set(FINDINGS) == set(WITNESSES)


def test_a_cell_that_cannot_exist_has_a_reason():
    assert all(reason for reason in IMPOSSIBLE.values())
    assert set(IMPOSSIBLE) <= {(engine, state) for engine in ENGINES for state in STATES}
