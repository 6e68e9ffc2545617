"""The reader's own session, looked at without changing it."""
