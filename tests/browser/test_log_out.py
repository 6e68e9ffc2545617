"""The browser's *Back* after a log-out."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(driver, chromium_options, base_url):
    """A tab of a Chromium with the back/forward cache, which Playwright disables by default."""
    browser = driver.chromium.launch(**chromium_options, ignore_default_args=["--disable-back-forward-cache"])
    yield browser.new_page(base_url=base_url)
    browser.close()


def test_back_shows_nothing_of_the_reader_after_a_log_out(tab, log_in):
    log_in(tab, "reader")
    tab.goto("/catalog/mybooks/")
    expect(tab.get_by_role("heading", name="My books")).to_be_visible()
    tab.get_by_role("button", name="Log out").click()
    tab.wait_for_url("**/logout/")

    tab.go_back()

    expect(tab.get_by_role("link", name="Log in")).to_be_visible()
    expect(tab.get_by_role("heading", name="My books")).to_have_count(0)
