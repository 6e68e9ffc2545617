"""The lessons of the course, in their order. The prose of each is a template: ``course/lessons/<slug>.html``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[3] / "tests" / "course" / "lessons"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: prose that puts operations in order. ``number`` counts from 1."""

    number: int
    slug: str
    title: str
    aim: str

    @property
    def template_name(self) -> str:
        """The template of the prose."""
        return f"course/lessons/{self.slug}.html"

    @property
    def tests(self) -> Path:
        """The module of tests that goes with the lesson. A project may come without it."""
        return TESTS / f"test_{self.slug.replace('-', '_')}.py"


_LESSONS = (
    (
        "what-a-session-is",
        "What a session is",
        "You will see what your browser keeps, what the library keeps, and how the one finds the other.",
    ),
    (
        "switching-sessions-on",
        "Switching sessions on",
        "You will see the two lines and the one command that make request.session, and what breaks without each.",
    ),
    (
        "the-visit-counter",
        "The visit counter",
        "You will count your own visits, and see why a count starts at 0, goes up by 2, or misses a visit.",
    ),
    (
        "storing-and-reading",
        "Storing and reading",
        "You will store values, read them back in every way there is, and see in what a session is no dictionary.",
    ),
    (
        "changing-and-deleting",
        "Changing and deleting",
        "You will change and delete entries, empty a session and end one, and see what each of these leaves behind.",
    ),
    (
        "when-is-it-saved",
        "When is it saved?",
        "You will see which changes Django notices, which it misses, and how to tell it.",
    ),
    (
        "the-session-key",
        "The session key",
        "You will change the key, make new sessions, and see what becomes of the old row.",
    ),
    (
        "logging-in-and-out",
        "Logging in and out",
        "You will log in and out with accounts of your own, and see what a log-in keeps, changes and deletes.",
    ),
    ("expiry-and-cookies", "Expiry and cookies", "You will set when a session ends, and watch one die."),
    (
        "what-can-be-stored",
        "What can be stored",
        "You will see what fits into a session, what comes back changed, and what breaks the answer.",
    ),
)
LESSONS = tuple(Lesson(number, *texts) for number, texts in enumerate(_LESSONS, start=1))
_BY_SLUG = {lesson.slug: lesson for lesson in LESSONS}


def find_lesson(slug: str) -> Lesson | None:
    """Return the lesson with this slug, or ``None``."""
    return _BY_SLUG.get(slug)


def neighbors(lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """Return the lesson before and the lesson after."""
    before = LESSONS[lesson.number - 2] if lesson.number > 1 else None
    after = LESSONS[lesson.number] if lesson.number < len(LESSONS) else None
    return before, after
