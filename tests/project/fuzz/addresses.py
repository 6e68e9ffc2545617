"""Every route of the site, from the URL configuration, and values for its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from hypothesis import strategies as st

from catalog.course.exercises.collection import all_exercises
from catalog.course.lessons.collection import LESSONS
from catalog.course.lessons.operation import all_operations
from tests.project.fuzz.library import Library

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")  # of a route
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")  # of a regular expression
STATIC = "static/<path:file>"  # served before the URL configuration is used
NONSENSE = [
    *("", "0", "-1", "nonsense", "x" * 300, "9" * 19, "9" * 40, "_0", "1_2F2", "_5F", "%", "²", "½", "é", "\u202e"),
    *(
        "..",
        "../..",
        "a/b",
        "//",
        "?",
        "#",
        "&a=b",
        ";",
        "'",
        '"',
        "<b>",
        "{{",
        "\n",
        "\0",
        "\udcff",
        "\ud800",
        "[",
        "]",
    ),
    *("00000000-0000-0000-0000-000000000000", "None", "add", "change", "set-password", "MQ", "gA", "1e3", " 1", "+1"),
]


@dataclass(frozen=True)
class Address:
    """A route: its fixed parts, and the names of the parameters between them."""

    route: str
    pieces: tuple[str, ...]
    places: tuple[str, ...]

    def path(self, values: list[str]) -> bytes:
        """Return the path with these values as parameters, percent-encoded."""
        filled = [piece + value for piece, value in zip(self.pieces, [*values, ""], strict=True)]
        return quote("/" + "".join(filled), errors="surrogatepass", safe="/%").encode()

    def real(self, library: Library) -> list[list[str]]:
        """Return the existing values of each parameter."""
        return [values_of(self.route, place, library) for place in self.places]


def every_address() -> list[Address]:
    """Return the routes of the site without duplicates, and the one of the static files."""
    found = {route: Address(route, pieces, places) for route, pieces, places in _walk(get_resolver(), "", ("",), ())}
    found[STATIC] = Address(STATIC, ("static/", ""), ("file",))
    return list(found.values())


def _walk(
    resolver: URLResolver, route: str, pieces: tuple[str, ...], places: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        text = str(entry.pattern)
        plain, finder = text, PLACE
        if isinstance(entry.pattern, RegexPattern):
            text = text.removeprefix("^")  # as in Django's ResolverMatch.route
            plain, finder = text.removesuffix("$"), GROUP
        first, *more = finder.split(plain)
        inner_pieces = (*pieces[:-1], pieces[-1] + first, *more[1::2])
        inner_places = (*places, *more[::2])
        if isinstance(entry, URLPattern):
            yield route + text, inner_pieces, inner_places
        else:
            yield from _walk(entry, route + text, inner_pieces, inner_places)


def values_of(route: str, place: str, library: Library) -> list[str]:  # noqa: C901  (a table)
    """Return existing values of a parameter of a route. Raise ``LookupError`` for an unknown parameter."""
    match place:
        case "notice":
            return ["welcome"]
        case "name":
            return list(all_operations())
        case "slug":
            return [one.slug for one in (all_exercises() if "/exercises/" in route else LESSONS)]
        case "pk" | "object_id" | "id" if "content_type_id" not in route:
            return [str(library.row_of(route).pk)]
        case "content_type_id":
            return [str(library.content_type)]
        case "object_id":
            return [str(library.book.pk)]
        case "uidb64":
            return [library.uid]
        case "token":
            return [library.token, "set-password"]
        case "app_label":
            return ["catalog", "auth"]
        case "url":
            return ["nowhere/"]
        case "file":
            return ["css/base.css", "vendor/htmx/LICENSE", "nowhere.css"]
    raise LookupError(f"There are no known values for <{place}> of {route}.")


@st.composite
def paths(draw: st.DrawFn, address: Address, library: Library, *, wild: bool) -> bytes:
    """Draw a path: usually an existing one."""
    odd = st.sampled_from(NONSENSE) | st.text(max_size=12)
    values = [
        draw(odd if draw(st.integers(0, 1 if wild else 5)) == 1 else st.sampled_from(real))
        for real in address.real(library)
    ]
    return address.path(values) + (draw(st.sampled_from([b"", b"/", b"%FF", b"%00", b"\xc3\xa9"])) if wild else b"")
