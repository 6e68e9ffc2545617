"""The settings of a working site with a second database and a second cache that are unreachable.

The environment variables have the URLs of the unreachable servers.
"""

from __future__ import annotations

from locallibrary import services
from locallibrary.settings import *  # noqa: F403  (the site's settings, with changes)
from locallibrary.settings import CACHES, DATA_DIR, DATABASES

DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": services.sqlite(DATA_DIR / "library.sqlite3", max_age=0), "broken": DATABASES["default"]}
CACHES = {"default": services.cache(""), "broken": CACHES["default"]}
ROOT_URLCONF = "tests.project.broken_urls"
