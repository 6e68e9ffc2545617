"""Browsers, a clock and a store to try sessions with, apart from the site: what checks and scenarios are written in.

    with Lab(SESSION_COOKIE_AGE=60) as lab:
        ann = lab.browser("Ann")
        page = ann.get(count_visits)
        lab.later(minutes=2)
        expect("The page", ann.get(count_visits).text).to_be("1")

A view is a plain function; no address has to be written for it. Every request becomes an exchange. When the block
ends, settings, clock, database, cache and files are as they were before.
"""

from catalog.course.lab.browser import Answer, Browser
from catalog.course.lab.expectations import NotAsExpected, expect, fail
from catalog.course.lab.lab import Lab
from catalog.course.lab.steps import Underway

__all__ = ["Answer", "Browser", "Lab", "NotAsExpected", "Underway", "expect", "fail"]
