"""Values that a report hides because of their names, and values that it shows."""

from __future__ import annotations

import pytest

from catalog.discretion import STARS, scrub
from catalog.reports import by_name


@pytest.mark.parametrize("value", ["never seen before", b"octets"])
@pytest.mark.parametrize("name", ["password", "new_password1", "API_TOKEN", "client_secret", "pwd"])
def test_a_text_under_the_name_of_a_password_is_hidden_however_deep_it_lies(name, value):
    assert by_name(name, value) == STARS
    assert by_name("options", {"user": "ann", "deeper": {name: value}}) == {"user": "ann", "deeper": {name: STARS}}


@pytest.mark.parametrize(
    ("name", "value"),
    [("password_length", 12), ("tokens", {"seen": 3}), ("secrets", ["a"]), ("user", "ann"), (7, "ann"), (None, "ann")],
)
def test_anything_else_is_shown(name, value):
    assert by_name(name, value) == value


def test_a_dictionary_with_a_text_of_its_own_is_left_to_it():
    class Shelf(dict):
        """A dictionary with its own ``repr``."""

    shelf = Shelf(password="never seen before")

    assert by_name("shelf", shelf) is shelf


def test_without_a_secret_key_a_text_is_still_searched_for_the_rest(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "Longer-than-16-characters")
    settings.SECRET_KEY = ""

    assert scrub("it is Longer-than-16-characters") == f"it is {STARS}"
