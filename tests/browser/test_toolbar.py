"""The debug toolbar in development: its handle hides nothing, it follows htmx, and it can be switched off."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from tests.servers import free_port, running

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser

PAGES = (
    "/catalog/",
    "/catalog/books/",
    "/catalog/reading-list/",
    "/sessions/the-visit-counter/",
    "/sessions/inspector/",
)
# Whether a point inside the handle shows something else, or the handle covers something that can be read or pressed.
COVERED = """
() => {
  const root = document.querySelector("#djDebugRoot");
  const handle = root.shadowRoot.querySelector("#djDebugToolbarHandle").getBoundingClientRect();
  const others = document.querySelectorAll("a, button, input, select, summary, p, li, td, th, h1, h2, h3, pre, label");
  return [...others].filter((other) => {
    const box = other.getBoundingClientRect();
    return box.width && box.height && box.left < handle.right && handle.left < box.right
      && box.top < handle.bottom && handle.top < box.bottom;
  }).map((other) => other.outerHTML.slice(0, 80));
}
"""


def server(tmp_path_factory, *options: str) -> Iterator[str]:
    """Serve the site in development, with the toolbar, and yield its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("toolbar")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "manage.py", "demo", "--noreload", "--port", str(port), *options]
    with running(command, port, folder / "log", environment | {"DATA_DIR": str(folder), "DEBUG": "on"}):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def with_toolbar(tmp_path_factory) -> Iterator[str]:
    """The address of a development server."""
    yield from server(tmp_path_factory)


@pytest.fixture
def developer(chromium):
    """A function that returns a tab of this width."""
    jars = []

    def open_tab(width: int):
        jars.append(chromium.new_context(viewport={"width": width, "height": 800}))
        return jars[-1].new_page()

    yield open_tab
    for jar in jars:
        jar.close()


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_the_handle_hides_nothing_and_widens_no_page(developer, with_toolbar, width):
    page = developer(width)
    for path in PAGES:
        page.goto(f"{with_toolbar}{path}")
        handle = page.locator("#djShowToolBarButton")
        expect(handle).to_be_attached()
        for place in (0, 300, 100_000):
            page.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
            assert page.evaluate(COVERED) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        expect(handle).to_be_in_viewport()


def test_the_toolbar_opens_and_is_hidden_again(developer, with_toolbar):
    page = developer(1280)
    page.goto(f"{with_toolbar}/sessions/the-visit-counter/")

    page.locator("#djShowToolBarButton").click()
    expect(page.locator("#djDebugToolbar")).to_be_visible()
    page.locator("#djHideToolBarButton").click()

    expect(page.locator("#djShowToolBarButton")).to_be_visible()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    assert page.evaluate(COVERED) == []


def test_the_toolbar_turns_to_what_htmx_has_sent_and_not_to_the_live_panel(developer, with_toolbar):
    page = developer(1280)
    page.goto(f"{with_toolbar}/sessions/the-visit-counter/")
    first = page.locator("#djDebug").get_attribute("data-request-id")

    page.locator("#count_visit").get_by_role("button", name="Run").click()
    expect(page.locator("#djDebug")).not_to_have_attribute("data-request-id", first)
    second = page.locator("#djDebug").get_attribute("data-request-id")
    page.wait_for_timeout(3500)  # the live panel has looked once more

    assert page.locator("#djDebug").get_attribute("data-request-id") == second


def test_demo_without_the_toolbar_has_none(tmp_path_factory, developer):
    page = developer(1280)
    for address in server(tmp_path_factory, "--no-toolbar"):
        page.goto(f"{address}/catalog/")

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("#djDebugRoot").count() == 0
