"""What the library does with every request and every answer."""

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

# What Django's admin raises for nonsense, with what the exception says.
NONSENSE: tuple[tuple[type[Exception], re.Pattern[str]], ...] = (
    (ValueError, re.compile(r"^Field '\w+' expected a number but got ")),  # a key in ?author=, a form, an action
    (ValidationError, re.compile(r"is not a valid UUID")),  # the same for copies
    # Since Django 5.0 most lookups find nothing instead: https://code.djangoproject.com/ticket/27397
    (OverflowError, re.compile(r"Python int too large to convert to SQLite INTEGER")),
    (DataError, re.compile(r"out of range")),  # PostgreSQL says so of the same
    (FieldDoesNotExist, re.compile(r"has no field named ''$")),  # ?_to_field=
)


class NullCharacterMiddleware(MiddlewareMixin):
    """Drops cookies that hold a null character, as only a forged one does.

    PostgreSQL takes no such text, not even to look for it: the search for the session would end in a server error.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Leave out the cookies that no browser was given."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]


class ReadableMiddleware(MiddlewareMixin):
    """Refuses a request of which a part cannot be read as text, before anything is made of it.

    Django puts U+FFFD in the place of what it cannot decode, so a name would be stored without its letters. Browsers
    send UTF-8; a terminal or a script may not.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Answer 400, or 411 to a request without a length."""
        refusal = refusal_of(request) or check_body(request)
        if refusal is None:
            return None
        return refused(request, refusal.sentence, refusal.status)


def check_body(request: HttpRequest) -> Refusal | None:
    """Return why a form is refused. Raise what Django raises for one that is too large, or broken in itself.

    It is read here in any case. If a page for an error were the first to read it, there would be an error in an error.
    """
    if request.method != "POST":
        return None
    try:
        readable = _body_is_utf_8(request)
        request.POST  # noqa: B018  (looked at, so that it is parsed)
    except UnreadablePostError:  # which Django answers with a server error
        return BROKEN_OFF
    return None if readable else BODY


def _body_is_utf_8(request: HttpRequest) -> bool:
    match request.content_type:
        case "application/x-www-form-urlencoded":
            return is_utf_8(unquote_to_bytes(request.body))
        case "multipart/form-data":
            return is_utf_8(request.body)  # no page here takes files, so it is small, or refused, and all of it text
    return True


class AdminNonsenseMiddleware(MiddlewareMixin):
    """Answers 400 where Django's own admin raises an exception for an address or a form that makes no sense.

    Only those of ``NONSENSE`` count, and only if they come out of Django's admin: any other is an error, and stays one.
    The admin hands what stands in the address or in a form to the ORM unchecked.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Draw the page for what is listed."""
        match = request.resolver_match
        if match is None or match.app_name != "admin":
            return None
        words = str(exception)
        if not any(isinstance(exception, kind) and pattern.search(words) for kind, pattern in NONSENSE):
            return None
        return refused(request, "The admin could not make sense of a part of the address or of the form.")


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Tells browsers that no page here uses the camera, the microphone and the like.

    https://www.w3.org/TR/permissions-policy/
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Send the header of the settings."""
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class TooManyRequestsMiddleware(MiddlewareMixin):
    """Answers 429 where a view found that a limit of rate is reached."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Draw the page, or JSON for those who prefer it, with how long to wait."""
        if not isinstance(exception, TooManyRequests):
            return None
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response = JsonResponse({"refused": str(exception)}, status=429)
        else:
            response = error_page(request, "429.html", 429, {"reason": str(exception)})
        response["Retry-After"] = str(exception.retry_after)
        response["Cache-Control"] = "no-store"
        return response


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Gives the empty answer 405 of Django's decorators a page that says what to do."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Draw the page, and keep the header that names the methods."""
        if response.status_code != 405 or response.content:
            return response
        allowed = response["Allow"]
        known = {"method": request.method, "allowed": allowed, "is_page": "GET" in allowed.split(", ")}
        page = error_page(request, "405.html", 405, known)
        page["Allow"] = allowed
        return page
