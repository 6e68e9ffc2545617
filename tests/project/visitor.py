"""A visitor of a site in another process: stores cookies, and submits forms with the CSRF token."""

from __future__ import annotations

import contextlib
import http.client
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Page:
    """The response of a server."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Visitor:
    """A visitor. ``cookies`` has the complete ``Set-Cookie`` header of each stored cookie."""

    port: int
    host: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=lambda: {"X-Forwarded-Proto": "https"})
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Page:
        """Open a page; ``_`` in the name of a header means ``-``."""
        return self.request("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Page:
        """Submit a form of this site."""
        if "csrftoken" not in self.cookies:
            self.get("/accounts/login/")
        token = self.value_of("csrftoken")
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        headers = {"Referer": f"{scheme}://{self.host}:{self.port}/"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": token}), headers)

    def value_of(self, cookie: str) -> str:
        """Return the value of a cookie; an empty text if it does not exist."""
        return self.cookies.get(cookie, "").partition(";")[0].partition("=")[2]

    def request(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Page:
        """Send a request on a new connection, and store the cookies of the response."""
        sent = {name.replace("_", "-"): text for name, text in (self.headers | headers).items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(header.partition(";")[0] for header in self.cookies.values())
        connection = http.client.HTTPConnection(self.host, self.port, timeout=180)
        with contextlib.closing(connection):
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            page = Page(response.status, response.headers, response.read().decode("utf-8", "replace"))
        for header in response.headers.get_all("Set-Cookie") or []:
            name = header.partition("=")[0]
            if "Max-Age=0" in header:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = header
        return page
