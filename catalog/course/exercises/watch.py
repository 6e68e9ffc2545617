"""Checking whenever a file is saved, with single keys for the rest."""

from __future__ import annotations

from pathlib import Path

from catalog.course.exercises import report
from catalog.course.exercises.collection import all_exercises
from catalog.course.exercises.desk import Desk, NotStarted
from catalog.course.exercises.exercise import Exercise
from catalog.course.exercises.keys import read_key, single_keys
from catalog.course.exercises.screen import Screen

POLL = 0.25  # seconds between two checks of the file
KEYS = "h hint   l list   n next   r reset   q quit"


class Watch:
    """Watches the file of one exercise, and moves on to the next when it is solved."""

    def __init__(self, screen: Screen, desk: Desk, exercise: Exercise) -> None:
        """Begin with ``exercise``."""
        self.screen, self.desk = screen, desk
        self.exercise = exercise
        self.seen: tuple[int, int] | None = None

    def run(self) -> None:
        """Watch until the learner quits."""
        with single_keys():  # before the screen names the keys: earlier presses would be lost
            self.begin(self.exercise)
            while True:
                match read_key(POLL):
                    case "q":
                        return
                    case "h":
                        report.show_hint(self.screen, self.exercise, self.desk.hint(self.exercise))
                        self.keys()
                    case "l":
                        self.screen.clear()
                        report.show_list(self.screen, self.desk)
                        self.keys()
                    case "n":
                        self.next()
                    case "r":
                        self.reset()
                    case _:
                        self.look()

    def begin(self, exercise: Exercise) -> None:
        """Switch to ``exercise``: copy its starter if there is no file, and show the task or the verdict."""
        self.exercise, self.seen = exercise, None
        if self.desk.has_started(exercise):
            self.check()
        else:
            self.screen.clear()
            report.show_task(self.screen, exercise, self.desk.start(exercise))
            self.seen = stamp(self.desk.path(exercise))
            self.keys()

    def look(self) -> None:
        """Check the file if it has changed."""
        if stamp(self.desk.path(self.exercise)) not in (self.seen, None):
            self.check()

    def check(self) -> None:
        """Check the file, show the verdict, and move on if it is solved."""
        path = self.desk.path(self.exercise)
        self.seen = stamp(path)
        try:
            verdict = self.desk.check(self.exercise)
        except NotStarted:
            return  # an editor is replacing the file
        self.screen.clear()
        report.show_verdict(self.screen, self.exercise, verdict, path)
        following = self.following() if verdict.passed else None
        if following is not None:
            self.move_on(following)
        self.keys()

    def move_on(self, exercise: Exercise) -> None:
        """Watch the file of ``exercise`` from now on, without clearing the screen."""
        self.exercise = exercise
        if not self.desk.has_started(exercise):
            self.desk.start(exercise)
        self.seen = stamp(self.desk.path(exercise))
        self.screen.write("")
        place = report.short(self.desk.path(exercise))
        self.screen.line(f"Now {exercise.number}  {exercise.title}: edit {place}", "bold")

    def next(self) -> None:
        """Switch to the next exercise that is not solved."""
        following = self.following()
        if following is None:
            self.screen.line("This is the last one that is not solved.")
            self.keys()
        else:
            self.begin(following)

    def following(self) -> Exercise | None:
        """Return the next exercise that is not solved: after this one, or else before it."""
        exercises, progress = all_exercises(), self.desk.progress()
        around = [*exercises[self.exercise.number :], *exercises[: self.exercise.number - 1]]
        return next((one for one in around if progress.of(one.slug).solved is None), None)

    def reset(self) -> None:
        """Replace the file by the starter, if the learner confirms."""
        self.screen.line("Put the starter back? Your file is kept under another name. Press y for yes.")
        while not (key := read_key(POLL)):
            pass
        if key == "y":
            self.desk.reset(self.exercise)
            self.check()
        else:
            self.screen.line("Nothing is changed.")
            self.keys()

    def keys(self) -> None:
        """Write the keys, as the last line."""
        self.screen.write("")
        self.screen.write(KEYS)
        self.screen.stream.flush()


def stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is saved, or ``None`` while it is not there: editors replace it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
