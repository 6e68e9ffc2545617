"""The exercises on the page."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from catalog.course.exercises import collection
from catalog.course.exercises.collection import all_exercises

PART = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("judged_here")


@pytest.fixture
def development(settings):
    """A development server."""
    settings.DEBUG = True


@pytest.fixture
def page(client, soup, exercise, db):
    """A function that opens the page of the exercise, and reads it."""
    return lambda query="": soup(client.get(reverse("exercise", args=[exercise.slug]) + query))


@pytest.fixture
def check(client, exercise, db):
    """A function that presses *Check mine*, and returns the response."""
    return lambda **headers: client.post(reverse("exercise-check", args=[exercise.slug]), headers=headers)


def words(element) -> str:
    return " ".join(element.get_text().split())


@pytest.mark.django_db
def test_all_exercises_are_listed_in_order(client, soup):
    links = soup(client.get("/sessions/exercises/")).select(".exercises a")

    assert [link.get_text() for link in links] == [exercise.title for exercise in all_exercises()]
    assert [client.get(link["href"]).status_code for link in links] == [200] * len(links)


@pytest.mark.django_db
@pytest.mark.usefixtures("development")
def test_the_list_shows_on_a_development_server_what_is_done(client, soup, desk, exercise, write_solution):
    desk.start(all_exercises()[-1])
    write_solution()
    desk.check(exercise)
    listed = soup(client.get("/sessions/exercises/"))

    assert [words(mark) for mark in listed.select(".exercises .mark")] == ["solved", "started"]
    assert listed.select_one("progress")["value"] == "1"


@pytest.mark.django_db
@pytest.mark.usefixtures("development")
def test_the_list_leads_to_the_first_one_that_is_not_solved(client, soup, desk):
    first, second, *others = all_exercises()
    progress = desk.progress()

    def solve(*solved):
        for one in solved:
            progress.of(one.slug).solved = date(2026, 3, 2)
        progress.save()
        return soup(client.get("/sessions/exercises/")).select_one(".solved-bar + p")

    desk.folder.mkdir()
    assert words(solve(second)) == f"Next: {first.title} →"
    assert solve(first).a["href"] == reverse("exercise", args=[others[0].slug])
    assert words(solve(*others)) == "All are solved."


@pytest.mark.django_db
def test_elsewhere_the_list_knows_nothing_of_anybodys_files(client, soup, desk, exercise):
    desk.start(exercise)
    listed = soup(client.get("/sessions/exercises/"))

    assert not listed.select(".exercises .mark")
    assert not listed.select("progress")


def test_a_page_has_the_story_the_task_the_starter_and_the_rules(page, exercise):
    shown = words(page().select_one("main"))

    for text in (exercise.story, *exercise.task, *(check.rule for check in exercise.checks)):
        assert text.replace("`", "") in shown
    assert "visits = 0" in shown


def test_what_stands_between_backticks_is_code(page):
    main = page().select_one("main")

    assert main.select_one(".task code").get_text() == "count_visits(request, page)"
    assert "`" not in main.get_text()


def test_hints_are_shown_one_at_a_time(page, exercise):
    counts, query = [], ""
    while query is not None:
        hints = page(query).select_one("#hints")
        counts.append(len(hints.select("li")))
        link = hints.select_one("a")
        query = "?" + urlsplit(link["href"]).query if link else None

    assert counts == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "query", ["?hints=", "?hints=-1", "?hints=two", "?hints=٣", "?hints=1e9", "?hints=" + "9" * 5000]
)
def test_an_address_that_makes_no_sense_shows_no_hints(page, query):
    assert not page(query).select("#hints li")


def test_more_hints_than_there_are_is_all_of_them(page):
    assert len(page("?hints=99").select("#hints li")) == 3


def test_the_solution_is_shown_to_those_who_ask_twice(page):
    asked = page("?solution=ask").select_one("#solution")
    again = page("?" + urlsplit(asked.select_one("a")["href"]).query).select_one("#solution")

    assert "You have not solved this one yet." in words(asked)
    assert not asked.select("pre")
    assert "def count_visits" in again.select_one("pre").get_text()


def test_outside_development_there_is_no_button_and_its_address_is_not_there(page, check, client, exercise):
    assert not page().select("main form")
    assert check().status_code == 404
    assert client.post(reverse("exercise-start", args=[exercise.slug])).status_code == 404


@pytest.mark.usefixtures("development")
class TestOnADevelopmentServer:
    def test_start_puts_the_starter_on_the_desk_and_leads_back(self, client, db, desk, exercise):
        response = client.post(reverse("exercise-start", args=[exercise.slug]))

        assert response.url == reverse("exercise", args=[exercise.slug])
        assert desk.has_started(exercise)

    def test_start_overwrites_nothing(self, client, db, write, exercise):
        path = write("my work")
        client.post(reverse("exercise-start", args=[exercise.slug]))

        assert path.read_text(encoding="utf-8") == "my work"

    def test_check_mine_shows_the_words_of_the_terminal(self, check, soup, desk, exercise, page):
        desk.start(exercise)
        assert "Check mine" in words(page().select_one("main form"))
        verdict = soup(check()).select_one("#verdict")

        assert "The first visit to a page reads 1." in words(verdict)
        assert "The count should be 1, and is 0." in words(verdict)
        assert 'Ann opened count_visits("catalog"), and got "You have opened this page 0 times."' in words(verdict)
        assert "Look at line 19: def count_visits(request, page):" in words(verdict)
        assert "0 of 5 checks pass." in words(verdict)

    def test_check_mine_draws_the_exchange(self, check, soup, write):
        write(
            """
            from django.http import HttpResponse


            def count_visits(request, page):
                counts = request.session.setdefault("visits", {})
                counts[page] = counts.get(page, 0) + 1
                return HttpResponse(f"{counts[page]}")
            """
        )
        trip = soup(check()).select_one("#verdict .trip")

        assert "accessed not modified changed visits.catalog 1 → became 2 int" in words(trip)
        assert "not saved in memory ≠ stored" in words(trip)

    def test_a_solved_one_tells_what_was_learned_and_shows_hints_and_solution(
        self, check, soup, write_solution, exercise
    ):
        write_solution()
        shown = soup(check())

        assert "Solved. All 5 checks pass." in words(shown.select_one("#verdict"))
        assert exercise.learned in words(shown.select_one("#verdict"))
        assert len(shown.select("#verdict ol li")) == len(exercise.hints)
        assert shown.select("#verdict a[href='/sessions/the-visit-counter/']")
        assert "def count_visits" in shown.select_one("#solution pre").get_text()

    def test_htmx_gets_the_verdict_alone(self, check, soup, write_solution):
        write_solution()
        shown = soup(check(**PART))

        assert not shown.select("html, main")
        assert "Solved." in words(shown)
        assert words(shown.select_one("#state[hx-swap-oob]")) == "solved"

    def test_a_failure_leaves_the_state_as_it_is(self, check, soup, desk, exercise):
        desk.start(exercise)

        assert not soup(check(**PART)).select("#state")
        assert [words(state) for state in soup(check()).select("#state")] == ["started"]

    @pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
    def test_what_is_not_begun_cannot_be_checked(self, check, headers):
        response = check(**headers)

        assert response.status_code == 409
        assert "Start it first" in response.content.decode()

    @pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
    def test_thirty_checks_a_minute_are_enough(self, check, headers, soup):
        statuses = [check(**headers).status_code for _ in range(30)]

        refused = check(**headers)

        assert statuses == [409] * 30
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 66
        assert "Too many checks of a reader. Try again in" in words(soup(refused))

    def test_a_progress_that_cannot_be_written_is_told(self, check, write_solution, monkeypatch):
        def refuse(progress):
            raise PermissionError(13, "Permission denied", "progress.toml")

        write_solution()
        monkeypatch.setattr("catalog.course.exercises.progress.Progress.save", refuse)
        response = check()

        assert response.status_code == 409
        assert "progress.toml: Permission denied" in response.content.decode()

    def test_a_progress_that_cannot_be_read_is_told(self, page, client, desk, soup):
        desk.folder.mkdir()
        (desk.folder / "progress.toml").write_text("[", encoding="utf-8")

        assert "Mend it, or delete it" in words(page().select_one("main"))
        assert "Mend it, or delete it" in words(soup(client.get("/sessions/exercises/")).select_one("main"))

    def test_what_the_code_prints_is_text_and_no_markup(self, check, soup, write):
        write("print('<script>alert(1)</script>')\n\n\ndef count_visits(request, page):\n    raise KeyError('<b>')\n")
        verdict = soup(check()).select_one("#verdict")

        assert not verdict.select("script, p code b, pre b")
        assert "<script>alert(1)</script>" in verdict.get_text()

    def test_a_visit_to_the_pages_leaves_no_session(self, client, page, exercise):
        page()
        client.get("/sessions/exercises/")

        assert "sessionid" not in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["nothing", "1", "count-visits"])
def test_an_exercise_that_is_none_is_404(client, slug):
    assert client.get(f"/sessions/exercises/{slug}/").status_code == 404


@pytest.mark.django_db
def test_checking_takes_a_token(development, exercise):
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("exercise-check", args=[exercise.slug])).status_code == 403
    assert client.get(reverse("exercise-check", args=[exercise.slug])).status_code == 405


@pytest.mark.django_db
def test_without_the_tests_the_page_says_so(client, monkeypatch, tmp_path):
    monkeypatch.setattr(collection, "FOLDER", tmp_path)
    collection.all_exercises.cache_clear()
    try:
        response = client.get("/sessions/exercises/")
    finally:
        collection.all_exercises.cache_clear()

    assert response.status_code == 200
    assert "came without its tests" in response.content.decode()


@pytest.mark.django_db
def test_a_lesson_leads_to_its_exercises(client, soup, exercise):
    lesson = soup(client.get("/sessions/the-visit-counter/"))

    assert [link["href"] for link in lesson.select("#now-you ~ ul a")] == [f"/sessions/exercises/{exercise.slug}/"]
