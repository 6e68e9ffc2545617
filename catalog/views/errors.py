"""The error pages.

Each is rendered for an anonymous visitor if the visitor's session or account cannot be read.
"""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from catalog.discretion import scrub
from catalog.faults import fault_in, unavailable
from catalog.sessions import drawn_anyway, take
from catalog.theme import theme_of

INTERRUPTED = (
    "Your session was deleted while the library handled your request, perhaps in another tab. "
    "The changes of this request to the session were not saved. The next page starts a new session."
)
# How Django's reasons begin if not about the token: https://docs.djangoproject.com/en/5.2/ref/csrf/#how-it-works
OF_ANOTHER_SITE = ("Origin checking failed", "Referer checking failed")
NOT_UNDERSTOOD = "The request is not valid."


def error_page(request: HttpRequest, template: str, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """Return the rendered template with an error status."""
    return drawn_anyway(request, lambda: render(request, template, context, status=status))


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return error_page(request, "404.html", 404)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return error_page(request, "403.html", 403)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return 403 for a form without a valid token, or from another site. ``reason`` is Django's message."""
    return error_page(request, "403_csrf.html", 403, {"elsewhere": reason.startswith(OF_ANOTHER_SITE)})


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Return 500 with a page that accesses no store; 503 for a fault that no middleware handled."""
    error = sys.exception()
    fault = None if error is None else fault_in(error)
    if fault is not None:
        return unavailable(request, fault, error)
    return HttpResponse(render_to_string("500.html", {"theme": theme_of(request)}), status=500)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 400 with the reason, or 413 for a request that is too large.

    With ``DEBUG`` on, which only this machine can access, the page has Django's message, too.
    """
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    late = isinstance(exception, SessionInterrupted)
    if late:  # the session was deleted, so the page is rendered for an anonymous visitor
        take(request, type(request.session)())
    return refused(request, reason(exception), status, words=for_developers(exception), late=late)


def refused(
    request: HttpRequest, sentence: str, status: int = 400, *, words: str = "", late: bool = False
) -> HttpResponse:
    """Refuse a request with a sentence: as a page, or as JSON for a client that prefers it.

    ``words`` is Django's message; ``late`` means that the view was executed, and only the session was not saved.
    """
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"refused": sentence}, status=status)
    known = {"reason": sentence, "words": words, "status": status, "late": late}
    return error_page(request, "400.html", status, known)


def reason(exception: Exception) -> str:
    """Return the sentence for the visitor.

    Only the message of a ``BadRequest`` is meant for visitors; those of Django's security checks are for the log.
    """
    match exception:
        case SessionInterrupted():  # Django's message is for developers
            return INTERRUPTED
        case BadRequest():
            return str(exception)
        case RequestDataTooBig():
            return f"A request here has at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes; yours has more."
        case TooManyFieldsSent():
            return f"A form here has at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields; yours has more."
        case TooManyFilesSent():
            return f"A form here has at most {settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files; yours has more."
        case MultiPartParserError():
            return "The parts of your form are malformed. Send it again."
    return NOT_UNDERSTOOD


def for_developers(exception: Exception) -> str:
    """Return Django's message about a refused request; an empty text while ``DEBUG`` is off."""
    return scrub(str(exception)) if settings.DEBUG and not isinstance(exception, BadRequest) else ""


def in_words(exception: Exception) -> str:
    """Return the text of the page for a refused request, as plain text."""
    return "\n".join(filter(None, ["400 This could not be done", reason(exception), for_developers(exception), ""]))
