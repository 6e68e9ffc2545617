"""The reference."""

from __future__ import annotations

from functools import partial

import django
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.course.panel.in_force import rules
from catalog.course.panel.looks import Look
from catalog.course.panel.observing import observes, wants_json
from catalog.course.reference.reference import groups, groups_as_json

QUERY_LENGTH = 80  # characters


@require_safe
@partial(observes, needed=False)
def reference(request: HttpRequest, now: Look) -> HttpResponse:
    """Show the reference, or what a search (``?q=``) finds in it: as a page, or as JSON for those who ask for it."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:QUERY_LENGTH]
    found = groups(query)
    count = sum(len(group["entries"]) for group in found)
    if wants_json(request):
        return JsonResponse(
            {"django": django.get_version(), "q": query, "count": count, "groups": groups_as_json(found)}
        )
    context = {"groups": found, "query": query, "count": count, "version": django.get_version(), "rules": rules()}
    return render(request, "course/reference/reference.html", context | {"query_length": QUERY_LENGTH})
