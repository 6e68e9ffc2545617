"""The exercises: their parts, the judge of a learner's file, and the record of progress.

The exercises themselves are under ``tests/exercises/``, a folder each.
"""

from catalog.course.exercises.exercise import Exercise

__all__ = ["Exercise"]
