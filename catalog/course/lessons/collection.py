"""The lessons in their order, each a package of this folder, and what the packages hold.

A package is named like its lesson's slug, with underscores. It has ``TITLE`` and ``AIM``, a module ``operations`` and a
module ``questions``. The prose is the template ``course/lessons/<slug>.html``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from catalog.course.lessons.lesson import Lesson

if TYPE_CHECKING:
    from catalog.course.lessons.question import Question

ORDER: Final = (
    "what-a-session-is",
    "switching-sessions-on",
    "the-visit-counter",
    "storing-and-reading",
    "changing-and-deleting",
    "when-is-it-saved",
    "the-session-key",
    "logging-in-and-out",
    "expiry-and-cookies",
    "what-can-be-stored",
)
_PACKAGES: Final = {slug: f"{__package__}.{slug.replace('-', '_')}" for slug in ORDER}


def _lesson(number: int, slug: str) -> Lesson:
    package = import_module(_PACKAGES[slug])
    return Lesson(number, slug, package.TITLE, package.AIM)


LESSONS: Final = tuple(_lesson(number, slug) for number, slug in enumerate(ORDER, start=1))
_BY_SLUG: Final = {lesson.slug: lesson for lesson in LESSONS}

# The questions, by the name of the operation that each precedes.
QUESTIONS: Final[dict[str, Question]] = {}


def load() -> None:
    """Import the operations of all lessons, which registers them in the order of the lessons, and the questions.

    They use models and settings, which have to be loaded first. A list of the lessons needs neither.
    """
    for package in _PACKAGES.values():
        import_module(f"{package}.operations")
        QUESTIONS.update(import_module(f"{package}.questions").QUESTIONS)


def find_lesson(slug: str) -> Lesson | None:
    """Return the lesson with this slug, or ``None``."""
    return _BY_SLUG.get(slug)


def neighbors(lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """Return the lesson before and the lesson after."""
    before = LESSONS[lesson.number - 2] if lesson.number > 1 else None
    after = LESSONS[lesson.number] if lesson.number < len(LESSONS) else None
    return before, after
