"""An exchange as the site gives it to scripts: its fields, on every engine and in every state of a session."""

from __future__ import annotations

import pytest

from catalog.course.exchange.as_json import exchange_as_json
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import CELLS, STATES

pytestmark = pytest.mark.django_db

FIELDS = {
    "operation": str,
    "engine": str,
    "status": int,
    "error": dict | None,
    "findings": list,
    "happened": list,
    "cookie_in": str | None,
    "accessed": bool,
    "modified": bool,
    "saved": bool,
    "before": dict,
    "after": dict,
    "stored": dict,
    "changes": list,
    "queries": list,
    "set_cookie": list,
    "row_before": dict | None,
    "row_after": dict | None,
    "old_row": dict | None,
    "result": str,
}


@pytest.mark.parametrize(("engine", "state"), CELLS)
@pytest.mark.parametrize("name", ["count_visit", "flush_session"])
def test_an_exchange_has_the_same_fields_in_every_state(use_engine, settings, name, engine, state):
    use_engine(engine)
    settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]

    told = exchange_as_json(run_cell(name, state, engine)[0].exchange)

    assert set(told) == set(FIELDS)
    assert [field for field, kind in FIELDS.items() if not isinstance(told[field], kind)] == []
