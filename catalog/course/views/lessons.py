"""The lessons, and the running of their operations."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from catalog.course.exchange.result import as_json, result_of
from catalog.course.exercises.collection import PROJECT, exercises_of
from catalog.course.lessons.collection import LESSONS, find_lesson, neighbors
from catalog.course.lessons.lesson import Lesson
from catalog.course.lessons.operation import Operation, all_operations, operations_of
from catalog.course.lessons.running import (
    LoginAtStake,
    LoginOver,
    Reader,
    find_operation,
    reader_of,
    remember,
    run_operation,
)
from catalog.course.panel.in_force import rules
from catalog.course.panel.looks import FrozenSession, Look, key_of, look, panel_context
from catalog.course.panel.observing import private, wants_json, wants_part
from catalog.guards.stand_in import StandIn
from catalog.limits import TooManyRequests

Refusal = BadRequest | LoginAtStake | TooManyRequests


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """Show the lessons in order, with what the reader has done."""
    return private(render(request, "course/lessons/lessons.html", {"lessons": progress(reader_of(request))}))


@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a lesson."""
    found = find_lesson(slug)
    if found is None:
        raise Http404("There is no such lesson.")
    now = look(key_of(request))
    if not isinstance(request.session, StandIn):  # or the page has failed, and is drawn once more for a stranger
        now.require()
        request.session = FrozenSession(now)
    return lesson_page(request, found, now, reader_of(request))


@require_safe
def tests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the tests that go with a lesson, as they stand in their module."""
    found = find_lesson(slug)
    if found is None or not found.tests.is_file():
        raise Http404("There are no such tests.")
    source = found.tests.read_text(encoding="utf-8")
    path = found.tests.relative_to(PROJECT).as_posix()
    return private(render(request, "course/lessons/tests.html", {"lesson": found, "source": source, "path": path}))


@ensure_csrf_cookie
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """List the operations as JSON, for those who run them with curl and a cookie jar."""
    return JsonResponse([describe(operation) for operation in all_operations().values()], safe=False)


@require_POST
def run(request: HttpRequest, name: str) -> HttpResponse:
    """Run an operation on the reader's session. Answer with what happened: as JSON, a part of a page, or a page."""
    operation, reader, now = find_operation(name), reader_of(request), look(key_of(request))
    typed, session = request.POST, request.session
    now.require()
    try:
        exchange, response = run_operation(operation, request, now, reader)
    except LoginOver as refusal:
        page = refused(request, operation, reader, look(None), refusal)
        request.session = session  # it is empty: SessionMiddleware deletes the cookie, and the row goes with it
        return page
    except (BadRequest, LoginAtStake, TooManyRequests) as refusal:
        return refused(request, operation, reader, now, refusal)
    after = look(exchange.key_after)
    request.session = FrozenSession(after)
    result = result_of(exchange, typed.get("answer", ""))
    done = Reader(reader.token, reader.done | {name})
    if wants_json(request):
        page = private(JsonResponse(as_json(exchange)))
        del request.session
    elif wants_part(request):
        page = private(render(request, "course/exchange/result.html", {"result": result}))
        del request.session
    else:
        context = {"results": {name: result}, "typed": typed}
        page = lesson_page(request, find_lesson(operation.lesson), after, done, **context)
    page.cookies.update(response.cookies)
    remember(page, reader, operation)
    return page


def refused(request: HttpRequest, operation: Operation, reader: Reader, now: Look, refusal: Refusal) -> HttpResponse:
    """Say why the operation was not run: 400 for its inputs, 409 for a log-in that it would end, 429 for too many."""
    page = refused_page(request, operation, reader, now, refusal)
    if isinstance(refusal, TooManyRequests):
        page.headers["Retry-After"] = str(refusal.retry_after)
    return page


def refused_page(
    request: HttpRequest, operation: Operation, reader: Reader, now: Look, refusal: Refusal
) -> HttpResponse:
    """Draw what ``refused`` says: as JSON, a part of a page, or a page."""
    status = {LoginAtStake: 409, LoginOver: 409, TooManyRequests: 429}.get(type(refusal), 400)
    request.session = FrozenSession(now)
    if wants_json(request):
        page = private(JsonResponse({"operation": operation.name, "refused": str(refusal)}, status=status))
        del request.session
        return page
    context = {"sentence": str(refusal), "can_confirm": status == 409 and not refusal.refused}
    if wants_part(request):
        page = private(render(request, "course/lessons/refused.html", context, status=status))
        del request.session
        return page
    refusals = {operation.name: context}
    page = lesson_page(request, find_lesson(operation.lesson), now, reader, refusals=refusals, typed=request.POST)
    page.status_code = status
    return page


def lesson_page(request: HttpRequest, lesson: Lesson, now: Look, reader: Reader, **context: Any) -> HttpResponse:
    """Draw the page of a lesson beside the session that ``now`` has looked at, and touch no session for it."""
    before, after = neighbors(lesson)
    context |= panel_context(now, can_post=True)
    context |= {"lesson": lesson, "before": before, "after": after, "has_tests": lesson.tests.is_file()}
    context |= {"exercises": exercises_of(lesson), "cookie_name": settings.SESSION_COOKIE_NAME, "rules": rules()}
    page = render(
        request,
        "course/lessons/lesson.html",
        context | {"lessons": progress(reader), "done": reader.done, "live": True},
    )
    del request.session
    return private(page)


def progress(reader: Reader) -> list[dict[str, Any]]:
    """Return each lesson with the number of its operations, and of those that the reader has run."""
    entries = []
    for lesson in LESSONS:
        names = {operation.name for operation in operations_of(lesson.slug)}
        count_done = len(names & reader.done)
        done = count_done == len(names) > 0
        entries.append({"lesson": lesson, "count": len(names), "count_done": count_done, "done": done})
    return entries


def describe(operation: Operation) -> dict[str, Any]:
    """Return what a script needs to know of an operation."""
    return {
        "name": operation.name,
        "title": operation.title,
        "lesson": operation.lesson,
        "inputs": [{"name": one.name, "type": one.type, "default": one.default} for one in operation.inputs],
        "source": operation.source,
    }
