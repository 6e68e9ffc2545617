"""A new visitor does lessons 3 and 6 in a real browser, with JavaScript and without."""

from __future__ import annotations

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
expect = sync_api.expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(visitor, request):
    """A tab of a new visitor."""
    return visitor(java_script_enabled=request.param)


def run(page, name: str, answer: str | None = None):
    """Answer the question of an operation if ``answer`` is given, and run it. Return its card."""
    card = page.locator(f"#{name}")
    if answer:
        card.get_by_label(answer).check()
    card.get_by_role("button", name="Run").click()
    expect(card.locator(".happened")).to_be_visible()
    return card


def test_lesson_3_counts_visits(page):
    page.goto("/sessions/")
    page.get_by_role("link", name="The visit counter").click()

    first = run(page, "count_visit")
    expect(first.locator(".happened")).to_contain_text("A session began")
    expect(first.locator(".trip")).to_contain_text("saved")

    second = run(page, "count_visit")
    expect(second.locator(".happened")).to_contain_text("Saved: num_visits changed")
    second.get_by_text("Contents", exact=True).click()
    expect(second.get_by_role("row", name="num_visits")).to_contain_text("2")

    panel = page.get_by_role("complementary", name="Your session, live")
    expect(panel.get_by_role("row", name="num_visits")).to_contain_text("2")


def test_the_counter_of_the_course_is_the_one_of_the_home_page(page):
    page.goto("/sessions/the-visit-counter/")
    run(page, "count_visit")

    page.goto("/catalog/")

    expect(page.get_by_text("You have visited this page 2 times.")).to_be_visible()


def test_lesson_6_loses_the_wheels_and_keeps_them(page):
    page.goto("/sessions/when-is-it-saved/")
    run(page, "park_car")

    lost = run(page, "change_wheels", answer="alloy")
    expect(lost.locator(".happened")).to_contain_text("nothing marked the session modified")
    expect(lost.locator(".trip")).to_contain_text("not saved")
    expect(lost.locator(".trip")).to_contain_text("in memory ≠ stored")
    lost.get_by_text("Contents", exact=True).click()
    expect(lost.locator(".verdict")).to_contain_text("You said alloy")
    expect(lost.get_by_role("row", name="my_car.wheels").get_by_role("cell")).to_have_text(
        ["'steel' str", "'alloy' str", '"steel"']
    )

    kept = run(page, "change_wheels_and_say_so")
    kept.get_by_text("Contents", exact=True).click()
    expect(kept.get_by_role("row", name="my_car.wheels").get_by_role("cell")).to_have_text(
        ["'steel' str", "'alloy' str", '"alloy"']
    )


def test_a_refused_input_gets_a_sentence_in_its_place(page):
    page.goto("/sessions/storing-and-reading/")
    card = page.locator("#set_value")
    card.get_by_label("Key", exact=True).fill("_auth_user_id")
    card.get_by_role("button", name="Run").click()

    expect(card.get_by_role("alert")).to_contain_text("_auth_user_id belongs to Django")
    expect(card.get_by_label("Key", exact=True)).to_have_value("_auth_user_id")


def test_a_reader_who_is_logged_in_is_asked_before_that_ends(page, log_in):
    log_in(page, "reader")
    page.goto("/sessions/changing-and-deleting/")
    card = page.locator("#flush_session")
    card.get_by_role("button", name="Run").click()
    expect(card.get_by_role("alert")).to_contain_text("You are logged in as reader")

    card.get_by_label("End my log-in, and run it").check()
    card.get_by_role("button", name="Run").click()

    expect(card.locator(".happened")).to_be_visible()


def test_a_session_of_ten_seconds_dies_before_the_readers_eyes(visitor):
    page = visitor()
    page.goto("/sessions/expiry-and-cookies/")
    run(page, "live_ten_seconds")

    panel = page.get_by_role("complementary", name="Your session, live")
    expect(panel.get_by_role("row", name="last_words")).to_be_visible()
    # The cookie expires at the same time as the session, so the browser deletes it.
    expect(panel.get_by_role("row", name="last_words")).to_contain_text("removed", timeout=15_000)
    expect(panel.get_by_text("Your browser sent no session cookie")).to_be_visible()


def test_a_lesson_is_walked_with_the_keyboard(visitor):
    page = visitor()
    page.goto("/sessions/the-visit-counter/")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("[data-card] .happened").first).to_be_visible()

    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Storing and reading")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="The visit counter")).to_be_visible()


def test_keys_typed_into_a_field_are_text(visitor):
    page = visitor()
    page.goto("/sessions/storing-and-reading/")
    field = page.locator("#set_value").get_by_label("Value", exact=True)
    field.fill("")
    field.press_sequentially("jnrp")

    expect(field).to_have_value("jnrp")
    assert page.url.endswith("/sessions/storing-and-reading/")
