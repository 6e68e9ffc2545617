"""The log lines about a letter: begun, and then either done or lost."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db

RESET = reverse("password_reset")


@pytest.fixture(autouse=True)
def ann():
    """A user with an e-mail address."""
    return make_user("ann", email="ann@example.org")


@pytest.fixture
def no_mail_server(monkeypatch):
    """An unreachable mail server."""

    def refuse(*args: object, **options: object) -> None:
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)


def of_letters(caplog) -> list[str]:
    """Return the log lines about letters."""
    return [record.getMessage() for record in caplog.records if "etter" in record.getMessage() or "mail" in record.msg]


def test_a_letter_that_the_mail_server_did_not_take_is_lost_and_not_done(client, no_mail_server, caplog):
    client.post(RESET, {"email": "ann@example.org"})

    assert of_letters(caplog)[-1].endswith("is lost: ConnectionRefusedError: Connection refused")
    assert not any("done" in line for line in of_letters(caplog))
    assert not any(record.exc_info for record in caplog.records), "one line, and no traceback"


def test_a_letter_that_was_taken_is_done(client, caplog, mailoutbox):
    client.post(RESET, {"email": "ann@example.org"})

    assert [letter.to for letter in mailoutbox] == [["ann@example.org"]]
    assert [line.split()[-1] for line in of_letters(caplog)] == ["begun.", "done."]


def test_the_lines_about_letters_get_into_the_log_of_the_site():
    levels = {name: logger.get("level") for name, logger in settings.LOGGING["loggers"].items()}

    assert levels.get("catalog.post") == "INFO"
    assert logging.getLogger("catalog.post").getEffectiveLevel() <= logging.INFO
