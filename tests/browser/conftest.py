"""The site in a real browser: one server for all these tests, on the sample library, and Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import free_port, running

CHROMIUM = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""

playwright = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Move these tests to the end.

    Playwright runs an event loop until it is stopped, and Django's ORM raises an exception inside one.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def my_exercises(tmp_path_factory) -> Path:
    """The folder ``MY_EXERCISES`` of the site."""
    return tmp_path_factory.mktemp("learner") / "my_exercises"


@pytest.fixture(scope="session")
def base_url(tmp_path_factory, my_exercises) -> Iterator[str]:
    """The address of the site, started with ``manage.py demo``. Base of relative URLs."""
    port, folder = free_port(), tmp_path_factory.mktemp("site")
    command = [sys.executable, "manage.py", "demo", "--noreload", "--port", str(port)]
    environment = os.environ | {"DATA_DIR": str(folder), "MY_EXERCISES": str(my_exercises)}
    with running(command, port, folder / "log", environment):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def chromium_options() -> dict[str, object]:
    """The options to launch Chromium: Debian's, or the one in TEST_CHROMIUM."""
    if not CHROMIUM:
        pytest.skip("needs Chromium; TEST_CHROMIUM may name it: see the README")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def driver() -> Iterator[playwright.Playwright]:
    """Playwright, once for the process."""
    with playwright.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(driver, chromium_options) -> Iterator[playwright.Browser]:
    """One browser for all these tests."""
    browser = driver.chromium.launch(**chromium_options)
    yield browser
    browser.close()


@pytest.fixture
def visitor(chromium, base_url):
    """A function that returns a tab of a new visitor, in a browser context with separate cookies.

    The test fails if a page sends a request to another host, or writes an error to the console.
    """
    complaints: list[str] = []
    with contextlib.ExitStack() as jars:

        def new_visitor(**options) -> playwright.Page:
            jar = chromium.new_context(base_url=base_url, **options)
            jars.callback(jar.close)
            jar.on("request", lambda request: request.url.startswith(base_url) or complaints.append(request.url))
            jar.on("console", lambda line: line.type == "error" and complaints.append(line.text))
            jar.on("weberror", lambda error: complaints.append(str(error.error)))
            return jar.new_page()

        yield new_visitor
    # Chromium logs refused requests to the console, too.
    refused = ("status of 40", "Response Status Error Code 40")
    unexpected = [text for text in complaints if not any(sign in text for sign in refused)]
    assert not unexpected


@pytest.fixture
def log_in():
    """A function that logs a visitor in as one of the demo users."""

    def fill_the_form(page: playwright.Page, username: str) -> None:
        page.goto("/accounts/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(f"{username}-demo")
        page.get_by_role("main").get_by_role("button", name="Log in").click()
        page.get_by_role("button", name="Log out").wait_for()

    return fill_the_form
