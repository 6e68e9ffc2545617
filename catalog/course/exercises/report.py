"""What the command writes: the list, a task, a hint, a verdict. Each fits on a screen of 80 columns and 24 lines."""

from __future__ import annotations

import os
from pathlib import Path

from catalog.course.exercises.collection import after, all_exercises
from catalog.course.exercises.desk import Desk
from catalog.course.exercises.exercise import Exercise
from catalog.course.exercises.screen import Screen
from catalog.course.exercises.verdict import Failure, Verdict

COMMAND = "python manage.py exercises"
BAR = 20  # columns
LINES = 21  # of a screen of 24, less two that follow and the one where the next command is typed
HEADING_LINES = 3  # lines at most
SHORTEST_STORY = 2  # steps
ENTRIES = 3  # entries of a session
LEFT_OUT = {"_auth_user_backend", "_auth_user_hash"}  # they go with _auth_user_id, and are long


def show_list(screen: Screen, desk: Desk) -> None:
    """Write all exercises with what is done, and the next one."""
    exercises, progress, following = all_exercises(), desk.progress(), desk.next_exercise()
    solved = [one for one in exercises if progress.of(one.slug).solved]
    filled = BAR * len(solved) // len(exercises)
    screen.write(f"{'█' * filled}{'░' * (BAR - filled)}  {len(solved)} of {len(exercises)} exercises solved", "bold")
    screen.write("")
    for one in exercises:
        sign, style = ("✓", "good") if one in solved else ("→", "bold") if one == following else (" ", "")
        state = "  (started)" if one not in solved and desk.has_started(one) else ""
        screen.write(screen.cut(f"{sign} {one.number:>2}  {one.title}{state}"), style)
    screen.write("")
    if following is None:
        screen.line("All are solved.", "good")
    else:
        verb = "check" if desk.has_started(following) else "start"
        screen.line(f"Next: {COMMAND} {verb} {following.number}", "bold")


def show_task(screen: Screen, exercise: Exercise, path: Path) -> None:
    """Write the story, the task if there is room for it, and which file to edit. The file has both."""
    heading(screen, exercise, path)
    story, *task = ([*screen.wrap(paragraph), ""] for paragraph in (exercise.story, *exercise.task))
    last = screen.wrap(f"Edit {short(path)}, then: {COMMAND} check {exercise.number}")
    if HEADING_LINES + len(story) + sum(map(len, task)) + len(last) > LINES:
        task = [[f"The task is at the top of {short(path)}.", ""]]
    for line in [*story, *(line for paragraph in task for line in paragraph)]:
        screen.write(line)
    for line in last:
        screen.write(line, "bold")


def show_hint(screen: Screen, exercise: Exercise, count: int) -> None:
    """Write the hint that is number ``count``."""
    screen.line(f"Hint {count} of {len(exercise.hints)}: {exercise.hints[count - 1]}", hanging=3)


def show_verdict(screen: Screen, exercise: Exercise, verdict: Verdict, path: Path) -> None:
    """Write the verdict on an attempt."""
    if verdict.passed:
        show_passed(screen, exercise, path)
    else:
        show_failed(screen, exercise, verdict, path)


def show_passed(screen: Screen, exercise: Exercise, path: Path) -> None:
    """Write what was learned, all hints, the lesson to reread, and the next exercise."""
    heading(screen, exercise, path)
    screen.line(f"✓ Solved. All {len(exercise.checks)} checks pass.", "good")
    screen.line(exercise.learned, indent=2)
    screen.write("")
    for number, hint in enumerate(exercise.hints, start=1):
        screen.line(f"Hint {number}: {hint}", indent=2, hanging=4)
    screen.write("")
    screen.line(f"Reread: {exercise.reread.title}, /sessions/{exercise.reread.slug}/", indent=2)
    screen.line(f"Our solution: {COMMAND} solution {exercise.number}", indent=2)
    following = after(exercise)
    if following is not None:
        screen.line(f"Next: {COMMAND} start {following.number}   {following.title}", "bold", indent=2)


