"""The cookies of an answer: their attributes, and what a browser makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import Morsel

LARGEST = 4096  # bytes of name and value together, that a browser keeps (draft-ietf-httpbis-rfc6265bis, 5.6)


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that the response set, with every attribute of the header."""

    name: str
    value: str
    attributes: dict[str, str]

    @property
    def deletes(self) -> bool:
        """Whether it tells the browser to throw the cookie away: its age is over at once."""
        age = self.attributes.get("Max-Age", "")
        return age.lstrip("-").isdigit() and int(age) <= 0

    @property
    def size(self) -> int:
        """The bytes of its name and value, which browsers count together."""
        return len(self.name.encode()) + len(self.value.encode())

    @property
    def refused(self) -> bool:
        """Whether it is too large for a browser, which then keeps the cookie that it has."""
        return self.size > LARGEST


def kept_by_browser(sent: Cookie | None, cookie_in: str | None) -> str | None:
    """Return the value that a browser has after an answer, or ``None`` for no cookie.

    ``sent`` is the cookie of the answer, if it set one, and ``cookie_in`` the value that the browser had.
    """
    if sent is None or sent.refused:
        return cookie_in
    return None if sent.deletes else sent.value or None


def attributes_of(morsel: Morsel[str]) -> dict[str, str]:
    """Return the attributes that a ``Set-Cookie`` header carries, such as ``{"Path": "/", "HttpOnly": ""}``."""
    names = {"expires": "Expires", "path": "Path", "domain": "Domain", "max-age": "Max-Age"}
    names |= {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}
    return {
        label: "" if morsel[name] is True else str(morsel[name])
        for name, label in names.items()
        if morsel[name] != "" and morsel[name] is not False  # an age of 0 is one
    }
