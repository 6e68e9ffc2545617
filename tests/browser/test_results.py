"""What a run shows in a real browser: no taller than a screen, read out, right in the strip, without a violation."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the group browser: see the README").Axe
expect = sync_api.expect

pytestmark = pytest.mark.browser

TALLEST = 700  # pixels, before a reader opens something
# In this order: a session that grows, is lost, and begins again. The long text lies in it from the second step on.
RUNS = (
    ("the-visit-counter", "count_visit"),
    ("what-can-be-stored", "store_long_text"),
    ("what-can-be-stored", "store_tuple"),
    ("what-can-be-stored", "store_date"),
    ("when-is-it-saved", "park_car"),
    ("when-is-it-saved", "change_wheels"),
    ("when-is-it-saved", "append_to_cart"),
    ("when-is-it-saved", "fail_after_change"),
    ("the-session-key", "cycle_key"),
    ("the-session-key", "create_session"),
    ("logging-in-and-out", "log_in"),
    ("logging-in-and-out", "log_in_as_another"),
    ("logging-in-and-out", "log_out"),
    ("changing-and-deleting", "flush_session"),
)


def run(page, lesson: str, name: str):
    """Run an operation on the page of its lesson, and return its card."""
    page.goto(f"/sessions/{lesson}/")
    card = page.locator(f"#{name}")
    card.get_by_role("button", name="Run").click()
    expect(card.locator(".happened")).to_be_visible()
    return card


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_no_result_is_taller_than_a_screen_whatever_lies_in_the_session(visitor, width):
    page = visitor(viewport={"width": width, "height": 800})
    heights = {}
    for lesson, name in RUNS:
        result = run(page, lesson, name).locator(".result")
        heights[name] = result.evaluate("result => result.getBoundingClientRect().height")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    assert {name: height for name, height in heights.items() if height > TALLEST} == {}


def test_the_focus_goes_to_the_sentence_and_the_page_stays(visitor):
    page = visitor(viewport={"width": 1280, "height": 800})
    page.goto("/sessions/the-visit-counter/")
    card = page.locator("#count_visit")
    card.get_by_role("button", name="Run").scroll_into_view_if_needed()
    page.evaluate("scrollBy({top: 250, behavior: 'instant'})")
    before = page.evaluate("scrollY")

    card.get_by_role("button", name="Run").click()
    expect(card.locator(".happened")).to_be_focused()

    assert page.evaluate("scrollY") == before


def test_a_sentence_that_is_out_of_sight_is_scrolled_to(visitor):
    page = visitor(viewport={"width": 360, "height": 640})
    card = run(page, "the-visit-counter", "count_visit")

    expect(card.locator(".happened")).to_be_focused()
    expect(card.locator(".happened")).to_be_in_viewport()


def test_the_closed_strip_shows_the_session_key_after_each_run(visitor):
    page = visitor(viewport={"width": 360, "height": 740})
    strip = page.get_by_role("complementary", name="Your session", exact=True)

    card = run(page, "the-visit-counter", "count_visit")
    after = card.locator(".after .tag").inner_text()
    expect(strip.locator("[data-session-strip] > summary .tag")).to_have_text(after)

    run(page, "changing-and-deleting", "flush_session")
    expect(strip.locator("[data-session-strip] > summary .tag")).to_have_text("none yet")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_results_shown_and_all_details_open(visitor, width, scheme):
    page = visitor(viewport={"width": width, "height": 800}, color_scheme=scheme)
    run(page, "the-visit-counter", "count_visit")
    page.goto("/sessions/when-is-it-saved/")
    for name in ("park_car", "change_wheels", "fail_after_change", "change_wheels_and_say_so"):
        card = page.locator(f"#{name}")
        card.get_by_role("button", name="Run").click()
        expect(card.locator(".happened")).to_be_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")

    results = Axe().run(page, context="main")

    assert results.violations_count == 0, results.generate_report()


def test_a_phone_lists_every_lesson_and_shows_a_whole_source(visitor):
    page = visitor(viewport={"width": 320, "height": 740})
    page.goto("/sessions/when-is-it-saved/")

    assert page.locator(".lessons a:visible").count() == 10
    expect(
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Sessions", exact=True)
    ).to_be_in_viewport()
    cut = page.evaluate(
        "[...document.querySelectorAll('.source')].filter(source => source.scrollWidth > source.clientWidth).length"
    )
    assert cut == 0


def test_a_projector_gets_larger_text(visitor):
    sizes = []
    for width in (1280, 1920):
        page = visitor(viewport={"width": width, "height": 1080})
        page.goto("/sessions/the-visit-counter/")
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))

    assert sizes == [16, 20]
