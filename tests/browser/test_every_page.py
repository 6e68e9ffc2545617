"""Every page at every width, in both themes: nothing overflows, and axe finds no violation."""

from __future__ import annotations

import pytest

from catalog.course.lessons.collection import LESSONS

pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the group browser: see the README").Axe

pytestmark = pytest.mark.browser

PAGES = {
    "": [
        "/catalog/",
        "/catalog/books/",
        "/catalog/books/?q=nothing+is+called+like+this",
        "/catalog/books/?page=3",
        "/catalog/book/1",
        "/catalog/authors/",
        "/catalog/author/1",
        "/catalog/genres/",
        "/catalog/genre/1",
        "/catalog/languages/",
        "/catalog/language/1",
        "/catalog/bookinstances/",
        "/catalog/preferences/",
        "/catalog/reading-list/",
        "/catalog/reading-list/1/add/",
        "/accounts/login/",
        "/accounts/password_reset/",
        "/accounts/password_reset/done/",
        "/accounts/reset/MQ/wrong-token/",
        "/accounts/reset/done/",
        "/sessions/inspector/",
        "/sessions/inspector/panel/",
        "/sessions/inspector/change/",
        "/sessions/",
        "/sessions/reference/",
        "/sessions/exercises/",
        "/sessions/exercises/count_visits/",
        "/sessions/exercises/count_visits/?hints=3&solution=again",
        "/sessions/the-visit-counter/tests/",
        *(f"/sessions/{lesson.slug}/" for lesson in LESSONS),
    ],
    "reader": ["/catalog/mybooks/", "/catalog/borrowed/", "/accounts/password_change/", "/sessions/inspector/"],
    "librarian": [
        "/catalog/borrowed/",
        "/catalog/book/1",
        "/catalog/book/1/update/",
        "/catalog/book/1/delete/",
        "/catalog/book/create/",
        "/catalog/author/create/",
        "/catalog/author/1/delete/",
        "/catalog/genre/create/",
        "/catalog/language/create/",
        "/catalog/bookinstance/create/?book=1",
    ],
}
WIDTHS = (320, 768, 1280)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("user", PAGES, ids=lambda user: user or "anonymous")
def test_pages_fit_and_are_accessible(visitor, log_in, user, theme):
    page = visitor(color_scheme=theme)
    if user:
        log_in(page, user)
    else:
        page.goto("/catalog/")
    troubles = []

    for address in PAGES[user]:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                troubles.append(f"{address} is wider than {width} px")
        for width in (WIDTHS[0], WIDTHS[-1]):  # the layout at other widths is one of these two
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page)
            if found.violations_count:
                troubles.append(f"{address} at {width} px: {found.generate_report()}")

    assert troubles == []
