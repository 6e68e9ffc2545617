"""A browser: it sends requests to views, stores the cookies of the responses, and sends them with later requests.

Django's test client needs URLs for the views, and its cookies never expire. So the requests come from its
``RequestFactory``, and the cookies are stored in a jar that follows RFC 6265. The path of a view is its name and its
arguments: ``/count_visits/catalog/``.
"""

from __future__ import annotations

import json
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from catalog.course.exchange.record import Exchange
from catalog.course.exchange.run import run
from catalog.course.exchange.stores import StoredSession
from catalog.course.lab.expectations import fail, shown
from catalog.course.lab.jar import Jar, KeptCookie
from catalog.course.lab.steps import Underway
from catalog.course.lab.surroundings import Surroundings
from catalog.course.lab.views import View, answering


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a browser. As text it reads ``opened count_visits("catalog") with page="2"``."""

    method: str
    view: View
    args: tuple[Any, ...]
    data: dict[str, Any]

    @property
    def path(self) -> str:
        """The path: the name of the view and its arguments."""
        return "/".join(["", *(quote(str(part), safe="") for part in (self.view.__name__, *self.args)), ""])

    def __str__(self) -> str:
        place = f"{self.view.__name__}({', '.join(map(shown, self.args))})"
        fields = ", ".join(f"{name}={shown(value)}" for name, value in self.data.items())
        if self.method == "GET":
            return f"opened {place}" + (f" with {fields}" if fields else "")
        return f"sent {fields or 'a form'} to {place}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one request: the response, the exchange, and the exception that the view raised, if any."""

    browser: Browser
    view: View
    asked: str
    response: HttpResponse
    exchange: Exchange
    raised: Exception | None = None

    @property
    def text(self) -> str:
        """The page, as text."""
        return self.exchange.result

    @property
    def status(self) -> int:
        """The status of the response."""
        return self.exchange.status

    @property
    def number(self) -> int:
        """The only whole number on the page. Raise ``NotAsExpected`` if there is none, or more than one."""
        numbers = re.findall(r"-?\d+", self.text)
        if len(numbers) != 1:
            fail(f"The page of {self.view.__name__} should show one whole number, and shows {shown(self.text)}.")
        return int(numbers[0])

    @property
    def json(self) -> Any:
        """The page, read as JSON. Raise ``NotAsExpected`` if it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return fail(f"The page of {self.view.__name__} should be JSON, and is {shown(self.text)}.")

    @property
    def soup(self) -> BeautifulSoup:
        """The page, read as HTML."""
        return BeautifulSoup(self.text, "html.parser")

    @property
    def location(self) -> str | None:
        """The target of a redirect, or ``None``."""
        return self.response.get("Location")


class Browser:
    """A visitor's browser, with cookies of its own."""

    def __init__(self, lab: Surroundings, name: str) -> None:
        """Take the lab, and the name of the visitor."""
        self.name, self.cookies, self._lab = name, Jar(), lab

    def get(self, view: View, /, *args: Any, **query: Any) -> Answer:
        """Send a GET. ``args`` are the arguments of the view, as from its URL, ``query`` is the query string."""
        return self._ask("GET", view, args, query)

    def post(self, view: View, /, *args: Any, **data: Any) -> Answer:
        """Send a POST. ``args`` are the arguments of the view, as from its URL, ``data`` are the form fields."""
        return self._ask("POST", view, args, data)

    def begin(self, view: View, /, *args: Any, method: str = "GET", **data: Any) -> Underway:
        """Send a request, and stop before its view. The caller continues it step by step, or finishes it.

        Each runs in its own thread, like one of a second tab. ``data`` is the query, or the form of a ``POST``.
        """
        asked = Asked(method, view, args, data)
        request = self._request(asked)
        self._lab.note(f"{self.name} {asked}, in a tab of its own.")

        def send() -> Answer:
            return self._exchange(asked, request, within=underway.stepping())

        def done(answer: Answer) -> Answer:
            self._lab.note(f"The tab got {_outcome(answer)}")
            return self._take(asked, answer)

        underway = Underway(send, done)
        self._lab.underway.append(underway)
        return underway

    def log_in(self, user: User) -> Answer:
        """Log ``user`` in, with Django's ``login()``."""

        def log_in(request: HttpRequest) -> HttpResponse:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return HttpResponse(f"Hello, {user.get_username()}.")

        return self.post(log_in)

    def log_out(self) -> Answer:
        """Log out, with Django's ``logout()``."""

        def log_out(request: HttpRequest) -> HttpResponse:
            logout(request)
            return HttpResponse("Bye.")

        return self.post(log_out)

    def forget_cookies(self) -> None:
        """Delete all cookies."""
        self._lab.note(f"{self.name} deleted all cookies.")
        self.cookies.clear()

    def restart(self) -> None:
        """Close the browser and open it again, which deletes the cookies without an expiry."""
        self._lab.note(f"{self.name} closed the browser, and opened it again.")
        self.cookies.close()

    def copy_cookie_to(self, other: Browser, name: str | None = None) -> None:
        """Copy a cookie to another browser, which simulates a stolen cookie. By default it is the session cookie."""
        cookie = self.cookies.get(name or settings.SESSION_COOKIE_NAME)
        if cookie is None:
            self._lab.note(f"{self.name} has no cookie that could be copied to {other.name}.")
            return
        self._lab.note(f"The cookie of {self.name} was copied to {other.name}.")
        other.cookies.put(cookie)

    @property
    def session_cookie(self) -> KeptCookie | None:
        """The cookie with the key of the session, or ``None``."""
        return self.cookies.get(settings.SESSION_COOKIE_NAME)

    @property
    def key(self) -> str | None:
        """The key of the session, or ``None`` without a cookie."""
        return self.session_cookie.value if self.session_cookie else None

    @property
    def row(self) -> StoredSession | None:
        """What is stored under the browser's key, or ``None``."""
        return self._lab.store.read(self.key)

    @property
    def session(self) -> dict[str, Any]:
        """What the next request would find in the session."""
        row = self.row
        return {} if row is None or row.expired else row.data

    def _ask(self, *what: Any) -> Answer:
        asked = Asked(*what)
        answer = self._exchange(asked, self._request(asked))
        self._lab.note(f"{self.name} {asked}, and got {_outcome(answer)}")
        return self._take(asked, answer)

    def _request(self, asked: Asked) -> HttpRequest:
        self._lab.require_open()
        factory = RequestFactory()
        send = factory.get if asked.method == "GET" else factory.post
        request = send(asked.path, asked.data, secure=True, HTTP_COOKIE=self.cookies.header(asked.path))
        request._dont_enforce_csrf_checks = True  # as Django's test client does: LoginView asks for a token by itself
        return request

    def _exchange(
        self, asked: Asked, request: HttpRequest, within: AbstractContextManager[Any] | None = None
    ) -> Answer:
        view = asked.view
        ran = run(answering(view, asked.args), request, name=view.__name__, within=within)
        for close in ran.response._resource_closers:  # response.close() would close the database and the cache as well
            close()
        return Answer(self, view, str(asked), ran.response, ran.exchange, ran.raised)

    def _take(self, asked: Asked, answer: Answer) -> Answer:
        self.cookies.take_from(answer.response.cookies, asked.path)
        self._lab.record(answer)
        return answer


def _outcome(answer: Answer) -> str:
    error = answer.exchange.error
    if error is not None:
        return f"{answer.status}: {error.type}: {error.message}"
    if answer.location:
        return f"{answer.status}, which leads to {answer.location}."
    return shown(answer.text) if answer.status == 200 else f"{answer.status}: {shown(answer.text)}"
