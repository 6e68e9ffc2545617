"""When is it saved?"""

TITLE = "When is it saved?"
AIM = "You will see which changes Django notices, which it misses, and how to tell it."
