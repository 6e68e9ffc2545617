"""Reading the panel "Your session" as a person would."""

from __future__ import annotations

from bs4 import BeautifulSoup

HOME = "/catalog/"
INSPECTOR = "/sessions/inspector/"
PANEL = "/sessions/inspector/panel/"
JSON = {"accept": "application/json"}
HTMX = {"hx-request": "true"}


def rows_of(page: BeautifulSoup) -> list[tuple[str, ...]]:
    """Return the entries that a panel shows, each as name, value, type and mark."""
    shown = []
    for row in page.select(".entries tbody tr"):
        name, value, kind = row.select("td")
        mark = kind.select_one(".mark")
        shown.append((name.get_text(), value.get_text(), kind.contents[0].strip(), mark.get_text() if mark else ""))
    return shown


def facts_of(page: BeautifulSoup) -> dict[str, str]:
    """Return the list "Where it is kept"."""
    terms = page.select("dl.facts dt")
    return {term.get_text(): " ".join(term.find_next("dd").get_text().split()) for term in terms}


def seen_on(page: BeautifulSoup) -> str:
    """Return what a panel will say that it has seen."""
    return page.select_one("input[name=seen]")["value"]
