"""The command: a learner's day in the terminal."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from catalog.course.exercises.collection import all_exercises

pytestmark = pytest.mark.usefixtures("judged_here")


@pytest.fixture
def exercises(desk):
    """A function that runs the command, and returns what it writes."""

    def run(*words: str, **options) -> str:
        out = io.StringIO()
        call_command("exercises", *words, stdout=out, **options)
        return out.getvalue()

    return run


@pytest.fixture
def fails(desk):
    """A function that runs a check that fails, and returns what it writes."""

    def run(*words: str) -> str:
        out = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("exercises", *words, stdout=out)
        assert ended.value.code == 1
        return out.getvalue()

    return run


@pytest.fixture
def typed(monkeypatch):
    """A function that says what the learner types when a question is asked."""
    return lambda text: monkeypatch.setattr("builtins.input", lambda question: text)


def test_without_a_word_it_lists_the_exercises_and_the_next(exercises):
    written = exercises()

    for exercise in all_exercises():
        assert exercise.title in written
    assert f"0 of {len(all_exercises())} exercises solved" in written
    assert written.endswith("Next: python manage.py exercises start 1\n")


def test_the_list_shows_what_is_solved_and_what_is_begun(exercises, exercise, write_solution, desk):
    write_solution()
    desk.check(exercise)
    desk.start(all_exercises()[-1])
    written = exercises()

    assert f"1 of {len(all_exercises())} exercises solved" in written
    assert f"✓ {exercise.number:>2}  {exercise.title}\n" in written
    assert f"{all_exercises()[-1].title}  (started)\n" in written


def test_start_puts_the_starter_on_the_desk_with_the_task_above_it(exercises, exercise, desk):
    written = exercises("start", "count_visits")
    text = desk.path(exercise).read_text(encoding="utf-8")

    assert exercise.title in written
    assert text.startswith(f'"""{exercise.title}.\n')
    assert text.endswith(exercise.starter.read_text(encoding="utf-8"))
    assert "python manage.py exercises check count_visits" in text


@pytest.mark.parametrize("answer", ["", "n", "what?"])
def test_start_overwrites_nothing_without_a_yes(exercises, exercise, write, typed, answer):
    path = write("my work")
    typed(answer)

    with pytest.raises(CommandError, match="Nothing is changed"):
        exercises("start", "count_visits")

    assert path.read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize("action", ["start", "reset"])
def test_with_a_yes_the_starter_takes_its_place_and_the_work_is_kept_aside(exercises, desk, write, typed, action):
    path = write("my work")
    typed("y")
    written = exercises(action, "count_visits")

    assert "my work" not in path.read_text(encoding="utf-8")
    assert (desk.folder / "count_visits.before-1.py").read_text(encoding="utf-8") == "my work"
    assert "count_visits.before-1.py" in written


def test_what_was_kept_aside_before_stays(exercises, desk, write):
    for text in ("first", "second"):
        write(text)
        exercises("reset", "count_visits", "--yes")

    kept = [(desk.folder / f"count_visits.before-{number}.py").read_text(encoding="utf-8") for number in (1, 2)]
    assert kept == ["first", "second"]


def test_without_a_terminal_to_ask_in_nothing_is_overwritten(exercises, write, monkeypatch):
    path = write("my work")

    def no_terminal(question):
        raise EOFError

    monkeypatch.setattr("builtins.input", no_terminal)
    with pytest.raises(CommandError, match="Nothing is changed"):
        exercises("reset", "count_visits")

    assert path.read_text(encoding="utf-8") == "my work"


def test_check_tells_the_rule_the_story_the_session_and_the_line(fails, desk, exercise):
    desk.start(exercise)
    written = fails("check", "count_visits")

    assert "✗ The first visit to a page reads 1.\n  The count should be 1, and is 0.\n" in written
    assert 'Ann opened count_visits("catalog")' in written
    assert "before  (empty)" in written
    assert "after   (empty)" in written
    assert "count_visits.py:19\n" in written
    assert "Look at line 19: def count_visits(request, page):" in written
    assert "0 of 5 checks pass." in written
    assert f"exercises hint {exercise.number}" in written
    assert "Traceback" not in written


def test_check_without_a_number_checks_the_first_that_is_not_solved(fails, desk):
    desk.start(all_exercises()[0])

    assert fails("check").startswith(f"1  {all_exercises()[0].title}\n")


def test_a_solved_exercise_tells_what_was_learned_all_hints_the_lesson_and_the_next(
    exercises, write_solution, exercise
):
    write_solution()
    words = " ".join(exercises("check", "count_visits").split())

    assert "✓ Solved. All 5 checks pass." in words
    assert exercise.learned in words
    assert all(hint in words for hint in exercise.hints)
    assert "/sessions/the-visit-counter/" in words
    assert f"exercises start {exercise.number + 1}" in words


def test_solving_is_remembered(exercises, write, write_solution, desk, exercise):
    write_solution()
    exercises("check", "count_visits")
    write("broken since")

    assert desk.record(exercise).solved is not None


def test_check_of_what_is_not_begun_says_how_to_begin(exercises, exercise):
    with pytest.raises(CommandError, match=f"exercises start {exercise.number}"):
        exercises("check", "count_visits")


def test_hints_come_one_by_one_and_the_last_one_stays(exercises, exercise):
    written = [" ".join(exercises("hint", "count_visits").split()) for _ in range(len(exercise.hints) + 1)]

    assert written[0] == f"Hint 1 of 3: {exercise.hints[0]}"
    assert written[1] == f"Hint 2 of 3: {exercise.hints[1]}"
    assert written[2] == written[3] == f"Hint 3 of 3: {exercise.hints[2]}"


def test_the_solution_is_shown_to_those_who_ask_twice(exercises, exercise):
    first, second = exercises("solution", "count_visits"), exercises("solution", "count_visits")

    assert "ask again" in first
    assert "def count_visits" not in first
    assert second == exercise.solution.read_text(encoding="utf-8")


def test_the_solution_is_shown_at_once_to_those_who_have_their_own(exercises, exercise, write_solution):
    write_solution()
    exercises("check", "count_visits")

    assert exercises("solution", "count_visits") == exercise.solution.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("99", r"There is no exercise 99\. They are numbered from 1 to \d+\."),
        ("0", r"There is no exercise 0\."),
        ("count_visit", r"There is no exercise count_visit\. Did you mean count_visits\?"),
        ("zzz", r"There is no exercise zzz\. `exercises` without anything lists them all\."),
        ("../count_visits", r"There is no exercise \.\./count_visits\."),
    ],
)
def test_a_number_or_name_that_is_none_is_told(exercises, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        exercises("start", name)


def test_a_progress_that_cannot_be_read_is_told_and_kept(exercises, desk):
    desk.folder.mkdir()
    (desk.folder / "progress.toml").write_text("[", encoding="utf-8")

    with pytest.raises(CommandError, match="Mend it, or delete it"):
        exercises()

    assert (desk.folder / "progress.toml").read_text(encoding="utf-8") == "["


def test_a_desk_that_cannot_be_made_is_told(exercises, desk):
    desk.folder.write_text("a file in its place", encoding="utf-8")

    with pytest.raises(CommandError, match="my_exercises: "):
        exercises("start", "1")


def test_nothing_is_wider_than_80_columns_but_a_path_that_is(exercises, fails, desk, exercise):
    desk.start(exercise)
    written = exercises() + exercises("start", "1") + fails("check", "count_visits") + exercises("hint", "1")

    assert [line for line in written.splitlines() if len(line) > 80 and str(desk.folder) not in line] == []
