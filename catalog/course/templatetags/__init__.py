"""Template tags of the course."""
