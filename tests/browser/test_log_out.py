"""What the browser's *Back* shows after a log-out."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser


def test_back_shows_nothing_of_the_reader_after_a_log_out(visitor, log_in):
    page = visitor()
    log_in(page, "reader")
    page.goto("/catalog/mybooks/")
    expect(page.get_by_role("heading", name="My books")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading").first.wait_for()

    page.go_back()

    expect(page.get_by_role("heading", name="My books")).to_have_count(0)
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
