"""The settings of the site, which waits for a lock of SQLite no longer than a test would."""

from __future__ import annotations

from locallibrary.settings import *  # noqa: F403  (a site as it is, but for what stands here)
from locallibrary.settings import DATABASES

DATABASES["default"]["OPTIONS"]["timeout"] = 0.2  # seconds
