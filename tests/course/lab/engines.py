"""The names of the engines that a lab is tried with."""

from __future__ import annotations

from typing import Final

from catalog.course.lab.sandbox import ENGINES
from tests.course.lab import own_dictionary, own_rows

EVERY_ENGINE: Final = (*ENGINES, own_rows.__name__, own_dictionary.__name__)
