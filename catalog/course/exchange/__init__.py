"""One pass of a request, recorded, and everything that is worked out from the record."""
