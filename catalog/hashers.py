"""The password hasher of a class room."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ClassRoomHasher(PBKDF2PasswordHasher):
    """PBKDF2 with fewer iterations than Django's default, so that 30 log-ins at once take seconds and not a minute.

    A high number of iterations protects stolen hashes. In a class room the password is public, and a changed one is
    sent through the network unencrypted.
    https://docs.djangoproject.com/en/5.2/topics/auth/passwords/#increasing-the-work-factor
    """

    iterations = 50_000  # Django 5.2 makes 1,000,000, and 6.1 more
