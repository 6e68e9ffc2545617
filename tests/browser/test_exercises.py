"""A learner solves an exercise with the pages of the exercises, with JavaScript and without."""

from __future__ import annotations

import shutil

import pytest

from catalog.course.exercises.collection import find_exercise

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the group browser: see the README")
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the group browser: see the README").Axe
expect = sync_api.expect

pytestmark = pytest.mark.browser

EXERCISE = find_exercise("count_visits")
SOON = 15_000  # milliseconds: a check runs in a separate process


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(visitor, request, my_exercises):
    """A learner's tab; no exercise is started."""
    shutil.rmtree(my_exercises, ignore_errors=True)
    return visitor(java_script_enabled=request.param)


def check_mine(page):
    """Press the button. Return the verdict."""
    page.get_by_role("button", name="Check mine").click()
    verdict = page.locator("#verdict")
    expect(verdict.locator(".happened, .message").first).to_be_visible(timeout=SOON)
    return verdict


def test_a_learner_starts_fails_asks_for_hints_and_solves(page, my_exercises):
    mine = my_exercises / "count_visits.py"
    page.goto("/sessions/the-visit-counter/")
    page.get_by_role("link", name=EXERCISE.title).click()

    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text(str(mine))).to_be_visible()
    assert mine.is_file()

    verdict = check_mine(page)
    expect(verdict).to_contain_text("The first visit to a page reads 1.", timeout=SOON)
    expect(verdict).to_contain_text("The count should be 1, and is 0.")
    expect(verdict.locator(".trip")).to_contain_text("nothing to save")

    page.get_by_role("link", name="A hint").click()
    page.get_by_role("link", name="The next hint").click()
    expect(page.locator("#hints li")).to_have_count(2)

    mine.write_text(EXERCISE.solution.read_text(encoding="utf-8"), encoding="utf-8")
    verdict = check_mine(page)
    expect(verdict).to_contain_text("Solved. All 5 checks pass.", timeout=SOON)
    expect(verdict).to_contain_text(EXERCISE.hints[-1].split("`")[0])
    expect(page.locator("#state")).to_have_text("solved")

    page.goto("/sessions/exercises/")
    expect(page.locator(".exercises li", has_text=EXERCISE.title)).to_contain_text("solved")


def test_the_solution_comes_after_asking_twice(page):
    page.goto("/sessions/exercises/count_visits/")

    page.get_by_role("link", name="Ask for the solution").click()
    expect(page.locator("#solution")).to_contain_text("You have not solved this one yet.")
    page.get_by_role("link", name="Show the solution").click()

    expect(page.locator("#solution pre")).to_contain_text("def count_visits")


def test_a_file_that_cannot_be_read_is_told_with_its_line(page, my_exercises):
    page.goto("/sessions/exercises/count_visits/")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Check mine")).to_be_visible()
    (my_exercises / "count_visits.py").write_text("def count_visits(request, page)\n", encoding="utf-8")

    expect(check_mine(page)).to_contain_text("Python cannot read line 1: expected ':'.")


def test_a_file_that_is_gone_is_told(page, my_exercises):
    page.goto("/sessions/exercises/count_visits/")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Check mine")).to_be_visible()
    (my_exercises / "count_visits.py").unlink()

    expect(check_mine(page)).to_contain_text("Start it first")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_verdict_fits_and_is_accessible(visitor, my_exercises, theme, width):
    my_exercises.mkdir(exist_ok=True)
    wrong = EXERCISE.folder / "wrong_nested_unsaved.py"
    (my_exercises / "count_visits.py").write_text(wrong.read_text(encoding="utf-8"), encoding="utf-8")
    page = visitor(color_scheme=theme, viewport={"width": width, "height": 800})
    page.goto("/sessions/exercises/count_visits/")
    expect(check_mine(page)).to_contain_text("Every visit adds 1.", timeout=SOON)

    found = Axe().run(page)

    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not found.violations_count, found.generate_report()
