"""Views to try a lab with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def count_visits(request: HttpRequest) -> HttpResponse:
    visits = request.session.get("visits", 0) + 1
    request.session["visits"] = visits
    return HttpResponse(str(visits))


async def count_visits_async(request: HttpRequest) -> HttpResponse:
    visits = await request.session.aget("visits", 0) + 1
    await request.session.aset("visits", visits)
    return HttpResponse(str(visits))


def show_cookies(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.META["HTTP_COOKIE"])


def show_user(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username() or "nobody")
