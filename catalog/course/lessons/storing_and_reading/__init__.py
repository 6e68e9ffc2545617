"""Storing and reading."""

TITLE = "Storing and reading"
AIM = "You will store values, read them back in every way there is, and see in what a session is no dictionary."
