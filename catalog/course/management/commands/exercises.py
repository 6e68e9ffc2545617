"""The exercises: list them, start one, have it checked, get hints."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.course.exercises import Exercise, report
from catalog.course.exercises.collection import NoSuchExercise, all_exercises, find_exercise
from catalog.course.exercises.desk import AlreadyStarted, Desk, NotStarted
from catalog.course.exercises.progress import ProgressUnreadable
from catalog.course.exercises.screen import Screen
from catalog.course.exercises.watch import Watch

ACTIONS = {
    "list": "show all exercises, and the next one (as without anything)",
    "start": "put the starter into your folder",
    "check": "run the checks on your file",
    "watch": "check whenever you save",
    "hint": "show the next hint",
    "solution": "show our solution, once you have solved it or asked twice",
    "reset": "put the starter back",
}


class Command(BaseCommand):
    """``manage.py exercises``. Exit with status 1 when a check fails."""

    help = "Exercises on sessions: you edit a file, and checks say what your code does to the session."
    requires_system_checks = []  # they say nothing about the exercises, and take as long as a check does

    def add_arguments(self, parser: CommandParser) -> None:
        """Take an action, and the number or the name of an exercise."""
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "\n".join(f"  {action:10}{meaning}" for action, meaning in ACTIONS.items())
        parser.add_argument("action", nargs="?", default="list", choices=ACTIONS, metavar="action", help="see below")
        parser.add_argument(
            "exercise", nargs="?", help="its number or name; without it, the first that you have not solved"
        )
        parser.add_argument("--yes", action="store_true", help="overwrite without asking; your file is kept aside")

    def handle(self, *, action: str, exercise: str | None, **options: Any) -> None:
        """Do what was asked."""
        color = False if options["no_color"] else True if options["force_color"] else None
        self.screen, self.desk = Screen.of(self.stdout, color=color), Desk.of_settings()
        if not all_exercises():
            raise CommandError("The exercises are under tests/exercises/, and this copy of the project has no tests.")
        try:
            if action == "list":
                report.show_list(self.screen, self.desk)
            else:
                getattr(self, action)(self._find(exercise), **options)
        except (NoSuchExercise, NotStarted, ProgressUnreadable) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from None

    def start(self, exercise: Exercise, *, yes: bool, **options: Any) -> None:
        """Put the starter on the desk and show the task. Overwrite nothing without being told to."""
        try:
            self.desk.start(exercise)
        except AlreadyStarted:
            if not (yes or self._agrees(exercise)):
                raise CommandError("Nothing is changed. To see how far you are: exercises check") from None
            self._reset(exercise)
        report.show_task(self.screen, exercise, self.desk.path(exercise))

    def check(self, exercise: Exercise, **options: Any) -> None:
        """Run the checks. Exit with status 1 if one fails."""
        verdict = self.desk.check(exercise)
        report.show_verdict(self.screen, exercise, verdict, self.desk.path(exercise))
        if not verdict.passed:
            self.screen.write("")
            self.screen.line(f"For a hint: {report.COMMAND} hint {exercise.number}")
            raise SystemExit(1)

    def watch(self, exercise: Exercise, **options: Any) -> None:
        """Check whenever the file is saved, until the learner quits."""
        try:
            Watch(self.screen, self.desk, exercise).run()
        except KeyboardInterrupt:
            self.screen.write("")

    def hint(self, exercise: Exercise, **options: Any) -> None:
        """Show the next hint."""
        report.show_hint(self.screen, exercise, self.desk.hint(exercise))

    def solution(self, exercise: Exercise, **options: Any) -> None:
        """Show our solution, once it is solved or asked for twice."""
        if self.desk.may_see_solution(exercise):
            report.show_solution(self.screen, exercise)
        else:
            self.screen.line("You have not solved this one yet. To see our solution all the same, ask again.")

    def reset(self, exercise: Exercise, *, yes: bool, **options: Any) -> None:
        """Put the starter back, after asking."""
        if self.desk.has_started(exercise) and not (yes or self._agrees(exercise)):
            raise CommandError("Nothing is changed.")
        self._reset(exercise)

    def _reset(self, exercise: Exercise) -> None:
        kept = self.desk.reset(exercise)
        self.screen.line(f"The starter is in {report.short(self.desk.path(exercise))}.")
        if kept:
            self.screen.line(f"Your file is kept as {report.short(kept)}.")
        self.screen.write("")

    def _agrees(self, exercise: Exercise) -> bool:
        question = f"{report.short(self.desk.path(exercise))} has your work in it. Put the starter in its place? [y/N] "
        try:
            return input(question).strip().lower() in {"y", "yes"}
        except EOFError:
            return False

    def _find(self, name: str | None) -> Exercise:
        """Return the exercise that is meant: without a name the first that is not solved, or the last of all."""
        return find_exercise(name) if name else self.desk.next_exercise() or all_exercises()[-1]
