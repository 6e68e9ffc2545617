"""What an exchange reports is what Django does: every operation, with every engine, against the ordinary middleware.

Two browsers begin with the same session. One runs the operation on the course's page; the other gets the same view
from Django's own stack: ``SessionMiddleware``, ``AuthenticationMiddleware``, the view, and nothing of ours.
"""

from __future__ import annotations

import inspect
import json
from importlib import import_module

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils.deprecation import MiddlewareMixin

from catalog.course.exchange import stores
from catalog.course.exchange.as_json import contents_as_json
from catalog.course.exchange.cookies import attributes_of
from catalog.course.lessons.accounts import accounts_of
from catalog.course.lessons.operation import Operation, all_operations
from locallibrary import urls as site_urls

pytestmark = pytest.mark.django_db

ENGINES = ("db", "cached_db", "cache", "file", "signed_cookies")
READER = "0123456789abcdef"
CONTENTS = {
    "name": "Ada",
    "num_visits": 3,
    "my_car": {"name": "mini", "wheels": "steel"},
    "cart": ["a book"],
    "point": [3, 4],
    "7": "seven",
    "username": "antone",
    "testcookie": "worked",
}


# Django's own stack, for the second browser


class SeeFlags(MiddlewareMixin):
    """Notes the flags of the session when the view is done and nothing is saved yet."""

    seen: tuple[bool, bool] | None = None

    def process_request(self, request: HttpRequest) -> None:
        request.first_session = request.session  # the view may put something else in its place

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        SeeFlags.seen = (request.first_session.accessed, request.first_session.modified)
        return response


def plain(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the view of an operation, and nothing else."""
    view = all_operations()[name].view
    with accounts_of(READER):
        return async_to_sync(view)(request) if inspect.iscoroutinefunction(view) else view(request)


urlpatterns = [path("plain/<slug:name>/", plain), *site_urls.urlpatterns]  # views and error pages link to the site


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer without a page: ours would read the session, to draw itself."""
    return HttpResponse(status=400)


MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    f"{__name__}.SeeFlags",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def browser_with(contents: dict | None) -> Client:
    """Return a browser whose session holds ``contents``; one without a cookie for ``None``."""
    browser = Client(raise_request_exception=False)
    if contents is not None:
        session = stores.session_store()
        session.update(contents)
        session.save()
        browser.cookies["sessionid"] = session.session_key
    return browser


def key_of(browser: Client) -> str:
    cookie = browser.cookies.get("sessionid")
    return cookie.value if cookie else ""


def is_another(key_before: str, key: str) -> bool:
    """Say whether the key is a new one. Signed cookies hold the contents, and then the second of signing."""
    return key_before.partition(":")[0] != key.partition(":")[0]


def log_in(browser: Client, run) -> None:
    """Log the browser in as ann, in the way that ``run`` sends requests."""
    assert run(browser, all_operations()["log_in"]).status_code == 200


def run_on_the_page(browser: Client, operation: Operation):
    inputs = {one.name: one.default for one in operation.inputs}
    return browser.post(f"/sessions/run/{operation.name}/", inputs, headers={"accept": "application/json"})


def comparable(contents: dict) -> dict:
    """Return ``contents`` as JSON has them, without what differs by the moment or by the account."""
    varying = ("_session_expiry", "_auth_user_id", "_auth_user_hash", "_password_reset_token")
    ready = contents_as_json(contents)
    return json.loads(json.dumps({key: "…" if key in varying else value for key, value in ready.items()}))


def stored_under(key: str) -> dict | None:
    stored = stores.read(key) if key else None
    return comparable(stored.data) if stored and not stored.expired else None


def reported(operation: Operation, browser: Client) -> dict:
    """Run ``operation`` on the page, and return what the exchange reports."""
    key_before = key_of(browser)
    exchange = run_on_the_page(browser, operation).json()
    cookies = [cookie for cookie in exchange["set_cookie"] if cookie["name"] == "sessionid"]
    return {
        "status": exchange["status"],
        "flags": (exchange["accessed"], exchange["modified"]),
        "cookie": sorted(set(cookies[0]) - {"name", "value"}) if cookies else None,
        "cookie ends": bool(cookies) and cookies[0].get("Max-Age") == "0",
        "new key": is_another(key_before, key_of(browser)),
        "next": comparable(exchange["stored"]),
        "old row": exchange["old_row"] is not None and is_another(key_before, key_of(browser)),
        "queries": [query.split(" ", 1)[0] for query in exchange["queries"]],
    }


def observed(operation: Operation, browser: Client) -> dict:
    """Send the view of ``operation`` through Django's own stack, and return what there is to see from outside."""
    key_before = key_of(browser)
    inputs = {one.name: one.default for one in operation.inputs}
    with CaptureQueriesContext(connection) as queries:
        response = browser.post(f"/plain/{operation.name}/", inputs)
        response.getvalue()  # a streamed answer runs while it is read
    cookie = response.cookies.get("sessionid")
    key = key_of(browser)
    return {
        "status": response.status_code,
        "flags": SeeFlags.seen,
        "cookie": sorted(attributes_of(cookie)) if cookie else None,
        "cookie ends": cookie is not None and cookie["max-age"] == 0,
        "new key": is_another(key_before, key),
        "next": stored_under(key) or {},
        "old row": bool(key_before) and is_another(key_before, key) and stores.read(key_before) is not None,
        "queries": [query["sql"].split(" ", 1)[0] for query in queries if "django_session" in query["sql"]]
        if issubclass(type(stores.session_store()), DatabaseStore)
        else [],
    }


@pytest.fixture(params=ENGINES)
def engine(request, settings, tmp_path):
    """Each of Django's engines in turn."""
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{request.param}"
    settings.SESSION_FILE_PATH = str(tmp_path)
    file_store = import_module("django.contrib.sessions.backends.file").SessionStore
    file_store._storage_path = str(tmp_path)  # Django keeps the folder of the first use
    yield request.param
    del file_store._storage_path


def states(operation: Operation, engine: str) -> list[str]:
    """Return what the browser's session is like before the operation: where it matters, in several ways."""
    if operation.lesson == "logging-in-and-out":
        return ["logged in"]
    return ["a session", "no session"] if engine == "db" else ["a session"]


def test_an_exchange_reports_what_django_does(engine, settings):
    def results(look, run) -> dict[str, dict]:
        found = {}
        for operation in all_operations().values():
            for state in states(operation, engine):
                browser = browser_with(None if state == "no session" else CONTENTS)
                if state == "logged in":
                    log_in(browser, run)
                found[f"{operation.name}, {state}"] = look(operation, browser)
        return found

    reports = results(reported, run_on_the_page)
    Session.objects.all().delete()  # a signed cookie of the same second would be the key of a row that is left
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, MIDDLEWARE
    truth = results(observed, run_plainly)

    differences = [
        f"{name}: {what} is {value!r}, and Django's {truth[name][what]!r}"
        for name, report in reports.items()
        for what, value in report.items()
        if value != truth[name][what]
    ]
    assert differences == []


def run_plainly(browser: Client, operation: Operation):
    return browser.post(f"/plain/{operation.name}/", {one.name: one.default for one in operation.inputs})
