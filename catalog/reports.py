"""Django's error report, which replaces our error pages while ``DEBUG`` is on, without secrets.

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

REFUSALS = (BadRequest, SuspiciousOperation, MultiPartParserError)  # Django returns 400
# The keys of request.META that describe the request. Under runserver it also contains the process environment.
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
    """A text that replaces a value; ``pprint`` prints it unchanged."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text

    def __repr__(self) -> str:
        """Return the text."""
        return self.text


class ReportFilter(SafeExceptionReporterFilter):
    """Filters settings, request data and variables of a report. The toolbar uses it for settings, too."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Return ``True``: apply ``sensitive_variables`` and ``sensitive_post_parameters`` also with ``DEBUG`` on."""
        return True

    def cleanse_setting(self, key: Any, value: Any) -> Any:
        """Return a value with secrets removed, by its name and by its text."""
        return discreet(super().cleanse_setting(key, value))

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the entries of ``request.META`` that describe the request."""
        return {
            name: value
            for name, value in super().get_safe_request_meta(request).items()
            if (name in OF_A_REQUEST or name.startswith(("HTTP_", "wsgi."))) and name not in os.environ
        }

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """Return the local variables of a frame, scrubbed.

        The rendered page is too late for this: Django truncates long values, and a part of a secret is not found.
        """
        variables = super().get_traceback_frame_variables(request, tb_frame)
        return {name: discreet(by_name(name, value)) for name, value in variables}.items()


class Reporter(ExceptionReporter):
    """Django's report for an error, and our page for a refused request.

    A refusal is not an error of the code. In development it shows the same page as in production, with the reason, and
    a foreign page that causes a refused request learns nothing about the site.
    """

    @property
    def is_refusal(self) -> bool:
        """Whether the response is a 400."""
        return self.request is not None and not self.is_email and isinstance(self.exc_value, REFUSALS)

    def get_traceback_html(self) -> str:
        """Return our page for a refusal, and Django's report for an error."""
        if self.is_refusal:
            return bad_request(self.request, self.exc_value).content.decode()
        return scrub(super().get_traceback_html(), markup=True)

    def get_traceback_text(self) -> str:
        """Return the same as plain text."""
        return in_words(self.exc_value) if self.is_refusal else scrub(super().get_traceback_text())


def discreet(value: Any) -> Any:
    """Return ``value``; if its representation contains a secret, return the scrubbed representation.

    ``pprint`` wraps a long string, which would split a secret over two lines, so the representation is ``Verbatim``.
    """
    try:
        text = repr(value)
    except Exception as error:  # a __repr__ may raise any exception; Django's report shows the same text
        return Verbatim(scrub(f"Error in formatting: {type(error).__name__}: {error}"))
    scrubbed = scrub(text)
    # The repr of a queryset runs a query, so it is called once. isinstance() would evaluate a lazy object.
    return value if scrubbed == text and not issubclass(type(value), QuerySet) else Verbatim(scrubbed)


def by_name(name: Any, value: Any) -> Any:
    """Return ``value`` with asterisks for items whose name indicates a secret."""
    if isinstance(name, str) and SECRET_NAME.search(name) and issubclass(type(value), (str, bytes)):
        return STARS
    if type(value) is dict:  # not a subclass, which may have its own __repr__
        return {key: by_name(key, inner) for key, inner in value.items()}
    return value
