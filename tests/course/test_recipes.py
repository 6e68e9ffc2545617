"""The recipes of ``catalog/course/__init__.py``, followed step by step on a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalog import course

PROJECT = Path(course.__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", "__pycache__", "my_exercises", ".*_cache")
OPERATION = """

@operation("Store the hour")
def store_hour(request: HttpRequest) -> HttpResponse:
    request.session["hour"] = 12
    return HttpResponse("Stored.")
"""
TEST = """

def test_the_hour_is_stored_as_a_number(run):
    assert run("store_hour")["after"] == {"hour": 12}
"""
ANOTHER = """

@operation("Read the hour")
def read_hour(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.get("hour")))
"""
HEAD = """from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation
"""
QUESTION = """from catalog.course.lessons.conditions import found, succeeds
from catalog.course.lessons.question import Question

QUESTIONS: dict[str, Question] = {
    "store_hour": Question("Is the hour stored?", {"Yes": found("saved"), "No": succeeds}),
    "read_hour": Question("Does reading store the hour?", {"Yes": found("saved"), "No": succeeds}),
}
"""
EXERCISE = '''"""Say the hour."""

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

exercise = Exercise(
    title="Say the hour",
    lesson="the-visit-counter",
    story="The librarian wants to know the hour.",
    task=["Write `hour(request)`, which answers `12`."],
    hints=["A view returns an `HttpResponse`.", "Its text is `12`.", "`return HttpResponse(\\"12\\")`"],
    learned="A view answers.",
)


@exercise.check()
def the_answer_is_12(lab, attempt):
    """The answer is 12."""
    expect("The hour", lab.browser().get(attempt.hour).text).to_be("12")
'''
ANSWER = '''"""{docstring}"""

from django.http import HttpRequest, HttpResponse


def hour(request: HttpRequest) -> HttpResponse:
    """Answer with the hour."""
    return HttpResponse("{text}")
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project."""
    return Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("recipes") / "project", ignore=LEFT_OUT))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run_tests(project: Path, *tests: str) -> None:
    """Run tests of a project, all of which have to pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *tests]
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    done = subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.full
def test_an_operation_is_added_in_its_lesson_alone(copy):
    lessons = copy / "catalog/course/lessons"
    append(lessons / "the_visit_counter/operations.py", OPERATION)
    append(copy / "templates/course/lessons/the-visit-counter.html", '{% operation "store_hour" %}\n')
    replace(
        lessons / "the_visit_counter/questions.py",
        "QUESTIONS: dict[str, Question] = {\n",
        'QUESTIONS: dict[str, Question] = {\n    "store_hour": Question("Stored?", {"Yes": found("saved")}),\n',
    )
    append(copy / "tests/course/lessons/test_the_visit_counter.py", TEST)

    run_tests(copy, "tests/course/lessons/test_the_visit_counter.py", "tests/course/lessons/test_running.py")


@pytest.mark.full
def test_a_lesson_is_added_by_a_folder_and_a_line(tmp_path):
    project = Path(shutil.copytree(PROJECT, tmp_path / "project", ignore=LEFT_OUT))
    folder = project / "catalog/course/lessons/the_hour"
    folder.mkdir()
    (folder / "__init__.py").write_text('TITLE = "The hour"\nAIM = "You will store the hour."\n', encoding="utf-8")
    (folder / "operations.py").write_text(HEAD + OPERATION + ANOTHER, encoding="utf-8")
    (folder / "questions.py").write_text(QUESTION, encoding="utf-8")
    replace(
        folder.parent / "collection.py", '    "what-can-be-stored",\n', '    "what-can-be-stored",\n    "the-hour",\n'
    )
    (folder / "build/mysite").mkdir(parents=True)
    (folder / "build/mysite/urls.py").write_text("urlpatterns = []\n", encoding="utf-8")
    prose = '{% load course %}\n<p>The hour.</p>\n{% operation "store_hour" %}\n{% operation "read_hour" %}\n'
    prose += '<h2>Build it yourself</h2>\n{% build "mysite/urls.py" %}\n'
    (project / "templates/course/lessons/the-hour.html").write_text(prose, encoding="utf-8")
    test = '"""The hour."""\n\nimport pytest\n\npytestmark = pytest.mark.django_db\n' + TEST
    (project / "tests/course/lessons/test_the_hour.py").write_text(test, encoding="utf-8")

    run_tests(
        project,
        "tests/course/lessons/test_the_hour.py",
        "tests/course/lessons/test_building.py",
        "tests/course/lessons/test_running.py",
        "tests/course/test_rooms.py",
    )


@pytest.mark.full
def test_an_exercise_is_added_by_a_folder_and_a_line(copy):
    folder = copy / "tests/exercises/say_the_hour"
    folder.mkdir()
    append(copy / "tests/exercises/order.txt", "say_the_hour\n")
    (folder / "exercise.py").write_text(EXERCISE, encoding="utf-8")
    (folder / "solution.py").write_text(ANSWER.format(docstring="The hour.", text="12"), encoding="utf-8")
    (folder / "starter.py").write_text(ANSWER.format(docstring="The hour.", text="TODO"), encoding="utf-8")
    (folder / "right_again.py").write_text(ANSWER.format(docstring="The same.", text="12"), encoding="utf-8")
    for name in ("eleven", "nine", "noon"):
        says = f'The hour should be "12", and is "{name}".'
        docstring = f"An hour that is wrong.\n\nFails: the_answer_is_12\nSays: {says}\n"
        (folder / f"wrong_{name}.py").write_text(ANSWER.format(docstring=docstring, text=name), encoding="utf-8")

    run_tests(copy, "tests/exercises/test_trust.py", "-k", "say_the_hour")
