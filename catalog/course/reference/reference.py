"""The reference: every name around Django's sessions, what it does, and where the course shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from catalog.course.lessons.collection import find_lesson
from catalog.course.lessons.lesson import Lesson
from catalog.course.lessons.operation import Operation, all_operations
from catalog.course.reference.documentation import documentation_of
from catalog.course.reference.introspection import Name
from catalog.course.reference.names import names
from catalog.course.reference.shown import SHOWN, Shown
from catalog.discretion import scrub

GROUPS = {
    "session": "Methods of request.session",
    "session-async": "Methods of request.session to await",
    "session-attributes": "Attributes of request.session",
    "keys": "Keys that Django uses itself",
    "settings": "Settings of sessions",
    "settings-nearby": "Settings next to sessions",
    "engines": "Engines",
    "serializers": "Serializers",
    "model": "The model and its managers",
    "middleware": "Middleware",
    "auth": "Logging in and out",
    "signals": "Signals",
    "exceptions": "Exceptions",
    "commands": "Commands",
    "checks": "Checks",
    "loggers": "Loggers",
    "tests": "The browsers of tests",
}
# Their values are secrets, or may contain one. A path would tell visitors about the machine.
HIDDEN = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "CACHES"}
HIDDEN_IF_SET = {"SESSION_FILE_PATH"}
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Article:
    """One name of the reference. ``here`` says whether the installed Django has it."""

    name: Name
    shown: Shown
    here: bool = True

    @property
    def says(self) -> str:
        """What it does, in the words of the course."""
        if self.shown.says or not self.name.twin:
            return self.shown.says.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        return f"Does what {self.twin_label}() does; you await it."

    @property
    def twin_label(self) -> str:
        """What a page prints for the synchronous or asynchronous twin."""
        return self.name.twin.rpartition(".")[2]

    @property
    def operations(self) -> list[Operation]:
        """The operations that show it live."""
        found = all_operations()
        return [found[name] for name in self.shown.operations if name in found]

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons that show or explain it, in their order."""
        slugs = {self.shown.lesson, *(operation.lesson for operation in self.operations)}
        return sorted(filter(None, map(find_lesson, slugs)), key=lambda lesson: lesson.number)

    @property
    def value(self) -> str:
        """The value that a setting has now. Empty for all other names."""
        if self.name.kind != "setting":
            return ""
        value = getattr(settings, self.name.anchor)
        hidden = self.name.anchor in HIDDEN or (self.name.anchor in HIDDEN_IF_SET and value is not None)
        return NOT_SHOWN if hidden else scrub(repr(value))

    @property
    def in_use(self) -> bool:
        """Whether it is the engine of this site."""
        return f"django.contrib.sessions.{self.name.anchor}" == settings.SESSION_ENGINE

    @property
    def documentation(self) -> str:
        """The address in Django's documentation."""
        return documentation_of(self.name)

    def fits(self, words: list[str]) -> bool:
        """Whether every word of a search is somewhere in it."""
        name = self.name
        text = f"{name.anchor} {name.label} {name.kind} {name.says} {self.says} {GROUPS[name.group]}".lower()
        return all(word in text for word in words)


def entries() -> list[Article]:
    """Return every name that this Django has, and after them those that only a newer one has."""
    found = [Article(name, SHOWN.get(name.anchor, Shown())) for name in names().values()]
    newer = [anchor for anchor, shown in SHOWN.items() if shown.newer and anchor not in names()]
    for anchor in newer:
        owner, _, label = anchor.rpartition(".")
        group = "session" if owner == "SessionBase" else "model"
        found.append(Article(Name(group, anchor, label, "method or class"), SHOWN[anchor], here=False))
    return found


def groups(query: str = "") -> list[dict[str, Any]]:
    """Return the groups with their entries: those that a search finds, and all without one."""
    words = query.lower().split()
    fitting = [entry for entry in entries() if entry.fits(words)]
    grouped = [
        {"slug": slug, "title": title, "entries": [entry for entry in fitting if entry.name.group == slug]}
        for slug, title in GROUPS.items()
    ]
    return [group for group in grouped if group["entries"]]


def groups_as_json(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return groups for scripts and tests."""
    return [group | {"entries": [article_as_json(entry) for entry in group["entries"]]} for group in found]


def article_as_json(entry: Article) -> dict[str, Any]:
    """Return one entry for scripts and tests."""
    name = entry.name
    is_setting = name.kind == "setting"
    return {
        "id": name.anchor,
        "name": name.label,
        "kind": name.kind,
        "signature": name.signature,
        "says": entry.says,
        "django_says": name.says,
        "twin": name.twin or None,
        "newer": entry.shown.newer,
        "here": entry.here,
        "default": name.value if is_setting else None,
        "value": entry.value if is_setting else name.value or None,
        "operations": [operation.name for operation in entry.operations],
        "lessons": [lesson.slug for lesson in entry.lessons],
        "documentation": entry.documentation,
    }
