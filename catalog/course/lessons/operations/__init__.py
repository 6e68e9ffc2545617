"""The operations of the course, a module a lesson, each an ordinary view of a few lines.

Importing this package registers them all, in the order of the lessons.
"""

from catalog.course.lessons.operations import (  # noqa: I001  (the order is that of the lessons)
    a_session,
    switched_on,
    visit_counter,
    storing,
    changing,
    saving,
    keys,
    logging_in,
    expiry,
    storable,
    asynchronous,
)

__all__ = [
    "a_session",
    "asynchronous",
    "changing",
    "expiry",
    "keys",
    "logging_in",
    "saving",
    "storable",
    "storing",
    "switched_on",
    "visit_counter",
]
