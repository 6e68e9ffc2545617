"""Values as texts: whatever they are, a page can carry them, and JSON stays JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.course.exchange.text import as_text, json_ready, readable
from tests.sessions import json_values


class Rude:
    """A value that does not even say what it is."""

    def __repr__(self) -> str:
        raise RuntimeError


def deep(levels: int) -> list:
    """Return a list in a list in a list …"""
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


def holding_itself() -> list:
    """Return a list that holds itself."""
    value: list = []
    value.append(value)
    return value


def same(one: object, other: object) -> bool:
    """Compare as JSON does, where NaN is NaN."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(value=json_values)
def test_a_value_reads_back_as_it_was(value):
    text = as_text(value)

    text.encode()
    assert text.replace("\n", "").isprintable()
    assert same(json.loads(text), value)


@given(text=st.text() | st.sampled_from(["\ud800", "\x7f", "\U000e0041", "\u202e", "a\nb"]))
def test_a_readable_text_can_be_seen_and_sent(text):
    shown = readable(text)

    shown.encode()
    assert shown.isprintable()
    assert shown == text or not text.isprintable()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("é 🔑", '"é 🔑"'),
        ("\u202e", '"\\u202e"'),
        ("\U000e0041", '"\\udb40\\udc41"'),
        ("\x7f", '"\\u007f"'),
        (date(2030, 1, 2), '"datetime.date(2030, 1, 2)"'),
        ({(1, 2): 3}, "{(1, 2): 3}"),
        ({1, 2}, '"{1, 2}"'),
    ],
)
def test_a_value_is_shown_as_json_or_else_as_python_has_it(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize("value", [deep(400), deep(900), deep(50_000), holding_itself(), Rude(), [Rude()], {Rude(): 1}])
def test_no_value_is_too_deep_or_too_rude(value):
    assert as_text(value)
    json.dumps(json_ready(value), allow_nan=False)


@pytest.mark.parametrize("value", [None, 1, "a", [1, {"a": [True]}], {"a": None}])
def test_what_json_can_hold_is_left_as_it_is(value):
    assert json_ready(value) is value


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), {1}, b"a", [date(2030, 1, 2)]])
def test_what_it_cannot_hold_becomes_a_text(value):
    assert isinstance(json_ready(value), str)
