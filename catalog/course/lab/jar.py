"""What a browser does with cookies: store them, send them, and delete them when they expire or the browser is closed.

RFC 6265, sections 5.3 and 5.4: ``Max-Age`` has precedence over ``Expires``, a cookie with neither ends with the
browser, and a cookie goes only to addresses below its path. Browsers use HTTPS in a lab, so cookies with ``Secure``
are sent.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookies import Morsel, SimpleCookie
from typing import Final

from catalog.course.exchange.cookies import LARGEST

HOST: Final = "testserver"  # where Django's RequestFactory sends its requests


@dataclass(frozen=True, slots=True)
class KeptCookie:
    """A cookie in a jar. ``expires`` is in seconds since 1970, or ``None`` for one that ends with the browser."""

    name: str
    value: str
    expires: float | None = None
    http_only: bool = False
    secure: bool = False
    same_site: str = ""
    path: str = "/"

    @property
    def expired(self) -> bool:
        """Whether it has expired."""
        return self.expires is not None and self.expires <= time.time()

    def goes_to(self, path: str) -> bool:
        """Whether a request for ``path`` sends it: its path is the cookie's, or below it."""
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


class Jar:
    """The cookies of one browser. Iteration yields those that have not expired."""

    def __init__(self) -> None:
        """Start without cookies."""
        self._cookies: dict[tuple[str, str], KeptCookie] = {}

    def __iter__(self) -> Iterator[KeptCookie]:
        """Yield the cookies that have not expired."""
        return iter([cookie for cookie in self._cookies.values() if not cookie.expired])

    def get(self, name: str) -> KeptCookie | None:
        """Return the cookie called ``name``, or ``None`` if there is none that has not expired.

        Of several it is the one with the shortest path, which Django reads if a request has all of them.
        """
        return min((cookie for cookie in self if cookie.name == name), key=lambda kept: len(kept.path), default=None)

    def header(self, path: str) -> str:
        """Return what a request for ``path`` has in its ``Cookie`` header, the longest path first."""
        sent = sorted((cookie for cookie in self if cookie.goes_to(path)), key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={SimpleCookie().value_encode(cookie.value)[1]}" for cookie in sent)

    def put(self, cookie: KeptCookie) -> None:
        """Store ``cookie``. It replaces one of the same name and path."""
        self._cookies[cookie.name, cookie.path] = cookie

    def take_from(self, cookies: SimpleCookie, address: str = "/") -> None:
        """Apply the ``Set-Cookie`` headers of a response. ``address`` is the path of the request."""
        for morsel in cookies.values():
            if _refused(morsel):
                continue
            cookie = _kept(morsel, address)
            self.put(cookie)
            if cookie.expired:
                del self._cookies[cookie.name, cookie.path]

    def close(self) -> None:
        """Delete the cookies without an expiry."""
        self._cookies = {place: cookie for place, cookie in self._cookies.items() if cookie.expires is not None}

    def clear(self) -> None:
        """Delete all cookies."""
        self._cookies = {}


def _refused(morsel: Morsel[str]) -> bool:
    """Whether a browser ignores the cookie: it is too large, or for another host."""
    too_large = len(f"{morsel.key}{morsel.coded_value}".encode()) > LARGEST
    return too_large or morsel["domain"].lower().removeprefix(".") not in ("", HOST)


def _kept(morsel: Morsel[str], address: str) -> KeptCookie:
    path = morsel["path"]
    return KeptCookie(
        morsel.key,
        morsel.value,
        _expiry(morsel),
        http_only=bool(morsel["httponly"]),
        secure=bool(morsel["secure"]),
        same_site=morsel["samesite"],
        path=path if path.startswith("/") else address.rpartition("/")[0] or "/",
    )


def _expiry(morsel: Morsel[str]) -> float | None:
    """Return when the cookie expires. An attribute that cannot be parsed is ignored."""
    try:
        return time.time() + int(morsel["max-age"])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(morsel["expires"]).timestamp()
    except ValueError:
        return None
