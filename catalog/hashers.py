"""How passwords are hashed in a class room."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ClassRoomHasher(PBKDF2PasswordHasher):
    """Django's own way, with a small part of its work, so that thirty log-ins at once take a moment and not a minute.

    That work is for the case that the hashes are stolen. Here the password is on the projector, and whatever somebody
    chooses goes through the network unencrypted.
    https://docs.djangoproject.com/en/5.2/topics/auth/passwords/#increasing-the-work-factor
    """

    iterations = 50_000  # Django 5.2 makes 1,000,000, and 6.1 more
