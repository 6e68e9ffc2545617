"""Letters in the terminal, to read and to copy from.

Django's console backend prints a message as it would travel. Since Django 6.1 that is quoted-printable as soon as a
line has more than 78 characters, which breaks the link of a password reset over two lines.

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