def show_failed(screen: Screen, exercise: Exercise, verdict: Verdict, path: Path) -> None:
    """Write the failed rule, the reason, the requests of the visitor, the session before and after, and the line."""
    failure, failed = verdict.failure, verdict.first_failed
    heading(screen, exercise, path, failure)
    rule = screen.wrap(f"✗ {failed.rule if failed else 'The checks could not be run.'}", hanging=2)
    reason = screen.wrap(failure.sentence, indent=2)
    session, end = _session(screen, failure), _end(screen, exercise, verdict)
    room = LINES - HEADING_LINES - len(rule) - len(reason) - len(session) - len(end)
    for line in rule:
        screen.write(line, "bad")
    for line in reason:
        screen.write(line, "bold")
    for line in [*_story(screen, failure, room), *session, *end]:
        screen.write(line)


def _story(screen: Screen, failure: Failure, room: int) -> list[str]:
    """Return the requests of the visitor: as many of the last ones as fit."""
    if not failure.story:
        return []
    told = failure.story[-max(SHORTEST_STORY, room - 2) :]
    left_out = len(failure.story) - len(told)
    before = [f"  ({left_out} {'step' if left_out == 1 else 'steps'} before)"] if left_out else []
    return ["", *before, *(screen.cut(f"  {step}") for step in told)]


def _session(screen: Screen, failure: Failure) -> list[str]:
    """Return the session before and after the request that explains the failure, and what happened in it."""
    seen = failure.seen
    if seen is None:
        return []
    title = screen.cut(f"  The session, when {seen.asked}:")
    entries = [*_entries(screen, "before", seen.before), *_entries(screen, "after", seen.after)]
    return ["", title, *entries, *screen.wrap(seen.happened, indent=2)]


def _entries(screen: Screen, name: str, pairs: list[tuple[str, str]]) -> list[str]:
    """Return what the session held. The first line says when."""
    told = [f"{key} = {value}" for key, value in pairs if key not in LEFT_OUT] or ["(empty)"]
    shown = told[:ENTRIES]
    if len(told) > ENTRIES:
        shown[-1] = f"and {len(told) - ENTRIES + 1} more"
    return [screen.cut(f"    {name if number == 0 else '':6}  {line}") for number, line in enumerate(shown)]


def _end(screen: Screen, exercise: Exercise, verdict: Verdict) -> list[str]:
    """Return what the code printed, where to look, and how many checks pass."""
    failure, printed = verdict.failure, verdict.printed.strip().splitlines()
    lines = []
    if printed:
        lines.append(screen.cut(f"  Printed: {printed[-1]}"))
    if failure.place:
        lines.append(screen.cut(f"  Look at line {failure.place.line}: {failure.place.source}"))
    if verdict.problem is None and len(verdict.results) > 1:
        lines.append(f"  {verdict.count_passed} of {len(exercise.checks)} checks pass.")
    return ["", *lines] if lines else []


def show_solution(screen: Screen, exercise: Exercise) -> None:
    """Write our solution, as it stands in its file."""
    for line in exercise.solution.read_text(encoding="utf-8").splitlines():
        screen.write(line)


def heading(screen: Screen, exercise: Exercise, path: Path, failure: Failure | None = None) -> None:
    """Write which exercise it is, and its file as terminals and editors take it: ``path:line``."""
    title = f"{exercise.number}  {exercise.title}"
    place = short(path) + (f":{failure.place.line}" if failure and failure.place else "")
    if len(title) + len(place) + 2 < screen.width:
        screen.write(f"{title}  {place}", "bold")
    else:
        screen.write(title, "bold")
        screen.write(place)
    screen.write("")


def short(path: Path) -> str:
    """Return ``path`` relative to the current folder, if that is possible."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive of Windows
        return str(path)
    return str(path) if relative.startswith("..") else relative
