"""The panel of the debug toolbar, in the site as a developer runs it: with DEBUG on, in a process of its own."""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.servers import free_port, running


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The address of a development server."""
    port, folder = free_port(), tmp_path_factory.mktemp("toolbar")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "manage.py", "demo", "--noreload", "--port", str(port)]
    with running(command, port, folder / "log", environment | {"DATA_DIR": str(folder), "DEBUG": "on"}):
        yield f"http://127.0.0.1:{port}"


class Developer:
    """A browser with a cookie jar, whose user opens the toolbar."""

    def __init__(self, address: str) -> None:
        self.address, self.jar = address, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def open(self, path: str, **form: str):
        data = urlencode(form).encode() if form else None
        return self.opener.open(self.address + path, data)

    def cookie(self, name: str) -> str:
        return next(cookie.value for cookie in self.jar if cookie.name == name)

    def panel(self, path: str, **form: str) -> tuple[str, dict[str, str], list[list[str]]]:
        """Open a page. Return the words of the side bar, the facts of the panel, and its table of entries."""
        # The toolbar is in a <template>, inside of which selectors do not look.
        page = BeautifulSoup(self.open(path, **form).read().replace(b"template", b"div"), "html.parser")
        words = page.select_one("#djdt-SessionPanel small")
        query = urlencode({"request_id": page.select_one("#djDebug")["data-request-id"], "panel_id": "SessionPanel"})
        content = json.load(self.open(f"/__debug__/render_panel/?{query}"))["content"]
        tables = BeautifulSoup(content, "html.parser").select("table")
        facts = {row.th.get_text(" ", strip=True): " ".join(row.td.stripped_strings) for row in tables[0].select("tr")}
        entries = [
            [cell.get_text(strip=True) for cell in row.select("td")]
            for row in tables[1:]
            for row in row.select("tbody tr")
        ]
        return words.get_text(strip=True) if words else "", facts, entries


@pytest.fixture
def developer(address) -> Developer:
    """A developer who was never here."""
    return Developer(address)


def test_the_first_visit_makes_a_new_key_and_is_saved(developer):
    words, facts, entries = developer.panel("/catalog/")

    assert words == "changed, saved, new key"
    assert facts["Key that came"] == "none"
    assert facts["Key afterwards"] == f"{developer.cookie('sessionid')[:6]}… , a new one"
    assert "HttpOnly" in facts["Cookie sent"]
    assert entries == [["num_visits", "added", "", "1"]]


def test_a_change_shows_the_old_and_the_new_value(developer):
    developer.open("/catalog/")

    words, facts, entries = developer.panel("/catalog/")

    assert words == "changed, saved"
    assert (facts["accessed"], facts["modified"], facts["Saved"]) == ("yes", "yes", "yes")
    assert entries == [["num_visits", "changed", "1", "2"]]


def test_no_more_than_six_characters_of_a_key_are_shown(developer):
    developer.open("/catalog/")
    key = developer.cookie("sessionid")

    shown = str(developer.panel("/catalog/"))

    assert key[:6] in shown
    assert key[:7] not in shown


def test_reading_is_told_from_writing(developer):
    developer.open("/catalog/")

    words, facts, entries = developer.panel("/catalog/authors/")

    assert words == "read"
    assert (facts["modified"], facts["Saved"], facts["Cookie sent"]) == ("no", "no", "none")
    assert entries == []


def test_a_page_that_only_looks_has_no_session(developer):
    developer.open("/catalog/")

    words, facts, _ = developer.panel("/sessions/inspector/")

    assert words == "no session"
    assert facts["Saved"] == "no"


def test_a_refused_form_is_shown_and_not_broken(developer):
    developer.open("/catalog/")
    token = developer.cookie("csrftoken")

    with pytest.raises(urllib.error.HTTPError) as refused:
        developer.panel("/sessions/inspector/entries/store/", csrfmiddlewaretoken=token, name="_mine", value="x")

    assert refused.value.code == 400
    assert b"_mine is reserved for Django" in refused.value.read()


def test_with_the_toolbar_a_visitor_who_only_reads_gets_no_cookie(developer):
    response = developer.open("/catalog/books/")

    assert b"djDebug" in response.read()
    assert response.headers.get_all("Set-Cookie") is None
    assert list(developer.jar) == []
