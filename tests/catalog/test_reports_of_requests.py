"""The request in an error report: data of the client, without the process environment."""

from __future__ import annotations

from django.test import RequestFactory
from django.views.debug import get_default_exception_reporter_filter


def shown(**meta: str) -> dict[str, object]:
    """Return the part of ``request.META`` that a report shows."""
    return get_default_exception_reporter_filter().get_safe_request_meta(RequestFactory().get("/", **meta))


def test_a_variable_of_the_process_that_is_named_like_a_header_is_not_shown(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example.org:3128")

    names = shown(HTTP_PROXY="http://proxy.example.org:3128", HTTP_REFERER="http://testserver/")

    assert "HTTP_PROXY" not in names
    assert names["HTTP_REFERER"] == "http://testserver/"
