"""What the library does with every request and every answer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from catalog.limits import TooManyRequests


class NullCharacterMiddleware(MiddlewareMixin):
    """Drops cookies that hold a null character, as only a forged one does.

    PostgreSQL takes no such text, not even to look for it: the search for the session would end in a server error.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Leave out the cookies that no browser was given."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]


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
            response = render(request, "429.html", {"reason": str(exception)}, status=429)
        response["Retry-After"] = str(exception.retry_after)
        response["Cache-Control"] = "no-store"
        return response


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Gives the empty answer 405 of Django's decorators a page that says what to do."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Draw the page, and keep the header that names the methods."""
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", {"method": request.method, "allowed": response["Allow"]}, status=405)
        page["Allow"] = response["Allow"]
        return page
