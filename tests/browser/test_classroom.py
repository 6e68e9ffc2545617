"""A class room in a real browser: an address of the network is not a secure context, unlike localhost."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from locallibrary.network import private_addresses
from tests.servers import free_port, running

playwright = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the group browser: see the README").Axe

pytestmark = pytest.mark.browser

ADDRESS = next(iter(private_addresses()), "127.0.0.1")


@pytest.fixture(scope="module")
def base_url(tmp_path_factory) -> Iterator[str]:
    """The address of a class room. It replaces the address of the demo."""
    port, folder = free_port(), tmp_path_factory.mktemp("room")
    command = [sys.executable, "manage.py", "demo", "--class", "--address", ADDRESS, "--port", str(port)]
    environment = {name: text for name, text in os.environ.items() if name not in {"PYTEST_VERSION", "DATABASE_URL"}}
    with running(command, port, folder / "log", environment | {"DATA_DIR": str(folder / "data")}):
        yield f"http://{ADDRESS}:{port}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_pages_fit_and_are_accessible(visitor, theme):
    page = visitor(color_scheme=theme)
    troubles = []

    for address in ("/classroom/", "/accounts/login/"):
        page.goto(address)
        for width in (320, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                troubles.append(f"{address} is wider than {width} px")
            found = Axe().run(page)
            if found.violations_count:
                troubles.append(f"{address} at {width} px: {found.generate_report()}")

    assert troubles == []


@pytest.mark.parametrize("width", [320, 1280, 1920])
def test_the_address_is_the_largest_text_and_stands_on_one_line(visitor, width):
    page = visitor(viewport={"width": width, "height": 800})
    page.goto("/classroom/")
    # The longest possible address.
    page.locator(".room-address a").evaluate("link => link.textContent = '192.168.178.123:65535'")

    size, height, left, right = page.locator(".room-address a").evaluate(
        """link => {
            const range = document.createRange();
            range.selectNodeContents(link);
            const box = range.getBoundingClientRect();
            return [parseFloat(getComputedStyle(link).fontSize), box.height, box.left, box.right];
        }"""
    )

    assert height < 2 * size
    assert left >= 0
    assert right <= width
    assert size >= width / 20


def test_the_browser_keeps_the_cookie_and_logs_in(visitor):
    page = visitor()
    page.goto("/catalog/")
    page.goto("/catalog/")
    visits = page.locator(".byline").inner_text()
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("reader7")
    page.get_by_label("Password").fill("reader-demo")
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Log out").wait_for()
    page.get_by_role("link", name="Class room, plain HTTP").click()

    assert "2 times" in visits
    assert "reader7" in page.get_by_role("button", name="Log out").inner_text()
    assert page.locator(".room-address a").get_attribute("href").startswith(f"http://{ADDRESS}:")
