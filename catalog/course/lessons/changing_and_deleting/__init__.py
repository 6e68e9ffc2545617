"""Changing and deleting."""

TITLE = "Changing and deleting"
AIM = "You will change and delete entries, empty a session and end one, and see what each of these leaves behind."
