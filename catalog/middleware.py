"""The library's middleware for every request and response."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.deprecation import MiddlewareMixin

from catalog.limits import TooManyRequests
from catalog.views.errors import error_page, refused
from locallibrary.readable import BODY, BROKEN_OFF, Refusal, is_utf_8, refusal_of

# Exceptions of Django's admin for invalid input, with their messages.
NONSENSE: tuple[tuple[type[Exception], re.Pattern[str]], ...] = (
    (ValueError, re.compile(r"^Field '\w+' expected a number but got ")),  # a key in ?author=, a form, an action
    (ValidationError, re.compile(r"is not a valid UUID")),  # the same for copies
    # Since Django 5.0 most lookups find nothing instead: https://code.djangoproject.com/ticket/27397
    (OverflowError, re.compile(r"Python int too large to convert to SQLite INTEGER")),
    (DataError, re.compile(r"out of range")),  # PostgreSQL's message for the same
    (FieldDoesNotExist, re.compile(r"has no field named ''$")),  # ?_to_field=
)


class NullCharacterMiddleware(MiddlewareMixin):
    """Drops cookies with a null character; only forged ones have it.

    PostgreSQL rejects such text even in a query: the lookup of the session would raise a server error.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Remove these cookies from the request."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]


class ReadableMiddleware(MiddlewareMixin):
    """Refuses a request with a part that cannot be decoded, before a view uses it.

    Django replaces undecodable bytes by U+FFFD, so a damaged name would be stored. Browsers send UTF-8; a terminal or
    a script may not.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Return a 400 response, or 411 for a request without a length."""
        refusal = refusal_of(request) or check_body(request)
        if refusal is None:
            return None
        return refused(request, refusal.sentence, refusal.status)


def check_body(request: HttpRequest) -> Refusal | None:
    """Return why a form is refused. Raise Django's exceptions for one that is too large or malformed.

    The body is always parsed here. If an error page were the first to parse it, that page would raise an exception.
    """
    if request.method != "POST":
        return None
    try:
        readable = _body_is_utf_8(request)
        request.POST  # noqa: B018  (the access parses the body)
    except UnreadablePostError:  # Django would return a server error
        return BROKEN_OFF
    return None if readable else BODY


def _body_is_utf_8(request: HttpRequest) -> bool:
    match request.content_type:
        case "application/x-www-form-urlencoded":
            return is_utf_8(unquote_to_bytes(request.body))
        case "multipart/form-data":
            return is_utf_8(request.body)  # no page accepts files, so the body is limited in size, and text
    return True


class AdminNonsenseMiddleware(MiddlewareMixin):
    """Returns 400 if Django's admin raises an exception for an invalid address or form.

    The admin passes values from the address and from forms to the ORM unchecked. Only the exceptions in ``NONSENSE``
    count, and only if Django's admin raised them; any other remains a server error.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the error page for a listed exception."""
        match = request.resolver_match
        if match is None or match.app_name != "admin":
            return None
        words = str(exception)
        if not any(isinstance(exception, kind) and pattern.search(words) for kind, pattern in NONSENSE):
            return None
        return refused(request, "A part of the address or of the form is not valid in the admin.")


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Sets ``Permissions-Policy``: no page uses the camera, the microphone and similar features.

    https://www.w3.org/TR/permissions-policy/
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Set the header to the value in the settings."""
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class TooManyRequestsMiddleware(MiddlewareMixin):
    """Returns 429 if a view raises ``TooManyRequests``."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page, or JSON for a client that prefers it, with the time to wait."""
        if not isinstance(exception, TooManyRequests):
            return None
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response: HttpResponse = JsonResponse({"refused": str(exception)}, status=429)
        else:
            response = error_page(request, "429.html", 429, {"reason": str(exception)})
        response["Retry-After"] = str(exception.retry_after)
        response["Cache-Control"] = "no-store"
        return response


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Adds a page to the empty 405 response of Django's decorators."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the page with the ``Allow`` header of the response."""
        if response.status_code != 405 or response.content:
            return response
        allowed = response["Allow"]
        known = {"method": request.method, "allowed": allowed, "is_page": "GET" in allowed.split(", ")}
        page = error_page(request, "405.html", 405, known)
        page["Allow"] = allowed
        return page
