"""The exercises on the page: the same tasks, hints and words as in the terminal.

Whoever serves the site for others has no learner's files, and must not run any: checks are for a development server.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from catalog import limits
from catalog.course.exercises import Exercise
from catalog.course.exercises.collection import NoSuchExercise, after, all_exercises, find_exercise
from catalog.course.exercises.desk import AlreadyStarted, Desk, NotStarted
from catalog.course.exercises.progress import ProgressUnreadable, Record
from catalog.course.lessons.running import reader_of
from catalog.course.panel.observing import private, wants_part


def development_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 for ``view`` unless this is a development server."""

    @wraps(view)
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404("Checks run on a development server only.")
        return view(request, *args, **kwargs)

    return guarded_view


@require_safe
def exercises(request: HttpRequest) -> HttpResponse:
    """Show all exercises in order, on a development server with what is done."""
    entries, problem = [{"exercise": exercise} for exercise in all_exercises()], ""
    if settings.DEBUG:
        try:
            entries = [entry | state_of(entry["exercise"]) for entry in entries]
        except ProgressUnreadable as error:
            problem = str(error)
    context = {"entries": entries, "problem": problem, "checks": settings.DEBUG}
    unsolved = [entry["exercise"] for entry in entries if not entry.get("solved")]
    context |= {"count_solved": len(entries) - len(unsolved), "following": unsolved[0] if unsolved else None}
    return private(render(request, "course/exercises/exercises.html", context))


@require_safe
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one exercise: the task, as many hints as the address says, and the solution to those who may see it."""
    return exercise_page(request, existing(slug))


@development_only
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the starter on the learner's desk. What lies there stays."""
    found = existing(slug)
    try:
        Desk.of_settings().start(found)
    except AlreadyStarted:
        pass  # it is there, as the reader wants it
    except OSError as error:
        problem = f"{error.filename}: {error.strerror}"
        return exercise_page(request, found, problem=problem, status=409)
    return HttpResponseRedirect(reverse("exercise", args=[slug]))


@development_only
@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the learner's file judged, in a process of its own, and say what came of it."""
    found = existing(slug)
    context: dict[str, Any]
    headers: dict[str, str] = {}
    try:
        limits.spend("checks of a reader", reader_of(request).known_as or limits.address_of(request))
        verdict = Desk.of_settings().check(found)
    except limits.TooManyRequests as refusal:
        context, status, headers = {"problem": str(refusal)}, 429, {"Retry-After": str(refusal.retry_after)}
    except (NotStarted, ProgressUnreadable) as error:
        context, status = {"problem": str(error)}, 409
    except OSError as error:
        context, status = {"problem": f"{error.filename}: {error.strerror}"}, 409
    else:
        context, status = {"verdict": verdict}, 200
    if wants_part(request):
        context |= {"exercise": found, "following": after(found), "part": True}
        page = private(render(request, "course/exercises/verdict.html", context, status=status))
    else:
        page = exercise_page(request, found, status=status, **context)
    for name, value in headers.items():
        page[name] = value
    return page


def existing(slug: str) -> Exercise:
    """Return the exercise called ``slug``. Raise ``Http404`` if there is none; numbers are for the terminal."""
    try:
        found = find_exercise(slug)
    except NoSuchExercise:
        found = None
    if found is None or found.slug != slug:
        raise Http404("There is no such exercise.")
    return found


def exercise_page(request: HttpRequest, found: Exercise, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw the page of an exercise."""
    state: dict[str, Any] = {}
    if settings.DEBUG:
        try:
            state = state_of(found)
        except ProgressUnreadable as error:
            context.setdefault("problem", str(error))
    shown = max(hints_asked(request, found), state.get("hints", 0))
    wish = request.GET.get("solution")
    context |= state | {
        "exercise": found,
        "following": after(found),
        "checks": settings.DEBUG,
        "starter": found.starter.read_text(encoding="utf-8"),
        "hints": found.hints[:shown],
        "next_hint": shown + 1 if shown < len(found.hints) else None,
        "solution_asked": wish is not None,
    }
    if state.get("solved") or wish == "again":
        context["solution"] = found.solution.read_text(encoding="utf-8")
    return private(render(request, "course/exercises/exercise.html", context, status=status))


def hints_asked(request: HttpRequest, found: Exercise) -> int:
    """Return how many hints the address asks for; none for an address that makes no sense."""
    text = request.GET.get("hints", "")
    return min(int(text), len(found.hints)) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def state_of(found: Exercise) -> dict[str, Any]:
    """Return how far the learner is with an exercise. Raise ``ProgressUnreadable``."""
    desk = Desk.of_settings()
    record: Record = desk.record(found)
    return {
        "path": desk.path(found),
        "started": desk.has_started(found),
        "solved": record.solved,
        "hints": record.hints,
    }
