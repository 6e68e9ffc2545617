"""A notice that stays dismissed."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.sessions import stored

pytestmark = pytest.mark.django_db


HOME = "/catalog/"


def reason(page) -> str:
    """Return the sentence of an error page."""
    return page.select_one("main .lede").get_text(strip=True)


class TestNotices:
    def test_a_dismissed_notice_stays_away_for_that_visitor_alone(self, browsers, soup):
        ann, bob = browsers

        ann.post(reverse("dismiss-notice", args=["welcome"]))

        assert not soup(ann.get(HOME)).select("section.notice")
        assert not soup(ann.get(HOME)).select("section.notice")
        assert soup(bob.get(HOME)).select("section.notice")
        assert stored(ann)["dismissed_notices"] == ["welcome"]

    def test_it_is_noted_once(self, client):
        for _ in range(2):
            client.post(reverse("dismiss-notice", args=["welcome"]))

        assert stored(client)["dismissed_notices"] == ["welcome"]

    def test_a_notice_that_there_is_not_is_refused(self, client, soup):
        response = client.post(reverse("dismiss-notice", args=["taxes"]))

        assert response.status_code == 400
        assert reason(soup(response)) == "There is no such notice."
        assert Session.objects.count() == 0
