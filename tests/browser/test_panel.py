"""The live panel: it follows other tabs, pauses while the page is hidden, and opens by keyboard."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser

WITHIN = 4_000  # milliseconds: the documented three seconds, and one for a slow machine
PANEL = "/sessions/inspector/panel/"


def look_requests(page) -> list[str]:
    """Return a list to which the URL of each later request of the page's panels is appended."""
    looks: list[str] = []
    page.on("request", lambda request: request.url.endswith(PANEL) and looks.append(request.url))
    return looks


def test_the_panel_follows_another_tab(visitor):
    first = visitor()
    first.goto("/catalog/")
    first.goto("/sessions/inspector/")
    expect(first.get_by_text("live", exact=True)).to_be_visible()

    second = first.context.new_page()
    second.goto("/catalog/")

    row = first.get_by_role("row", name="num_visits")
    expect(row).to_contain_text("2", timeout=WITHIN)
    expect(row).to_contain_text("changed")


def test_the_panel_names_what_another_tab_added_and_removed(visitor):
    first = visitor()
    first.goto("/catalog/")
    first.goto("/sessions/inspector/")
    second = first.context.new_page()
    second.goto("/sessions/inspector/")

    second.get_by_role("button", name="Store").click()
    expect(first.get_by_role("row", name="favorite_color")).to_contain_text("added", timeout=WITHIN)

    second.get_by_role("button", name="Remove favorite_color").click()
    expect(first.get_by_role("row", name="favorite_color")).to_contain_text("removed", timeout=WITHIN)


def test_the_panel_stops_asking_while_it_is_hidden(visitor):
    page = visitor()
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.isHidden ?? false })")
    page.goto("/catalog/")
    expect(page.get_by_text("live", exact=True)).to_be_visible()
    page.evaluate("window.isHidden = true")
    looks = look_requests(page)

    page.wait_for_timeout(3_500)
    assert looks == []

    page.evaluate("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert looks != []


def test_a_closed_strip_asks_nothing_and_an_open_one_shows_the_session(visitor):
    page = visitor()
    page.goto("/catalog/")
    page.goto("/catalog/books/")
    looks = look_requests(page)
    page.wait_for_timeout(3_000)
    assert looks == []

    page.locator(".strip summary").first.press("Enter")

    expect(page.locator(".strip").get_by_role("row", name="num_visits")).to_be_visible()
    assert looks != []


def test_the_strip_is_read_without_javascript(visitor):
    page = visitor(java_script_enabled=False)
    page.goto("/catalog/")
    page.goto("/catalog/books/")
    page.locator(".strip summary").first.click()

    expect(page.frame_locator(".strip iframe").get_by_role("row", name="num_visits")).to_be_visible()


def test_what_is_open_stays_open_when_the_panel_changes(visitor):
    first = visitor()
    first.goto("/catalog/")
    first.goto("/sessions/inspector/")
    first.get_by_text("The stored text, raw and decoded").click()

    second = first.context.new_page()
    second.goto("/catalog/")

    expect(first.get_by_role("row", name="num_visits")).to_contain_text("2", timeout=WITHIN)
    expect(first.get_by_role("region", name="Decoded text")).to_contain_text('"num_visits": 2')


def test_the_expiry_counts_down(visitor):
    page = visitor()
    page.goto("/catalog/")
    countdown = page.locator("[data-countdown]")
    expect(countdown).to_have_text("in 13 d 23 h 59 min", timeout=WITHIN)


def test_without_javascript_a_second_look_marks_what_changed(visitor):
    first = visitor(java_script_enabled=False)
    first.goto("/catalog/")
    first.goto("/sessions/inspector/")
    second = first.context.new_page()
    second.goto("/catalog/")

    first.get_by_role("button", name="Look again").click()

    expect(first.get_by_role("row", name="num_visits")).to_contain_text("changed")
