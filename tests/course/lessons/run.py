"""Running an operation of the course as a script does."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.course.panel.page import JSON


def run(client: Client, name: str, /, headers: dict[str, str] = JSON, **inputs: str) -> HttpResponse:
    """Run the operation called ``name`` in a browser, and return the answer: JSON, unless ``headers`` ask otherwise."""
    return client.post(reverse("run-operation", args=[name]), inputs, headers=headers)
