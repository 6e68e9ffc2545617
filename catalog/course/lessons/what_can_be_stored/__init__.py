"""What can be stored."""

TITLE = "What can be stored"
AIM = "You will see what fits into a session, what comes back changed, and what breaks the answer."
