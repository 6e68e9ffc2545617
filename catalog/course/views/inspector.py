"""The reader's own session: looking at it, and changing it by hand."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import own_entries
from catalog.course.exchange.text import json_ready
from catalog.course.panel.in_force import rules
from catalog.course.panel.looks import Look, key_of, look, panel_context, parse_seen
from catalog.course.panel.observing import has_csrf_cookie, observes, wants_json, wants_part


@csrf_exempt  # a POST is a look too: it only says in its body what the panel has seen
@require_http_methods(["GET", "HEAD", "POST"])
@observes
def inspector(request: HttpRequest, now: Look) -> HttpResponse:
    """Show the reader's session: as a page, or as JSON for those who ask for it."""
    if wants_json(request):
        return JsonResponse(look_as_json(now))
    before = parse_seen(request.POST.get("seen", ""))
    context = panel_context(now, before, can_post=has_csrf_cookie(request))
    return render(request, "course/panel/inspector.html", context | forms_context(now) | {"rules": rules()})


@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Show the forms that change the session, to a browser that had no CSRF cookie when it looked."""
    now = look(key_of(request))
    now.require()
    return render(request, "course/panel/change.html", {"look": now, "can_post": True} | forms_context(now))


@csrf_exempt
@xframe_options_sameorigin  # the strip of a page shows it in a frame where there is no JavaScript
@csp_replace({"frame-ancestors": [SELF]})
@require_http_methods(["GET", "HEAD", "POST"])
@observes
def panel(request: HttpRequest, now: Look) -> HttpResponse:
    """Show the panel alone. Answer 204 to a panel that has seen all this already."""
    before = parse_seen(request.POST.get("seen", ""))
    if before == now.seen:
        return HttpResponse(status=204)
    template = "course/panel/panel.html" if wants_part(request) else "course/panel/panel_page.html"
    return render(request, template, panel_context(now, before, can_post=has_csrf_cookie(request)))


@require_POST
@observes
def delete_session_cookie(request: HttpRequest, now: Look) -> HttpResponse:
    """Delete the reader's session cookie, and show the session that stays behind in the store."""
    response = render(request, "course/panel/cookie_deleted.html", panel_context(now))
    response.delete_cookie(
        settings.SESSION_COOKIE_NAME,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )
    return response


@require_POST
def forget_session(request: HttpRequest) -> HttpResponse:
    """Delete the reader's session from the store, and the cookie with it."""
    request.session.flush()
    messages.success(request, "Everything is forgotten: the stored session is deleted, and your cookie with it.")
    return redirect("inspector")


@require_POST
def store_entry(request: HttpRequest) -> HttpResponse:
    """Store a value under a name, both of the reader's choice."""
    own_entries.store_entry(request.session, request.POST.get("name", "").strip(), request.POST.get("value", ""))
    return redirect("inspector")


@require_POST
def remove_entry(request: HttpRequest) -> HttpResponse:
    """Remove an entry of the reader's own."""
    own_entries.remove_entry(request.session, request.POST.get("name", ""))
    return redirect("inspector")


def forms_context(now: Look) -> dict[str, Any]:
    """Return what the forms need that put something in and take something out."""
    return {
        "own_entries": [entry for entry in now.entries if entry.own],
        "name_length": own_entries.NAME_LENGTH,
        "value_length": own_entries.VALUE_LENGTH,
    }


def look_as_json(now: Look) -> dict[str, Any]:
    """Return a look for scripts and tests."""
    stored = now.stored
    return {
        "cookie_in": now.key,
        "cookie": now.cookie.attributes if now.cookie else None,
        "engine": now.engine,
        "data": {str(name): json_ready(value) for name, value in now.data.items()},
        "stored": stored is not None,
        "row": {"session_key": stored.key, "session_data": stored.raw, "expire_date": stored.expires}
        if stored and stored.is_row
        else None,
        "raw": stored.raw if stored else None,
        "decoded": now.raw.decoded if now.raw else None,
        "expires": stored.expires if stored else None,
        "expired": bool(stored and stored.expired),
        "unreadable": now.unreadable or None,
        "expires_with_browser": now.ends_with_browser,
        "save_every_request": now.save_every_request,
    }
