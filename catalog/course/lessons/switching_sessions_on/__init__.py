"""Switching sessions on."""

TITLE = "Switching sessions on"
AIM = "You will see the two lines and the one command that make request.session, and what breaks without each."
