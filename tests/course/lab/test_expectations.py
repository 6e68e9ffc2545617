"""Expectations: what holds passes, and what does not is said in a sentence."""

from __future__ import annotations

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from catalog.course.lab import NotAsExpected, expect, fail
from catalog.course.lab.expectations import LONGEST_VALUE, Expectation, shown
from tests.sessions import json_values

HOLDS = [
    ("to_be", "1", "1"),
    ("to_be", None, None),
    ("to_be", [1, 2], [1, 2]),
    ("not_to_be", "1", "2"),
    ("not_to_be", 1, True),
    ("to_be_one_of", 302, (200, 302)),
    ("to_be_one_of", [1], ([1], [2])),
    ("to_contain", "You were here 3 times", "3"),
    ("to_contain", [1, 2], 2),
    ("to_contain", {"color": "blue"}, "color"),
    ("not_to_contain", ["a"], "b"),
    ("not_to_contain", None, "b"),
    ("not_to_contain", 5, "b"),
    ("to_have_length", [1, 2], 2),
    ("to_have_length", "", 0),
    ("to_be_at_most", 5, 5),
    ("to_be_at_most", -1, 5),
    ("to_be_nothing", None),
    ("to_be_nothing", ""),
    ("to_be_nothing", {}),
    ("to_be_there", "a"),
    ("to_be_there", 0),
    ("to_be_there", False),
]

FAILS = [
    ("to_be", "0", "1", 'should be "1", and is "0"'),
    ("to_be", "1", 1, 'should be 1, and is "1"'),
    ("to_be", True, 1, "should be 1, and is True"),
    ("to_be", None, "1", 'should be "1", and is None'),
    ("to_be", SafeString("a"), "a", 'should be "a", and is "a" (SafeString)'),
    ("not_to_be", "1", "1", 'should be something else than "1"'),
    ("to_be_one_of", 500, (200, 302), "should be one of 200, 302, and is 500"),
    ("to_be_one_of", True, (1, 2), "should be one of 1, 2, and is True"),
    ("to_contain", "abc", "d", 'should contain "d", and is "abc"'),
    ("to_contain", None, "d", 'should contain "d", and is None'),
    ("to_contain", 5, "d", 'should contain "d", and is 5'),
    ("to_contain", "5", 5, 'should contain 5, and is "5"'),
    ("not_to_contain", {"color": 1}, "color", "should not contain \"color\", and is {'color': 1}"),
    ("to_have_length", [1], 2, "should have a length of 2, and is [1]"),
    ("to_have_length", None, 0, "should have a length of 0, and is None"),
    ("to_have_length", 5, 1_000, "should have a length of 1,000, and is 5"),
    ("to_be_at_most", 6, 5, "should be 5 at most, and is 6"),
    ("to_be_at_most", None, 5, "should be 5 at most, and is None"),
    ("to_be_at_most", "5", 5, 'should be 5 at most, and is "5"'),
    ("to_be_nothing", "a", 'should not be there, and is "a"'),
    ("to_be_nothing", 0, "should not be there, and is 0"),
    ("to_be_there", None, "should be there, and is not"),
    ("to_be_there", [], "should be there, and is not"),
]

METHODS = [name for name in vars(Expectation) if not name.startswith("_")]
WANTS_NOTHING = {"to_be_nothing", "to_be_there"}


@pytest.mark.parametrize(("method", "found", "wanted"), [(*case, None)[:3] for case in HOLDS])
def test_what_holds_passes(method, found, wanted):
    getattr(expect("The page", found), method)(*([] if method in WANTS_NOTHING else [wanted]))


@pytest.mark.parametrize("case", FAILS, ids=str)
def test_what_does_not_hold_is_said_in_a_sentence(case):
    method, found, *wanted, predicate = case

    with pytest.raises(NotAsExpected) as failed:
        getattr(expect("The page", found), method)(*wanted)

    assert str(failed.value) == f"The page {predicate}."


def test_every_expectation_is_tried_both_ways():
    assert {case[0] for case in HOLDS} == {case[0] for case in FAILS} == set(METHODS)


def test_a_check_can_fail_with_a_sentence_of_its_own():
    with pytest.raises(NotAsExpected, match=r"^There should be no cookie\.$"):
        fail("There should be no cookie.")


def test_what_is_not_as_expected_is_a_failing_test_wherever_it_is_raised():
    assert issubclass(NotAsExpected, AssertionError)


def holds(method: str, found: object, *wanted: object) -> bool:
    """Return whether an expectation holds. If it does not, it says so in a sentence."""
    try:
        getattr(expect("It", found), method)(*wanted)
    except NotAsExpected as failed:
        sentence = str(failed)
    else:
        return True
    assert sentence.startswith("It should ")
    assert sentence.endswith(".")
    return False


@given(json_values, json_values)
def test_any_two_values_are_the_same_or_not(found, wanted):
    assert holds("to_be", found, wanted) is not holds("not_to_be", found, wanted)
    assert holds("to_be", found, wanted) is holds("to_be_one_of", found, [wanted])


@given(json_values, json_values)
def test_any_value_contains_another_or_not(found, wanted):
    assert holds("to_contain", found, wanted) is not holds("not_to_contain", found, wanted)


@given(json_values)
def test_any_value_is_there_or_not(found):
    assert holds("to_be_there", found) is not holds("to_be_nothing", found)


@given(json_values, json_values, st.integers(0, 5))
def test_no_value_is_too_odd_for_a_sentence(found, wanted, length):
    holds("to_be_at_most", found, wanted)
    holds("to_have_length", found, length)


@given(json_values)
def test_a_sentence_quotes_no_more_than_fits(value):
    assert len(shown(value)) <= LONGEST_VALUE


def test_a_long_value_is_cut():
    assert shown("x" * 500) == '"' + "x" * (LONGEST_VALUE - 2) + "…"
