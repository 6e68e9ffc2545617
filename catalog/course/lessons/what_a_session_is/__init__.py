"""What a session is."""

TITLE = "What a session is"
AIM = "You will see what your browser keeps, what the library keeps, and how the one finds the other."
