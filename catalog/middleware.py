"""What the library does with a request before anything else."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin


class NullCharacterMiddleware(MiddlewareMixin):
    """Drops cookies that hold a null character, as only a forged one does.

    PostgreSQL takes no such text, not even to look for it: the search for the session would end in a server error.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Leave out the cookies that no browser was given."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
