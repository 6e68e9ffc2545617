"""The reader's own session as the panel shows it: contents, what changed since the last look, and the key."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.course.panel.page import HOME, HTMX, INSPECTOR, JSON, PANEL, facts_of, rows_of, seen_on
from tests.sessions import json_values, key_of, post_raw, put, stored, texts

pytestmark = pytest.mark.django_db


class TestContents:
    def test_entries_are_rows_with_their_types(self, client, soup):
        put(client, {"text": "blue", "number": 3, "part": 0.5, "yes": True, "none": None, "list": [1, "a"], "dict": {}})

        assert rows_of(soup(client.get(INSPECTOR))) == [
            ("text", '"blue"', "str", ""),
            ("number", "3", "int", ""),
            ("part", "0.5", "float", ""),
            ("yes", "true", "bool", ""),
            ("none", "null", "NoneType", ""),
            ("list", '[1, "a"]', "list", ""),
            ("dict", "{}", "dict", ""),
        ]

    def test_a_long_value_takes_several_lines(self, client, soup):
        books = [{"book": number, "note": "for June"} for number in range(4)]
        put(client, {"reading_list": books})

        [(_, text, _, _)] = rows_of(soup(client.get(INSPECTOR)))

        assert json.loads(text) == books
        assert text.count("\n") > 4

    def test_markup_is_shown_and_not_obeyed(self, client, soup):
        put(client, {"<b>name</b>": "</td><script>alert(1)</script>"})

        page = soup(client.get(INSPECTOR))

        assert rows_of(page)[0][:2] == ("<b>name</b>", '"</td><script>alert(1)</script>"')
        assert not page.select(".entries b")

    def test_what_cannot_be_seen_is_shown_as_its_escape(self, client, soup):
        put(client, {"a\u202eb\nc": "\u202e\ud800\x7f\x00 é 🔑"})

        page = soup(client.get(INSPECTOR))

        assert rows_of(page)[0][:2] == ("a\\u202eb\\u000ac", '"\\u202e\\ud800\\u007f\\u0000 é 🔑"')
        assert not page.select('form[action$="entries/remove/"]')  # no form could send this name back

    def test_no_session_says_so(self, client, soup):
        page = soup(client.get(INSPECTOR))

        assert page.select_one(".panel .tag.none").get_text() == "no cookie"
        assert "stores nothing about you" in page.select_one(".panel").get_text()
        assert not page.select(".panel .facts")

    def test_a_key_without_a_row_says_so(self, client, soup):
        client.get(HOME)
        Session.objects.all().delete()

        page = soup(client.get(INSPECTOR))

        assert "Nothing is stored under this key" in page.select_one(".panel").get_text()
        assert facts_of(page)["Stored"] == "nothing"

    def test_an_expired_row_is_still_shown_to_be_there(self, client, soup):
        client.get(HOME)
        Session.objects.update(expire_date="2001-01-01T00:00Z")

        page = soup(client.get(INSPECTOR))

        assert rows_of(page) == []
        assert "Django takes it for empty" in page.select_one(".panel").get_text()
        assert facts_of(page)["Expired"].startswith("Jan 1, 2001")

    def test_an_empty_session_is_shown_as_empty(self, client, soup):
        put(client, {})

        assert "Empty." in soup(client.get(INSPECTOR)).select_one(".panel").get_text()

    def test_another_visitors_session_is_never_shown(self):
        ann, bob = Client(), Client()
        put(ann, {"secret": "hers"})
        put(bob, {"secret": "his"})

        for look in (lambda c: c.get(INSPECTOR), lambda c: c.get(INSPECTOR, headers=JSON), lambda c: c.get(PANEL)):
            assert "hers" in look(ann).content.decode()
            assert "hers" not in look(bob).content.decode()
            assert key_of(ann) not in look(bob).content.decode()


class TestMarks:
    def look_again(self, client: Client, soup, seen: str):
        """Look with what an earlier look saw, and return the panel."""
        return soup(client.post(PANEL, {"seen": seen}, headers=HTMX))

    def test_added_changed_and_removed_since_the_last_look(self, client, soup):
        put(client, {"stays": 1, "changes": 1, "goes": 1})
        seen = seen_on(soup(client.get(INSPECTOR)))
        session = client.session
        del session["goes"]
        session["changes"] = [1]
        session["comes"] = 1
        session.save()

        panel = self.look_again(client, soup, seen)

        assert {name: mark for name, _, _, mark in rows_of(panel)} == {
            "stays": "",
            "changes": "changed",
            "comes": "added",
            "goes": "removed",
        }

    def test_a_change_inside_a_value_is_a_change(self, client, soup):
        put(client, {"car": {"wheels": ["steel", "steel"]}})
        seen = seen_on(soup(client.get(INSPECTOR)))
        put(client, {"car": {"wheels": ["steel", "alloy"]}})

        assert rows_of(self.look_again(client, soup, seen))[0][3] == "changed"

    def test_without_javascript_the_page_marks_too(self, client, soup):
        put(client, {"color": "blue"})
        seen = seen_on(soup(client.get(INSPECTOR)))
        put(client, {"color": "red"})

        assert rows_of(soup(client.post(INSPECTOR, {"seen": seen})))[0][3] == "changed"

    def test_a_first_look_marks_nothing(self, client, soup):
        put(client, {"color": "blue"})

        assert rows_of(self.look_again(client, soup, "")) == [("color", '"blue"', "str", "")]

    def test_a_log_in_changes_the_key_and_the_panel_says_so(self, client, soup):
        client.get(HOME)
        seen = seen_on(soup(client.get(INSPECTOR)))
        client.force_login(User.objects.create(username="ann"))

        panel = self.look_again(client, soup, seen)

        assert "The key is new since the last look" in panel.get_text()

    def test_a_panel_that_has_seen_everything_gets_204(self, client, soup):
        client.get(HOME)
        seen = seen_on(soup(client.get(INSPECTOR)))

        response = client.post(PANEL, {"seen": seen}, headers=HTMX)

        assert response.status_code == 204
        assert response.content == b""
        assert not response.cookies

    def test_so_does_a_panel_of_a_visitor_without_a_session(self, client, soup):
        seen = seen_on(soup(client.get(INSPECTOR)))

        assert client.post(PANEL, {"seen": seen}, headers=HTMX).status_code == 204

    @pytest.mark.parametrize(
        "happens",
        [
            lambda client: client.get(HOME),
            lambda client: Session.objects.all().delete(),
            lambda client: Session.objects.update(expire_date="2031-01-01T00:00Z"),
            lambda client: Session.objects.update(expire_date="2001-01-01T00:00Z"),
            lambda client: put(client, {"a": 1}),
            lambda client: client.cookies.clear(),
        ],
        ids=["visit", "row deleted", "expiry moved", "expired", "stored", "cookie gone"],
    )
    def test_whatever_happens_is_news(self, client, soup, happens):
        put(client, {})
        seen = seen_on(soup(client.get(INSPECTOR)))

        happens(client)

        assert client.post(PANEL, {"seen": seen}, headers=HTMX).status_code == 200

    def test_the_fullest_session_is_recognized_again(self, client, soup):
        put(client, {f"{number:02}" + "🔑" * 98: "🔑" * 2_000 for number in range(50)})
        page = soup(client.get(INSPECTOR))

        assert client.post(PANEL, {"seen": seen_on(page)}, headers=HTMX).status_code == 204
        assert page.select_one('pre[aria-label="Decoded text"]')

    @pytest.mark.parametrize(
        "seen", ["[" * 100_000, '{"entries":' * 20_000, "1" * 5_000, "{", "null", '{"entries": []}']
    )
    def test_nonsense_counts_as_nothing_seen(self, client, soup, seen):
        put(client, {"color": "blue"})

        assert rows_of(soup(client.post(PANEL, {"seen": seen}))) == [("color", '"blue"', "str", "")]

    @given(
        seen=json_values.map(json.dumps)
        | texts
        | st.dictionaries(texts, json_values).map(
            lambda entries: json.dumps({"key": 1, "store": None, "entries": entries})
        )
    )
    def test_whatever_a_panel_says_that_it_has_seen_is_harmless(self, seen):
        client = Client()
        put(client, {"color": "blue"})
        before = stored(client)

        for address in (PANEL, INSPECTOR):
            response = post_raw(client, address, {"seen": seen})
            assert response.status_code == (400 if re.search("[\ud800-\udfff]", seen) else 200)
            assert b"<script>alert" not in response.content
        assert stored(client) == before


class TestKey:
    def test_six_characters_are_in_sight_and_the_rest_is_behind_show(self, client, soup):
        client.get(HOME)
        key = key_of(client)

        page = soup(client.get(INSPECTOR))
        details = page.select_one("details.key").extract()

        assert not details.has_attr("open")
        assert details.summary.get_text(" ", strip=True) == f"{key[:6]}… show"
        assert key in details.get_text()
        [payload.extract() for payload in page.select("input[name=seen]")]
        assert key[:7] not in str(page)

    @pytest.mark.parametrize("path", ["/catalog/books/", "/accounts/login/", "/catalog/nowhere"])
    def test_the_strip_shows_six_characters_and_no_more(self, client, soup, path):
        client.get(HOME)

        page = soup(client.get(path))

        assert page.select_one(".strip .tag").get_text() == f"{key_of(client)[:6]}…"
        assert key_of(client)[:7] not in str(page)

    def test_a_key_of_odd_characters_is_escaped(self, client, soup):
        key = "<b>\"'&" + "x" * 10
        quoted = key.replace('"', '\\"')

        page = soup(client.get(PANEL, headers={"cookie": f'sessionid="{quoted}"'}))

        assert page.select_one("details.key .tag").get_text() == f"{key[:6]}…"
        assert page.select_one("details.key p code").get_text() == key
        assert not page.select("details b")
