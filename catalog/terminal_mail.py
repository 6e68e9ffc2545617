"""An e-mail backend that prints readable letters to the terminal.

Django's console backend prints the encoded message. Since Django 6.1 that is quoted-printable if a line has more than
78 characters, which breaks the link of a password reset into two lines.

https://docs.djangoproject.com/en/5.2/topics/email/#console-backend
"""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints sender, receivers, subject and text of each letter."""

    def write_message(self, message: EmailMessage) -> None:
        """Print one letter."""
        head = f"From: {message.from_email}\nTo: {', '.join(message.to)}\nSubject: {message.subject}\n"
        self.stream.write(f"{head}\n{message.body}\n{'-' * 79}\n")
