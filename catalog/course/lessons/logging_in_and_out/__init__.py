"""Logging in and out."""

TITLE = "Logging in and out"
AIM = "You will log in and out with accounts of your own, and see what a log-in keeps, changes and deletes."
