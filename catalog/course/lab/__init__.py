"""Browsers, a clock and a store for experiments with sessions, isolated from the site. Checks are written with them.

    with Lab(SESSION_COOKIE_AGE=60) as lab:
        ann = lab.browser("Ann")
        page = ann.get(count_visits)
        lab.later(minutes=2)
        expect("The page", ann.get(count_visits).text).to_be("1")

A view is a plain function and needs no URL. Every request is recorded as an exchange. At the end of the block settings,
clock, database, cache and files are restored.
"""

from catalog.course.lab.browser import Answer, Browser
from catalog.course.lab.expectations import NotAsExpected, expect, fail
from catalog.course.lab.lab import Lab
from catalog.course.lab.steps import Underway

__all__ = ["Answer", "Browser", "Lab", "NotAsExpected", "Underway", "expect", "fail"]
