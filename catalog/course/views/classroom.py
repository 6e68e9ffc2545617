"""The page of a class room: its address for the projector, and what plain HTTP means."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.class_users import NUMBERED
from catalog.demo_users import READER


@require_safe
def classroom(request: HttpRequest) -> HttpResponse:
    """Show by which address the class comes in. Outside a class room answer 404."""
    if not settings.CLASSROOM:
        raise Http404("This site is no class room.")
    place = host_and_port(request)
    context: dict[str, Any] = {
        "place": place,
        "address": f"http://{place}/",
        "cookie_name": settings.SESSION_COOKIE_NAME,
    }
    context |= {"first": NUMBERED[0], "last": NUMBERED[-1], "reader": READER}
    return render(request, "course/classroom.html", context)


def host_and_port(request: HttpRequest) -> str:
    """Return what learners type into a browser: the host, and the port unless it is 80.

    The teacher may have opened this page by another name, as localhost.
    """
    port = request.META["SERVER_PORT"]
    return settings.ALLOWED_HOSTS[0] if port == "80" else f"{settings.ALLOWED_HOSTS[0]}:{port}"
