"""What the library does with every request and every answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin


class NullCharacterMiddleware(MiddlewareMixin):
    """Drops cookies that hold a null character, as only a forged one does.

    PostgreSQL takes no such text, not even to look for it: the search for the session would end in a server error.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Leave out the cookies that no browser was given."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Gives the empty answer 405 of Django's decorators a page that says what to do."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Draw the page, and keep the header that names the methods."""
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", {"method": request.method, "allowed": response["Allow"]}, status=405)
        page["Allow"] = response["Allow"]
        return page
