"""Watching: a real terminal, keys pressed one by one, a file that is saved."""

from __future__ import annotations

import codecs
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from catalog.course.exercises import Exercise
from catalog.course.exercises.collection import after
from catalog.course.exercises.desk import Desk
from tests.servers import BASE_DIR

pty = pytest.importorskip("pty", reason="needs a terminal of Unix")
termios = pytest.importorskip("termios", reason="needs a terminal of Unix")

PATIENCE = 30  # seconds, on a busy machine

# What is started in the background, as tests may be, ignores Control and C, and so do its children.
START = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_path("manage.py", run_name="__main__")
"""


class Watcher:
    """``manage.py exercises watch`` in a terminal of 80 columns and 24 lines."""

    def __init__(self, desk: Desk, *words: str) -> None:
        self.text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()  # a read may end within a character
        self._terminal, inside = pty.openpty()
        environment = os.environ | {"MY_EXERCISES": str(desk.folder), "TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
        command = [sys.executable, "-c", START, "exercises", "watch", *words]
        self._process = subprocess.Popen(
            command, cwd=BASE_DIR, env=environment, stdin=inside, stdout=inside, stderr=inside, close_fds=True
        )
        os.close(inside)
        os.set_blocking(self._terminal, False)

    def press(self, key: str) -> None:
        os.write(self._terminal, key.encode())

    def takes_single_keys(self) -> bool:
        """Return whether keys are read one by one, and not a line at a time."""
        return not termios.tcgetattr(self._terminal)[3] & termios.ICANON

    def interrupt(self) -> None:
        """Do what the terminal does when Control and C are pressed."""
        self._process.send_signal(signal.SIGINT)

    def until(self, *words: str) -> str:
        """Wait until the screen has all of ``words``. Return what was written since the last call."""
        return self._wait(lambda: all(word in self.text for word in words), f"no {words}")

    def until_single_keys(self) -> str:
        """Wait until keys are read one by one. Return what was written since the last call."""
        return self._wait(self.takes_single_keys, "keys are read by the line")

    def ends(self) -> int:
        """Wait until the command ends. Return its status."""
        self._wait(lambda: self._process.poll() is not None, "it goes on")
        return self._process.returncode

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> str:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"{otherwise} in:\n{self.text}"
            time.sleep(0.02)
            self._read()
        self._read()
        text, self.text = self.text, ""
        return text

    def _read(self) -> None:
        with suppress(OSError):  # there is nothing, or the command has ended
            self.text += self._decoder.decode(os.read(self._terminal, 10_000))
            self.text = re.sub(r"\x1b\[[0-9;]*[mHJ]|\r", "", self.text)


@pytest.fixture
def watch(desk: Desk) -> Iterator[Callable[..., Watcher]]:
    """A function that begins to watch."""
    watchers = []

    def begin(*words: str) -> Watcher:
        watchers.append(Watcher(desk, *words))
        return watchers[-1]

    yield begin
    for watcher in watchers:
        watcher.close()


def save(path: Path, source: Path) -> None:
    """Save a file as many editors do: write another one, and put it in its place."""
    draft = path.with_name("draft~")
    draft.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    draft.replace(path)


def test_a_learner_watches_asks_for_a_hint_fails_solves_and_moves_on(watch, desk: Desk, exercise: Exercise):
    following = after(exercise)
    (wrong,) = (path for path in exercise.wrong_answers if path.stem == "wrong_shows_what_it_read")
    terminal = watch("count_visits")

    begun = terminal.until("h hint   l list   n next   r reset   q quit")
    assert exercise.title in begun
    assert desk.path(exercise).is_file()

    terminal.press("h")
    assert "Hint 1 of 3" in terminal.until("q quit")

    save(desk.path(exercise), wrong)
    assert "✗ The first visit to a page reads 1." in terminal.until("q quit")

    save(desk.path(exercise), exercise.solution)
    solved = terminal.until("q quit")
    assert "✓ Solved." in solved
    assert f"Now {following.number}  {following.title}" in solved
    assert desk.path(following).is_file()

    save(desk.path(following), following.starter)
    os.utime(desk.path(following))
    assert following.checks[0].rule.split()[0] in terminal.until("✗", "q quit")

    terminal.press("q")
    assert terminal.ends() == 0


@pytest.mark.full
def test_the_keys_list_next_and_reset(watch, desk: Desk, exercise: Exercise, write):
    path = write("my work")
    terminal = watch("count_visits")
    terminal.until("q quit")

    terminal.press("l")
    assert "exercises solved" in terminal.until("q quit")

    terminal.press("r")
    terminal.until("Press y for yes.")
    terminal.press("n")
    terminal.until("Nothing is changed.", "q quit")
    assert path.read_text(encoding="utf-8") == "my work"

    terminal.press("r")
    terminal.until("Press y for yes.")
    terminal.press("Y")
    terminal.until("✗", "q quit")
    assert exercise.starter.read_text(encoding="utf-8") in path.read_text(encoding="utf-8")

    terminal.press("n")
    assert after(exercise).title in terminal.until("q quit")


def test_keys_count_from_the_moment_they_are_named(watch, write):
    write("import time\ntime.sleep(1)\n")
    terminal = watch("count_visits")

    assert "q quit" not in terminal.until_single_keys()


@pytest.mark.full
def test_keys_pressed_at_once_are_read_one_by_one(watch):
    terminal = watch("count_visits")
    terminal.until("q quit")
    terminal.press("hhq")

    assert "Hint 2 of 3" in terminal.until("Hint 1 of 3", "Hint 2 of 3")
    assert terminal.ends() == 0


@pytest.mark.full
def test_a_file_that_disappears_for_a_moment_is_waited_for(watch, desk: Desk, exercise: Exercise):
    terminal = watch("count_visits")
    terminal.until("q quit")
    desk.path(exercise).unlink()
    time.sleep(0.6)
    save(desk.path(exercise), exercise.starter)

    assert "✗" in terminal.until("q quit")


def test_control_c_ends_it(watch):
    terminal = watch("count_visits")
    terminal.until("q quit")
    terminal.interrupt()

    assert terminal.ends() == 0
    assert "Traceback" not in terminal.text


@pytest.mark.full
def test_without_a_terminal_it_checks_once_more_with_every_save(desk: Desk, exercise: Exercise):
    environment = os.environ | {"MY_EXERCISES": str(desk.folder), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "exercises", "watch", "count_visits"]
    with subprocess.Popen(
        command, cwd=BASE_DIR, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        for line in process.stdout:
            if "q quit" in line:
                break
        save(desk.path(exercise), exercise.solution)
        written = next(line for line in process.stdout if "Solved" in line)
        process.kill()

    assert "\x1b" not in written
