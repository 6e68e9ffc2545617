"""The settings of the site with a short time-out for locks of SQLite."""

from __future__ import annotations

from locallibrary.settings import *  # noqa: F403  (the site's settings, with changes)
from locallibrary.settings import DATABASES

DATABASES["default"]["OPTIONS"]["timeout"] = 0.2  # seconds
