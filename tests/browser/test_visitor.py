"""A visitor's use of the library in a real browser."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(visitor, request):
    """A visitor's tab, with JavaScript and without."""
    return visitor(java_script_enabled=request.param)


def test_the_second_visit_is_number_two(page):
    page.goto("/catalog/")
    page.goto("/catalog/")

    expect(page.get_by_text("You have visited this page 2 times.")).to_be_visible()
    expect(page.get_by_role("row", name="num_visits")).to_contain_text("2")


def test_a_color_set_on_one_page_is_seen_on_another(page):
    page.goto("/catalog/preferences/")
    page.get_by_label("Plum").check()
    page.get_by_role("button", name="Keep").click()
    page.goto("/catalog/authors/")

    expect(page.locator("html")).to_have_attribute("data-accent", "plum")
    expect(page.get_by_role("link", name="Authors")).to_be_visible()


def test_a_dark_theme_needs_no_session(page):
    page.goto("/catalog/preferences/")
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Keep").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_reading_list_grows_and_shrinks(page):
    page.goto("/catalog/books/?q=orlando")
    page.get_by_role("link", name="Orlando", exact=True).click()
    page.get_by_role("link", name="Add to my reading list").click()
    page.get_by_role("button", name="Add to my reading list").click()
    page.goto("/catalog/books/?q=prejudice+austen")
    page.get_by_role("link", name="Pride and Prejudice").click()
    page.get_by_role("button", name="Add to my reading list").click()

    expect(page.locator("ol.shelf > li .title")).to_have_text(["Orlando", "Pride and Prejudice"])

    page.get_by_label("Note on Orlando").fill("for June")
    page.locator("li", has=page.get_by_label("Note on Orlando")).get_by_role("button", name="Keep").click()
    page.goto("/catalog/reading-list/")
    expect(page.get_by_label("Note on Orlando")).to_have_value("for June")

    page.get_by_role("button", name="Remove Orlando").click()
    expect(page.get_by_label("Note on Orlando")).to_have_count(0)

    page.get_by_role("button", name="Clear the list").click()
    expect(page.get_by_text("Nothing is on your list.")).to_be_visible()


def test_a_notice_stays_away(page):
    page.goto("/catalog/")
    page.get_by_role("button", name="Dismiss this notice").click()
    page.goto("/catalog/")

    expect(page.get_by_role("heading", name="LocalLibrary")).to_be_visible()
    expect(page.get_by_label("Welcome")).to_have_count(0)


def test_logging_in_changes_the_key_and_keeps_the_contents(page, log_in):
    page.goto("/catalog/")
    key_before = page.locator(".card .tag").first.text_content()

    log_in(page, "reader")
    page.goto("/sessions/inspector/")

    expect(page.locator(".card .tag").first).not_to_have_text(key_before)
    expect(page.get_by_role("row", name="num_visits")).to_be_visible()
    expect(page.get_by_role("row", name="_auth_user_id")).to_be_visible()


def test_a_reader_reserves_a_copy_and_cancels_it(page, log_in):
    log_in(page, "reader")
    page.goto("/catalog/books/?available=on")
    title = page.locator(".shelf .title a").first.text_content()
    page.locator(".shelf .title a").first.click()
    page.get_by_role("button", name="Reserve").first.click()

    expect(page.get_by_role("button", name=f"Cancel the reservation of {title}")).to_be_visible()

    page.get_by_role("button", name=f"Cancel the reservation of {title}").click()
    expect(page.get_by_text("Your reservation is canceled.")).to_be_visible()


def test_deleting_the_cookie_leaves_the_row(page):
    page.goto("/catalog/")
    page.goto("/sessions/inspector/")
    page.get_by_role("button", name="Delete my cookie").click()

    expect(page.get_by_role("heading", name="Your cookie is deleted, the session stays")).to_be_visible()
    expect(page.get_by_role("row", name="num_visits")).to_be_visible()
    assert "sessionid" not in {cookie["name"] for cookie in page.context.cookies()}


def test_forgetting_everything_deletes_row_and_cookie(page):
    page.goto("/catalog/")
    page.goto("/sessions/inspector/")
    page.get_by_role("button", name="Forget everything").click()

    expect(page.get_by_text("Everything is forgotten")).to_be_visible()
    expect(page.get_by_text("Your browser sent no session cookie")).to_be_visible()
