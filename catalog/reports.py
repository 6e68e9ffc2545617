"""Django's report of an error, which stands in the place of our pages while ``DEBUG`` is on, without secrets.

https://docs.djangoproject.com/en/5.2/howto/error-reporting/#custom-error-reports
"""

from __future__ import annotations

import os
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from catalog.discretion import SECRET_NAME, STARS, scrub
from catalog.views.errors import bad_request, in_words

REFUSALS = (BadRequest, SuspiciousOperation, MultiPartParserError)  # Django answers 400
# What tells of the request in request.META. Under runserver the environment of the process is there as well.
OF_A_REQUEST = {
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "GATEWAY_INTERFACE",
    "PATH_INFO",
    "QUERY_STRING",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SERVER_SOFTWARE",
}


class Verbatim:
    """A text in the place of a value, which ``pprint`` shows as it is."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text

    def __repr__(self) -> str:
        """Return the text."""
        return self.text


class ReportFilter(SafeExceptionReporterFilter):
    """Chooses what a report may show of settings, request and variables. The toolbar shows settings by it too."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Heed the marks of views that handle passwords with ``DEBUG`` on as well."""
        return True

    def cleanse_setting(self, key: Any, value: Any) -> Any:
        """Return a value without what its name or its text tells to be secret."""
        return discreet(super().cleanse_setting(key, value))

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what in ``request.META`` tells of the request."""
        return {
            name: value
            for name, value in super().get_safe_request_meta(request).items()
            if (name in OF_A_REQUEST or name.startswith(("HTTP_", "wsgi."))) and name not in os.environ
        }

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """Return the local variables of a frame, each without secrets.

        This is done here, not with the finished page: Django cuts long values, and a half of a secret is not found.
        """
        variables = super().get_traceback_frame_variables(request, tb_frame)
        return {name: discreet(by_name(name, value)) for name, value in variables}.items()


class Reporter(ExceptionReporter):
    """Django's report of an error, and our page for a request that is refused.

    A refusal is no error of the code: whoever tries the site out on their own machine reads the same page as everybody
    else, with the reason on it, and a page of a stranger that gets a request refused reads nothing of the site.
    """

    @property
    def is_refusal(self) -> bool:
        """Whether a visitor waits for the answer 400."""
        return self.request is not None and not self.is_email and isinstance(self.exc_value, REFUSALS)

    def get_traceback_html(self) -> str:
        """Return our page for a refusal, and Django's report for an error."""
        if self.is_refusal:
            return bad_request(self.request, self.exc_value).content.decode()
        return scrub(super().get_traceback_html(), markup=True)

    def get_traceback_text(self) -> str:
        """Return the same for those who want plain text."""
        return in_words(self.exc_value) if self.is_refusal else scrub(super().get_traceback_text())


def discreet(value: Any) -> Any:
    """Return ``value``, or in its place the text that shows it, scrubbed, if that text would show a secret.

    A text that stays a value would be wrapped by ``pprint``, with the halves of a secret on two lines.
    """
    try:
        text = repr(value)
    except Exception as error:  # any class may raise anything here; Django's report shows it like this too
        return Verbatim(scrub(f"Error in formatting: {type(error).__name__}: {error}"))
    scrubbed = scrub(text)
    # A queryset runs a query to show itself: once is enough. isinstance() would make a lazy object run one too.
    return value if scrubbed == text and not issubclass(type(value), QuerySet) else Verbatim(scrubbed)


def by_name(name: Any, value: Any) -> Any:
    """Return ``value`` with asterisks for what stands under a name that tells of a password."""
    if isinstance(name, str) and SECRET_NAME.search(name) and issubclass(type(value), (str, bytes)):
        return STARS
    if type(value) is dict:  # not a subclass, whose text is its own affair
        return {key: by_name(key, inner) for key, inner in value.items()}
    return value
