"""The lessons, and the running of their operations."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from catalog.course.exchange.as_json import exchange_as_json
from catalog.course.exchange.record import Exchange
from catalog.course.exercises.collection import PROJECT, exercises_of
from catalog.course.lessons.collection import LESSONS, find_lesson, neighbors
from catalog.course.lessons.lesson import Lesson
from catalog.course.lessons.operation import Operation, all_operations, operations_of
from catalog.course.lessons.predictions import result_of
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
from catalog.course.panel.looks import Look, key_of, look, panel_context
from catalog.course.panel.observing import drawn_with, private, wants_json, wants_part
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
    with drawn_with(request, now, needed=False):
        return lesson_page(request, now, found, reader_of(request))


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
    return JsonResponse([operation_as_json(operation) for operation in all_operations().values()], safe=False)


@require_POST
def run_posted(request: HttpRequest, name: str) -> HttpResponse:
    """Run an operation on the reader's session. Answer with what happened: as JSON, a part of a page, or a page."""
    operation, reader, now = find_operation(name), reader_of(request), look(key_of(request))
    typed, session = request.POST, request.session
    now.require()
    try:
        ran = run_operation(operation, request, now, reader)
    except LoginOver as refusal:
        page = refused(request, operation, reader, look(None), refusal)
        request.session = session  # it is empty: SessionMiddleware deletes the cookie, and the row goes with it
        return page
    except (BadRequest, LoginAtStake, TooManyRequests) as refusal:
        return refused(request, operation, reader, now, refusal)
    page = result_page(request, operation, reader, ran.exchange, typed)
    page.cookies.update(ran.response.cookies)
    remember(page, reader, operation)
    return page


def result_page(
    request: HttpRequest, operation: Operation, reader: Reader, exchange: Exchange, typed: QueryDict
) -> HttpResponse:
    """Draw what happened, beside the session as it is now. ``typed`` is what the reader sent."""
    now = look(exchange.key_after)
    result = result_of(exchange, typed.get("answer", ""))
    with drawn_with(request, now):
        if wants_json(request):
            return private(JsonResponse(exchange_as_json(exchange)))
        if wants_part(request):
            part = private(render(request, "course/exchange/result.html", {"result": result}))
            part.headers["HX-Trigger"] = json.dumps({"session-key": {"key": now.short_key}})  # for the closed strip
            return part
        reader = Reader(reader.token, reader.done | {operation.name})
        context = {"results": {operation.name: result}, "typed": typed}
        return lesson_page(request, now, find_lesson(operation.lesson), reader, **context)


def refused(request: HttpRequest, operation: Operation, reader: Reader, now: Look, refusal: Refusal) -> HttpResponse:
    """Say why the operation was not run: 400 for its inputs, 409 for a log-in that it would end, 429 for too many."""
    with drawn_with(request, now):
        page = refused_page(request, operation, reader, now, refusal)
    page.status_code = {LoginAtStake: 409, LoginOver: 409, TooManyRequests: 429}.get(type(refusal), 400)
    if isinstance(refusal, TooManyRequests):
        page.headers["Retry-After"] = str(refusal.retry_after)
    return page


def refused_page(
    request: HttpRequest, operation: Operation, reader: Reader, now: Look, refusal: Refusal
) -> HttpResponse:
    """Draw what ``refused`` says: as JSON, a part of a page, or a page."""
    if wants_json(request):
        return private(JsonResponse({"operation": operation.name, "refused": str(refusal)}))
    context = {"sentence": str(refusal), "can_confirm": isinstance(refusal, LoginAtStake) and not refusal.refused}
    if wants_part(request):
        return private(render(request, "course/lessons/refused.html", context))
    refusals = {operation.name: context}
    return lesson_page(request, now, find_lesson(operation.lesson), reader, refusals=refusals, typed=request.POST)


def lesson_page(request: HttpRequest, now: Look, lesson: Lesson, reader: Reader, **context: Any) -> HttpResponse:
    """Draw the page of a lesson beside the session that ``now`` has looked at."""
    before, after = neighbors(lesson)
    context |= panel_context(now, can_post=True)
    context |= {"lesson": lesson, "before": before, "after": after, "has_tests": lesson.tests.is_file()}
    context |= {"exercises": exercises_of(lesson), "cookie_name": settings.SESSION_COOKIE_NAME, "rules": rules()}
    context |= {"lessons": progress(reader), "done": reader.done, "live": True}
    return private(render(request, "course/lessons/lesson.html", context))


def progress(reader: Reader) -> list[dict[str, Any]]:
    """Return each lesson with the number of its operations, and of those that the reader has run."""
    entries = []
    for lesson in LESSONS:
        names = {operation.name for operation in operations_of(lesson.slug)}
        count_done = len(names & reader.done)
        done = count_done == len(names) > 0
        entries.append({"lesson": lesson, "count": len(names), "count_done": count_done, "done": done})
    return entries


def operation_as_json(operation: Operation) -> dict[str, Any]:
    """Return what a script needs to know of an operation."""
    return {
        "name": operation.name,
        "title": operation.title,
        "lesson": operation.lesson,
        "inputs": [{"name": one.name, "type": one.type, "default": one.default} for one in operation.inputs],
        "source": operation.source,
    }
