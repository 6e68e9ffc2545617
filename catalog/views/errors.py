"""The pages for requests that could not be answered."""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.debug import ExceptionReporter

INTERRUPTED = (
    "Your session was deleted while the library was answering, perhaps in another tab. "
    "What this request was to keep in it is not kept. The next page starts afresh."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with the sentence that the view raised.

    Only a ``BadRequest`` was written for the visitor; what Django's security checks say is for the log.
    """
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    if isinstance(exception, SessionInterrupted):  # Django's own words, for developers
        reason = INTERRUPTED
    return render(request, "400.html", {"reason": reason}, status=400)


class Reporter(ExceptionReporter):
    """Django's report of an error, which stands in the place of our pages while ``DEBUG`` is on.

    A request that is refused is no error of the code: whoever tries the site out on their own machine reads the same
    sentence as everybody else. https://docs.djangoproject.com/en/5.2/howto/error-reporting/#custom-error-reports
    """

    def get_traceback_html(self) -> str:
        """Return our page for a refusal, and Django's report for an error."""
        if isinstance(self.exc_value, BadRequest):
            return bad_request(self.request, self.exc_value).content.decode()
        return super().get_traceback_html()
