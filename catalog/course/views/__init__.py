"""The views of the course, a module a subject."""
