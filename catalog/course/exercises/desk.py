"""The folder of a learner, with the answers and the progress."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from catalog.course.exercises.collection import all_exercises
from catalog.course.exercises.exercise import Exercise
from catalog.course.exercises.process import judge_apart
from catalog.course.exercises.progress import Progress, Record
from catalog.course.exercises.verdict import Verdict

WIDTH = 79  # columns of the text above a starter


class NotStarted(Exception):
    """There is no file for the exercise yet. The text is a sentence that says how to get one."""


class AlreadyStarted(Exception):
    """There is a file for the exercise, with the learner's work in it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of a learner. Starting the first exercise creates it."""

    folder: Path

    @classmethod
    def of_settings(cls) -> Desk:
        """Return the desk that the settings name."""
        return cls(Path(settings.MY_EXERCISES))

    def path(self, exercise: Exercise) -> Path:
        """Return where the learner's file for ``exercise`` is, or would be."""
        return self.folder / f"{exercise.slug}.py"

    def has_started(self, exercise: Exercise) -> bool:
        """Say whether there is a file for ``exercise``."""
        return self.path(exercise).is_file()

    def start(self, exercise: Exercise) -> Path:
        """Copy the starter into the folder, and return its path. Raise ``AlreadyStarted`` if a file is there."""
        path = self.path(exercise)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8") as file:  # never overwrites a file
                file.write(starter_text(exercise))
        except FileExistsError:
            raise AlreadyStarted(f"{path} is there already.") from None
        return path

    def reset(self, exercise: Exercise) -> Path | None:
        """Replace the learner's file by the starter. Return the path of its backup copy, if there was a file."""
        path, kept = self.path(exercise), None
        if path.exists():
            names = (path.with_suffix(f".before-{number}.py") for number in count(1))
            kept = next(name for name in names if not name.exists())
            path.rename(kept)
        self.start(exercise)
        return kept

    def check(self, exercise: Exercise) -> Verdict:
        """Return the verdict on the learner's file, and record a solved exercise. Raise ``NotStarted``."""
        if not self.has_started(exercise):
            raise NotStarted(f"Start it first: python manage.py exercises start {exercise.number}")
        verdict = judge_apart(exercise, self.path(exercise).absolute())
        if verdict.passed:
            progress = self.progress()
            if progress.of(exercise.slug).solved is None:
                progress.of(exercise.slug).solved = timezone.localdate()
                progress.save()
        return verdict

    def hint(self, exercise: Exercise) -> int:
        """Record that the next hint is shown, and return the number of shown hints, at most all of them."""
        progress = self.progress()
        record = progress.of(exercise.slug)
        record.hints = min(record.hints + 1, len(exercise.hints))
        progress.save()
        return record.hints

    def may_see_solution(self, exercise: Exercise) -> bool:
        """Say whether the solution may be shown: it is solved, or this was asked before. Record the request."""
        progress = self.progress()
        record = progress.of(exercise.slug)
        if record.solved or record.solution_asked:
            return True
        record.solution_asked = True
        progress.save()
        return False

    def progress(self) -> Progress:
        """Return what has been done. Raise ``ProgressUnreadable``."""
        return Progress.read(self.folder)

    def record(self, exercise: Exercise) -> Record:
        """Return what has been done of ``exercise``."""
        return self.progress().of(exercise.slug)

    def next_exercise(self) -> Exercise | None:
        """Return the first exercise that is not solved, or ``None`` when all are."""
        progress = self.progress()
        return next((one for one in all_exercises() if progress.of(one.slug).solved is None), None)


def starter_text(exercise: Exercise) -> str:
    """Return what a learner begins with: the story and the task, and the starter below them."""
    paragraphs = [exercise.story, *exercise.task, f"Check it: python manage.py exercises check {exercise.slug}"]
    text = "\n\n".join(textwrap.fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs)
    code = exercise.starter.read_text(encoding="utf-8")
    return f'"""{exercise.title}.\n\n{text}\n"""\n\n{code}'
