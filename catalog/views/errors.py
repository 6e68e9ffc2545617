"""The pages for requests that could not be answered."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from catalog.discretion import scrub

INTERRUPTED = (
    "Your session was deleted while the library was answering, perhaps in another tab. "
    "What this request was to keep in it is not kept. The next page starts afresh."
)
NOT_UNDERSTOOD = "The request was not one that the library understands."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with the reason, or 413 to a request that is too large.

    With ``DEBUG`` on, which this machine alone can reach, Django's words stand there.
    """
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return refused(request, reason(exception), status, words=for_developers(exception))


def refused(request: HttpRequest, sentence: str, status: int = 400, words: str = "") -> HttpResponse:
    """Refuse a request with a sentence: as a page, or as JSON for those who prefer it. ``words`` are Django's."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"refused": sentence}, status=status)
    return render(request, "400.html", {"reason": sentence, "words": words, "status": status}, status=status)


def reason(exception: Exception) -> str:
    """Return the sentence for the visitor.

    Only a ``BadRequest`` was written for one; what Django's security checks say is for the log.
    """
    match exception:
        case SessionInterrupted():  # Django's own words, for developers
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
            return "The parts of your form cannot be told from each other. Send it again."
    return NOT_UNDERSTOOD


def for_developers(exception: Exception) -> str:
    """Return what Django says of a request that it refuses, and nothing while ``DEBUG`` is off."""
    return scrub(str(exception)) if settings.DEBUG and not isinstance(exception, BadRequest) else ""


def in_words(exception: Exception) -> str:
    """Return what the page for a refused request says, as plain text."""
    return "\n".join(filter(None, ["400 This could not be done", reason(exception), for_developers(exception), ""]))
