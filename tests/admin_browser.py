"""A client for Django's admin that reads pages and submits forms like a browser."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.sessions import log_in

MODELS = ["author", "book", "bookinstance", "genre", "language"]


def address(model: str, page: str = "changelist", *args: object) -> str:
    """Return the URL of an admin page of ``model``."""
    return reverse(f"admin:catalog_{model}_{page}", args=args)


class AdminBrowser:
    """The browser of a member of staff."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        log_in(self.client, user)

    def get(self, path: str, **query: object) -> BeautifulSoup:
        """Return the page at ``path``. Raise ``AssertionError`` unless the status is 200."""
        response = self.client.get(path, query)
        assert response.status_code == 200, response.status_code
        return BeautifulSoup(response.content, "html.parser")

    def page(self, model: str, name: str = "changelist", *args: object, **query: object) -> BeautifulSoup:
        """Return an admin page of ``model``: ``page("book", "change", 12)`` or ``page("book", q="sea")``."""
        return self.get(address(model, name, *args), **query)

    def rows(self, model: str, **query: object) -> list[list[str]]:
        """Return the texts of the cells of a list."""
        rows = self.page(model, **query).select("#result_list tbody tr")
        return [[cell.get_text(strip=True) for cell in row.select("th, td:not(.action-checkbox)")] for row in rows]

    def post(self, model: str, page: str, /, *args: object, **fields: object) -> HttpResponse:
        """Submit the form of a page, with these fields changed."""
        path = address(model, page, *args)
        return self.client.post(path, fields_of(self.get(path), f"{model}_form") | fields)


def fields_of(page: BeautifulSoup, form_id: str) -> dict[str, str | list[str]]:
    """Return the initial fields of a form, as a browser would submit them."""
    fields = {}
    for field in page.select(f"#{form_id} [name]"):
        if field.name == "select":
            chosen = [option["value"] for option in field.select("option[selected]")]
            fields[field["name"]] = chosen if field.has_attr("multiple") else "".join(chosen)
        elif field.name == "textarea":
            fields[field["name"]] = field.get_text().removeprefix("\n")
        elif field.get("type") not in {"submit", "checkbox"} or field.has_attr("checked"):
            fields[field["name"]] = field.get("value", "")
    return fields
