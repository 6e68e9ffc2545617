"""The rate limit of letters to a mailbox, for requests from many addresses."""

from __future__ import annotations

import pytest
from django.test import Client

from catalog import post
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class AtOnce:
    """An executor that runs each job in ``submit``."""

    def submit(self, do, *args):
        do(*args)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(post, "desk", AtOnce())
    monkeypatch.setattr(post.connections, "close_all", lambda: None)


def test_many_addresses_together_cannot_flood_a_mailbox(mailoutbox, caplog):
    make_user("ann", email="Ann@example.org")

    answers = [
        Client(REMOTE_ADDR=f"198.51.100.{host}").post("/accounts/password_reset/", {"email": email})
        for host, email in enumerate(["ann@example.org", "ANN@EXAMPLE.ORG"] * 4)
    ]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/accounts/password_reset/done/")}
    assert len(mailoutbox) == 5
    assert caplog.text.count("is lost: TooManyRequests: Too many letters to a mailbox") == 3
    assert "example.org" not in caplog.text.lower()


def test_other_mailboxes_get_theirs(mailoutbox):
    make_user("ann", email="ann@example.org")
    make_user("ben", email="ben@example.org")
    for host in range(7):
        Client(REMOTE_ADDR=f"198.51.100.{host}").post("/accounts/password_reset/", {"email": "ann@example.org"})

    Client(REMOTE_ADDR="198.51.100.99").post("/accounts/password_reset/", {"email": "ben@example.org"})

    assert mailoutbox[-1].to == ["ben@example.org"]
