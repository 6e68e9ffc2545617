"""The pages for requests that could not be answered."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.discretion import scrub

INTERRUPTED = (
    "Your session was deleted while the library was answering, perhaps in another tab. "
    "What this request was to keep in it is not kept. The next page starts afresh."
)
NOT_UNDERSTOOD = "The request was not one that the library understands."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with the reason. With ``DEBUG`` on, which this machine alone can reach, Django's words stand there."""
    context = {"reason": reason(exception), "words": for_developers(exception)}
    return render(request, "400.html", context, status=400)


def reason(exception: Exception) -> str:
    """Return the sentence for the visitor.

    Only a ``BadRequest`` was written for one; what Django's security checks say is for the log.
    """
    if isinstance(exception, SessionInterrupted):  # Django's own words, for developers
        return INTERRUPTED
    return str(exception) if isinstance(exception, BadRequest) else NOT_UNDERSTOOD


def for_developers(exception: Exception) -> str:
    """Return what Django says of a request that it refuses, and nothing while ``DEBUG`` is off."""
    return scrub(str(exception)) if settings.DEBUG and not isinstance(exception, BadRequest) else ""


def in_words(exception: Exception) -> str:
    """Return what the page for a refused request says, as plain text."""
    return "\n".join(filter(None, ["400 This could not be done", reason(exception), for_developers(exception), ""]))
