"""The tests as a second way through the course: a module a lesson, each test short enough to read beside it."""

from __future__ import annotations

import ast

import pytest

from catalog.course.lessons.collection import LESSONS
from catalog.course.lessons.lesson import Lesson

LONGEST_TEST = 16  # lines

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)


@each_lesson
def test_a_lesson_has_a_module_of_tests_that_says_which_lesson_it_is(lesson: Lesson):
    module = ast.parse(lesson.tests.read_text(encoding="utf-8"))

    assert ast.get_docstring(module).split("\n")[0].rstrip(".") == lesson.title


@each_lesson
def test_each_test_is_a_sentence_and_short(lesson: Lesson):
    module = ast.parse(lesson.tests.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]

    assert len(tests) >= 10
    for test in tests:
        assert test.name.count("_") >= 3, f"{test.name} is no sentence"
        assert test.end_lineno - test.lineno < LONGEST_TEST, f"{test.name} is long"


@pytest.mark.django_db
@each_lesson
def test_a_lesson_links_to_its_tests_and_they_link_back(client, soup, lesson: Lesson):
    link = soup(client.get(f"/sessions/{lesson.slug}/")).select_one(f"a[href='/sessions/{lesson.slug}/tests/']")
    page = soup(client.get(link["href"]))

    assert page.select_one("main pre").get_text() == lesson.tests.read_text(encoding="utf-8").rstrip("\n")
    assert page.select(f"main a[href='/sessions/{lesson.slug}/']")


@pytest.mark.django_db
def test_a_lesson_that_is_none_has_no_tests(client):
    assert client.get("/sessions/nothing/tests/").status_code == 404
