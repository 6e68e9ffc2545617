"""The views of the library, a module a subject."""
