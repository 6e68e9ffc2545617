"""Letters in the terminal have links that can be copied."""

from __future__ import annotations

import io

from django.core.mail import EmailMessage

from catalog.terminal_mail import EmailBackend


def test_a_link_stands_in_one_line_however_long_it_is():
    link, terminal = f"http://127.0.0.1:8000/accounts/reset/{'x' * 200}/?a=b", io.StringIO()
    letter = EmailMessage("A new password", f"Open\n\n{link}\n\nZürich library", "from@example.org", ["to@example.org"])

    EmailBackend(stream=terminal).send_messages([letter])

    printed = terminal.getvalue().splitlines()
    assert link in printed
    assert "Zürich library" in printed
    assert {"From: from@example.org", "To: to@example.org", "Subject: A new password"} <= set(printed)
