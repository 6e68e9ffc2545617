"""No page, toolbar panel, log line or command shows a secret of the site."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
from importlib.util import find_spec
from urllib.parse import urlencode

import pytest

from tests.markers import SECRETS, leaks, variables
from tests.selection import first_are_quick
from tests.servers import free_port

pytestmark = pytest.mark.skipif(
    not all(map(find_spec, ("psycopg", "redis"))), reason="needs the group servers: see the README"
)

HTTPS = {"X-Forwarded-Proto": "https"}
HTML = {"Accept": "text/html"}
PLAIN = {"Accept": "text/plain"}
JSON = {"Accept": "application/json"}
SITE_WITH_BROKEN_SERVERS = {"DJANGO_SETTINGS_MODULE": "tests.project.broken_settings"}
# runserver checks migrations in the database before it serves, and ends without a database.
SERVE_ANYWAY = (
    "-c",
    "from django.core.management import execute_from_command_line as run\n"
    "from django.core.management.commands.runserver import Command\n"
    "Command.check_migrations = lambda self: None\n"
    "run(['manage.py', 'runserver', '--noreload', '{port}'])",
)
ERRORS = [
    ("GET", "/catalog/", 400, {"Host": "evil.example"}),
    ("GET", "/broken/suspect/", 400, {}),
    ("GET", "/broken/misunderstand/", 400, {}),
    ("GET", "/broken/refuse/", 403, {}),
    ("POST", "/catalog/preferences/", 403, {}),
    ("GET", "/nowhere/", 404, {}),
    ("GET", "/catalog/book/0", 404, {}),
    ("POST", "/sessions/reference/", 403, {}),
    ("GET", "/catalog/notices/welcome/dismiss/", 404, {}),
    ("GET", "/accounts/logout/", 405, {}),
    ("GET", "/broken/database/", 503, {}),
    ("GET", "/broken/cache/", 503, {}),
    ("GET", "/broken/mail/", 503, {}),
    ("GET", "/broken/hold/", 500, {}),
    ("GET", "/broken/chain/", 500, {}),
]
PAGES = ["/catalog/", "/accounts/login/", "/sessions/", "/sessions/reference/", "/sessions/inspector/"]


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """Variables with a secret in each that can have one, for unreachable servers."""
    return dict(variables(free_port()))


@pytest.fixture(scope="module")
def development(manage, serve, environment):
    """The site in development, with additional unreachable servers."""
    assert manage("migrate", "--verbosity=0", **environment, **SITE_WITH_BROKEN_SERVERS).returncode == 0
    return serve(**environment, **SITE_WITH_BROKEN_SERVERS)


@pytest.fixture(scope="module")
def in_production(manage, serve, environment, production):
    """The same site in production."""
    variables = production | environment | SITE_WITH_BROKEN_SERVERS
    for command in ("migrate", "collectstatic"):
        assert manage(command, "--noinput", "--verbosity=0", **variables).returncode == 0
    return serve(**variables)


@pytest.fixture(scope="module")
def unreachable(serve, environment):
    """The site in development with an unreachable database and cache."""
    return serve(SERVE_ANYWAY, **environment, SESSION_ENGINE="django.contrib.sessions.backends.cached_db")


def ask(site, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Return the status, and the headers and the body as one text."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    with contextlib.closing(connection):
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, f"{response.headers}\n{response.read().decode()}"


def panels(site, page: str) -> dict[str, str]:
    """Return the contents of each toolbar panel of a page."""
    request_id = re.search(r'data-request-id="(\w+)"', page)[1]
    shown = {}
    for panel in set(re.findall(r'id="(\w+Panel)"', page)):
        query = urlencode({"request_id": request_id, "panel_id": panel})
        status, answer = ask(site, "GET", f"/__debug__/render_panel/?{query}")
        assert status == 200, panel
        shown[panel] = json.loads(answer.partition("\n\n")[2])["content"]
    return shown


@pytest.mark.parametrize("accept", [HTML, PLAIN], ids=["html", "plain"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: " ".join(map(str, error[:3])))
def test_no_error_page_of_a_developer_shows_a_secret(development, error, accept):
    status, text = ask(development, *error[:2], **error[3], **accept)

    assert status == error[2]
    assert leaks(text) == set()


def test_the_pages_of_a_developer_are_reports_all_the_same(development):
    _, text = ask(development, "GET", "/broken/hold/", **HTML)
    _, plain = ask(development, "GET", "/broken/hold/", **PLAIN)

    for report in (text, plain):
        assert "RuntimeError" in report
        assert "This was at hand" in report
    assert "cut_by_django" in text
    assert "tests.project.broken_settings" in text
    assert "DATABASE_URL" not in text, "the environment of the process is not a part of the request"


@pytest.mark.parametrize("accept", [HTML, PLAIN, JSON], ids=["html", "plain", "json"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_developer_shows_a_secret(development, path, accept):
    status, text = ask(development, "GET", path, **accept)

    assert status == 200
    assert leaks(text) == set()


@pytest.mark.parametrize("path", ["/catalog/", "/nowhere/", "/broken/tell/", "/broken/hold/", "/broken/database/"])
def test_no_panel_of_the_toolbar_shows_a_secret(development, path):
    _, page = ask(development, "GET", path, **HTML)
    shown = panels(development, page)

    assert {"SessionPanel", "SettingsPanel", "SQLPanel", "RequestPanel", "HistoryPanel"} <= shown.keys()
    assert "DATABASES" in shown["SettingsPanel"]
    assert {panel: leaks(content) for panel, content in shown.items() if leaks(content)} == {}


def test_no_line_of_a_developers_log_shows_a_secret(development):
    for path in ("/broken/tell/", "/broken/database/", "/broken/cache/", "/broken/chain/", "/broken/suspect/"):
        ask(development, "GET", path)

    assert "Connecting to " in development.log
    assert "ConnectionError: cannot open redis://:***" in development.log
    assert '"GET /broken/tell/ HTTP/1.1" 200' in development.log
    assert leaks(development.log) == set()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: " ".join(map(str, error[:3])))
def test_no_error_page_in_production_shows_a_secret(in_production, error):
    status, text = ask(in_production, *error[:2], **HTTPS, **error[3])

    assert status == error[2]
    assert leaks(text) == set()


def test_no_line_of_the_log_in_production_shows_a_secret(in_production):
    for path in ("/broken/tell/", "/broken/database/", "/broken/cache/", "/broken/chain/", "/broken/suspect/"):
        ask(in_production, "GET", path, **HTTPS)

    assert "Connecting to " in in_production.log
    assert "ConnectionError: cannot open redis://:***" in in_production.log
    assert leaks(in_production.log) == set()


@pytest.mark.parametrize("accept", [HTML, PLAIN], ids=["html", "plain"])
@pytest.mark.parametrize("path", [*PAGES, "/catalog/books/", "/accounts/login/", "/nowhere/"])
def test_servers_that_do_not_answer_tell_no_secret(unreachable, path, accept):
    _, text = ask(unreachable, "GET", path, Cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345", **accept)

    assert leaks(text) == set()
    assert leaks(unreachable.log) == set()


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--deploy", "--database", "default"),
        ("migrate",),
        ("load_library",),
        ("grow_library",),
        ("clearsessions",),
        ("sendtestemail", "ann@example.org"),
        ("runserver", "--noreload"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("debug", first_are_quick(["off", "on"]))
def test_no_command_tells_a_secret(manage, environment, production, command, debug):
    result = manage(*command, **production | environment | {"DEBUG": debug})

    assert leaks(result.stdout + result.stderr) == set()


@pytest.mark.parametrize("name", ["DATABASE_URL", "CACHE_URL", "EMAIL_URL"])
@pytest.mark.parametrize("secret", first_are_quick(["12/{}", "{}/@", "12#{}", "12?{}", "[{}"]))
def test_a_url_that_is_refused_is_not_repeated(manage, name, secret):
    scheme = {"DATABASE_URL": "postgresql", "CACHE_URL": "redis", "EMAIL_URL": "smtp"}[name]

    result = manage("check", **{name: f"{scheme}://library:{secret.format(SECRETS['mail'][:13])}@127.0.0.1/0"})

    assert result.returncode == 1
    assert f"The site does not start: {name} cannot be parsed as a URL." in result.stderr
    assert leaks(result.stderr) == set()
