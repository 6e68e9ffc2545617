"""The exercises: what they are made of, the judge of what a learner wrote, and what is kept about it.

The exercises themselves are under ``tests/exercises/``, a folder each.
"""

from catalog.course.exercises.exercise import Exercise

__all__ = ["Exercise"]
