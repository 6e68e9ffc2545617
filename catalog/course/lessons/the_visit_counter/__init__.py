"""The visit counter."""

TITLE = "The visit counter"
AIM = "You will count your own visits, and see why a count starts at 0, goes up by 2, or misses a visit."
