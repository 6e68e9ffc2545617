"""The attributes of a cookie, as its header carries them."""

from __future__ import annotations

from http.cookies import Morsel


def attributes_of(morsel: Morsel) -> dict[str, str]:
    """Return the attributes that a ``Set-Cookie`` header carries, such as ``{"Path": "/", "HttpOnly": ""}``."""
    names = {"expires": "Expires", "path": "Path", "domain": "Domain", "max-age": "Max-Age"}
    names |= {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}
    return {
        label: "" if morsel[name] is True else str(morsel[name])
        for name, label in names.items()
        if morsel[name] != "" and morsel[name] is not False  # an age of 0 is one
    }
