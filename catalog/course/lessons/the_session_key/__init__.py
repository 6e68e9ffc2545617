"""The session key."""

TITLE = "The session key"
AIM = "You will change the key, make new sessions, and see what becomes of the old row."
