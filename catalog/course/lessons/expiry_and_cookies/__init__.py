"""Expiry and cookies."""

TITLE = "Expiry and cookies"
AIM = "You will set when a session ends, and watch one die."
