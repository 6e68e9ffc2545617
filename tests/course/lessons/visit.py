"""Open pages of a new project one after another, as one browser. The tests run this file in the project's folder.

On standard input: ``{"cookies": {...}, "pages": ["/a/", "POST /b/ name=value", ...]}``. Redirects are followed. On
standard output: a list with what each page answered.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any
from urllib.parse import parse_qsl

import django
from django.test import Client


def main() -> None:
    """Open the pages, and write the answers."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
    django.setup()

    order = json.load(sys.stdin)
    browser = Client(raise_request_exception=False, SERVER_NAME="localhost")
    browser.cookies.load(order["cookies"])
    json.dump([answer(browser, page) for page in order["pages"]], sys.stdout)


def answer(browser: Any, page: str) -> dict[str, Any]:
    """Open one page, and return its status, text, error, traceback and the cookies that the browser has afterwards."""
    words = page.split()
    if words[0] == "POST":
        response = browser.post(words[1], dict(parse_qsl(" ".join(words[2:]))), follow=True)
    else:
        response = browser.get(page, follow=True)
    kind, error, trace = getattr(response, "exc_info", None) or (None, None, None)
    return {
        "status": response.status_code,
        "text": response.content.decode(),
        "error": f"{kind.__name__}: {error}" if kind else "",
        "files": [frame.filename for frame in traceback.extract_tb(trace)],
        "cookies": {name: dict(morsel) | {"value": morsel.value} for name, morsel in browser.cookies.items()},
    }


if __name__ == "__main__":
    main()
