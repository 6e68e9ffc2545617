"""No value of a library entry in the session causes a server error."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from catalog import visitor
from tests.factories import make_book
from tests.sessions import json_values, put, stored

pytestmark = pytest.mark.django_db

PAGES = (
    "/catalog/",
    "/catalog/books/",
    "/catalog/reading-list/",
    "/catalog/preferences/",
    "/sessions/inspector/",
    "/sessions/inspector/panel/",
    "/sessions/inspector/change/",
)
# Similar to valid entries, each with a mistake.
numbers = st.sampled_from([0, 1, 1.0, 10.0, True, -1, 2**63 - 1, 2**63, 10**400])
entries = st.fixed_dictionaries({}, optional={"book": numbers | json_values, "note": json_values})
values = (
    json_values
    | numbers
    | st.lists(numbers, max_size=8)
    | st.lists(entries, max_size=3)
    | st.sampled_from(["welcome", ["welcome", None], "plum", "mauve", [["welcome"]]])
)


@pytest.fixture(scope="module")
def nothing_breaks():
    """A function that stores entries in a session, and requests the pages of the library with it."""

    def go_through(held: dict) -> None:
        client = Client()
        put(client, held)
        book = make_book()
        for path in (*PAGES, book.get_absolute_url()):
            response = client.get(path)
            assert response.status_code == 200, path
        assert client.get("/sessions/inspector/", headers={"accept": "application/json"}).status_code == 200
        for path in (f"{book.pk}/add/", f"{book.pk}/note/", f"{book.pk}/remove/", "clear/"):
            assert client.post(f"/catalog/reading-list/{path}", {"note": "x"}).status_code in {302, 400}, path
        assert client.post("/catalog/notice/welcome/dismiss/").status_code == 302
        assert isinstance(stored(client)["num_visits"], int)
        assert "welcome" in stored(client)["dismissed_notices"]

    return go_through


@pytest.mark.full
@given(held=st.dictionaries(st.sampled_from(sorted(visitor.LIBRARY_KEYS)), values))
def test_any_json_under_the_librarys_names_breaks_no_page(nothing_breaks, held):
    nothing_breaks(held)


@pytest.mark.parametrize(
    "held",
    [
        {"page_size": 10.0},
        {"page_size": True},
        {"page_size": [10]},
        {"recent_books": [2**63, 10**400, -1, True, "1", None]},
        {"recent_books": list(range(5_000))},
        {"reading_list": [{"book": 2**63, "note": ""}]},
        {"reading_list": [{"book": 1, "note": "\ud800"}]},
        {"reading_list": [{"book": True, "note": ""}]},
        {"reading_list": {"book": 1, "note": ""}},
        {"dismissed_notices": {"welcome": 1}},
        {"accent": ["plum"]},
        {"num_visits": "7"},
        {"\ud800": "\ud800", "a\x00b": "\x00", "\u202e": "\u202e"},
        {"": ""},
    ],
)
def test_these_shapes_break_no_page(nothing_breaks, held):
    nothing_breaks(held)


@pytest.mark.full
@given(name=st.text(max_size=20) | st.sampled_from(["\ud800", "\u202e", "\x00"]), value=json_values)
def test_any_other_entry_breaks_no_page(nothing_breaks, name, value):
    if name not in visitor.LIBRARY_KEYS and not name.startswith("_"):
        nothing_breaks({name: value})
