"""Typed passwords do not appear in the debug toolbar of a development server."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

import pytest

from tests.project.visitor import Visitor
from tests.selection import first_are_quick

TYPED = "WhatSomebodyTyped9417"
PANELS = ("HistoryPanel", "RequestPanel", "HeadersPanel", "SQLPanel", "SessionPanel", "TemplatesPanel")


@pytest.fixture(scope="module")
def site(manage, serve):
    """The site in development, where the toolbar is on."""
    assert manage("migrate", "--verbosity=0").returncode == 0
    return serve()


def shown_by_the_toolbar(visitor: Visitor, page: str, panel: str) -> str:
    """Return the contents of a panel for the request of ``page``."""
    [number] = re.findall(r'data-request-id="([^"]+)"', page)[:1]
    query = urlencode({"request_id": number, "panel_id": panel})
    return html.unescape(json.loads(visitor.get(f"/__debug__/render_panel/?{query}").text)["content"])


@pytest.mark.parametrize("panel", first_are_quick(PANELS))
def test_no_panel_shows_what_was_typed_at_the_log_in(site, panel):
    visitor = Visitor(site.port)
    page = visitor.post("/accounts/login/", username="nobody-of-this-name", password=TYPED)
    assert page.status == 200

    shown = shown_by_the_toolbar(visitor, page.text, panel)

    assert TYPED not in shown
    assert panel != "HistoryPanel" or "nobody-of-this-name" in shown
