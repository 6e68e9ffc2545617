"""Fixtures for the tests of the project: the site in a separate process with its own environment.

The tests of a module share one data folder, so that the site is set up once for all of them.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from locallibrary.environment import Environment
from tests.servers import BASE_DIR, free_port, running

GOOD_KEY = "a-key-for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
PRODUCTION = {
    "DEBUG": "off",
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "library.example.org,127.0.0.1",
    "BEHIND_PROXY": "on",
}
DJANGOS_OWN_SERVER = ("manage.py", "runserver", "--noreload", "{port}")
COMMAND_SECONDS = 120
SESSION_COOKIES = ("sessionid=", "__Host-sessionid=")


class Recording(Mapping):
    """An environment that records which variables are read."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables, self.asked = variables, set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.variables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.variables)

    def __len__(self) -> int:
        return len(self.variables)


def variables_of_the_site() -> set[str]:
    """Return the name of every variable that the site reads."""
    recording = Recording(PRODUCTION)
    Environment.read(recording, BASE_DIR)
    return recording.asked


@pytest.fixture
def project_dir() -> Path:
    """The folder of manage.py."""
    return BASE_DIR


@pytest.fixture(scope="module")
def production() -> dict[str, str]:
    """Variables with which the site runs in production, behind a proxy."""
    return dict(PRODUCTION)


@pytest.fixture
def site_variables() -> set[str]:
    """The name of every variable that the site reads."""
    return variables_of_the_site()


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    """The folder for the data of the site."""
    return tmp_path_factory.mktemp("site") / "data"


@pytest.fixture(scope="module")
def process_environment(data_dir: Path) -> Callable[..., dict[str, str]]:
    """A function that returns the environment of a new process: the current one without the site's variables."""
    kept_out = variables_of_the_site() | {"PYTEST_VERSION", "PYTEST_CURRENT_TEST"}
    inherited = {name: value for name, value in os.environ.items() if name not in kept_out}

    def environment(**variables: str) -> dict[str, str]:
        return inherited | {"DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"} | variables

    return environment


@pytest.fixture(scope="module")
def manage(process_environment) -> Callable[..., subprocess.CompletedProcess]:
    """A function that runs ``manage.py`` in a new process: ``manage("check", DEBUG="off")``."""

    def run(*arguments: str, python: tuple[str, ...] = (), **variables: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *python, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=process_environment(**variables),
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
        )

    return run


@pytest.fixture(scope="module")
def prepare(manage, production) -> Callable[..., None]:
    """A function that sets up a production site: its database and static files; it can run one more command."""

    def prepare(*more: str, **variables: str) -> None:
        commands = [["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"], list(more)]
        for command in filter(None, commands):
            result = manage(*command, **production, **variables)
            assert result.returncode == 0, result.stderr

    return prepare


@dataclass
class Site:
    """A running server. ``log`` is its output so far."""

    port: int
    log_path: Path

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str, **headers: str) -> Answer:
        """Request a page on a new connection; ``_`` in the name of a header means ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode("utf-8"))


@dataclass
class Answer:
    """The response of a server."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def session_cookie(self) -> str:
        """The ``Cookie`` header for the next request; empty if the response sets no session cookie."""
        cookies = self.headers.get_all("Set-Cookie") or []
        return next((cookie.partition(";")[0] for cookie in cookies if cookie.startswith(SESSION_COOKIES)), "")


@pytest.fixture(scope="module")
def serve(process_environment, tmp_path_factory) -> Iterator[Callable[..., Site]]:
    """A function that starts a server, by default Django's; it is stopped at the end of the module.

    ``{port}`` in ``command`` is replaced by the port.
    """
    with contextlib.ExitStack() as servers:

        def start(command: tuple[str, ...] = DJANGOS_OWN_SERVER, **variables: str) -> Site:
            port = free_port()
            site = Site(port, tmp_path_factory.mktemp("server") / "log")
            words = [sys.executable, *(word.format(port=port) for word in command)]
            servers.enter_context(running(words, port, site.log_path, process_environment(**variables)))
            return site

        yield start
