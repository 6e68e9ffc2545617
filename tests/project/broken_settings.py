"""The settings of a site that works, and has a second database and a second cache that do not answer.

The variables of the environment name the servers that do not answer.
"""

from __future__ import annotations

from locallibrary import services
from locallibrary.settings import *  # noqa: F403  (a site as it is, but for what stands here)
from locallibrary.settings import CACHES, DATA_DIR, DATABASES

DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": services.sqlite(DATA_DIR / "library.sqlite3", max_age=0), "broken": DATABASES["default"]}
CACHES = {"default": services.cache(""), "broken": CACHES["default"]}
ROOT_URLCONF = "tests.project.broken_urls"
