"""The preferences of a visitor: page size and color in the session, the theme in a separate cookie."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_book
from tests.sessions import rows, stored

pytestmark = pytest.mark.django_db


HOME = "/catalog/"
PREFERENCES = "/catalog/preferences/"
READING_LIST = "/catalog/reading-list/"


def prefer(client: Client, page_size: int = 10, accent: str = "brass", theme: str = "system"):
    """Submit the form of the preferences."""
    return client.post(PREFERENCES, {"page_size": page_size, "accent": accent, "theme": theme})


class TestPreferences:
    def test_a_page_shows_as_many_results_as_each_visitor_wants(self, browsers):
        for _ in range(30):
            make_book()
        ann, bob = browsers

        prefer(ann, page_size=25)

        assert len(ann.get("/catalog/books/").context["book_list"]) == 25
        assert len(bob.get("/catalog/books/").context["book_list"]) == 10
        assert stored(ann)["page_size"] == 25
        assert stored(bob) == {}

    def test_a_color_set_on_one_page_is_seen_on_all_by_that_visitor_alone(self, browsers, soup):
        ann, bob = browsers

        prefer(ann, accent="plum")
        prefer(bob, accent="forest")

        for path in (HOME, "/catalog/books/", READING_LIST, "/sessions/inspector/", "/accounts/login/"):
            assert soup(ann.get(path)).html["data-accent"] == "plum", path
            assert soup(bob.get(path)).html["data-accent"] == "forest", path

    def test_the_form_shows_what_was_chosen(self, client, soup):
        prefer(client, page_size=50, accent="harbor", theme="dark")

        checked = {choice["name"]: choice["value"] for choice in soup(client.get(PREFERENCES)).select("[checked]")}

        assert checked == {"page_size": "50", "accent": "harbor", "theme": "dark"}

    def test_the_theme_is_a_cookie_and_no_entry(self, client, soup):
        prefer(client, theme="dark")

        assert soup(client.get("/catalog/books/")).html["data-theme"] == "dark"
        assert client.cookies["theme"].value == "dark"
        assert set(stored(client)) == {"page_size", "accent"}

    @pytest.mark.parametrize("theme", ["noir", "<script>", ""])
    def test_a_theme_that_there_is_not_counts_as_the_systems(self, client, soup, theme):
        client.cookies["theme"] = theme

        assert soup(client.get("/catalog/books/")).html["data-theme"] == "system"

    @pytest.mark.parametrize(
        "wrong", [{"page_size": 11}, {"page_size": "many"}, {"accent": "mauve"}, {"theme": "noir"}, {"accent": "\x00"}]
    )
    def test_a_choice_that_is_not_offered_is_refused_and_changes_nothing(self, client, soup, wrong):
        prefer(client, page_size=25, accent="plum")
        before = rows()

        response = prefer(client, **({"page_size": 50, "accent": "forest"} | wrong))

        assert response.status_code == 400
        assert soup(response).select(".errorlist")
        assert rows() == before
