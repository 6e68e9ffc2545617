"""Redis and PostgreSQL processes that tests can stop, kill and restart under a running site.

Each keeps its port and its folder over a restart. ``stop`` is idempotent, so a fixture can always end with it.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.servers import START_SECONDS, free_port

ADDRESS = "127.0.0.1"
POSTGRES = "postgres"  # the user for PostgreSQL if the tests run as root, which it refuses


def wait_until(condition: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
    """Return when ``condition`` is true. Raise ``AssertionError`` after ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not so after {seconds} seconds: {what}"
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Return whether a process listens on ``port``."""
    with contextlib.suppress(OSError), socket.create_connection((ADDRESS, port), timeout=1):
        return True
    return False


def needs_gunicorn() -> pytest.MarkDecorator:
    """Skip if gunicorn is not installed."""
    return pytest.mark.skipif(find_spec("gunicorn") is None, reason="needs the group servers: see the README")


def needs_redis() -> pytest.MarkDecorator:
    """Skip if Redis or its client package is not installed."""
    missing = find_spec("redis") is None or shutil.which("redis-server") is None
    return pytest.mark.skipif(missing, reason="needs the group servers, and redis-server on the PATH: see the README")


def needs_postgresql() -> pytest.MarkDecorator:
    """Skip if PostgreSQL or its client package is not installed."""
    missing = find_spec("psycopg") is None or postgresql_programs() is None
    return pytest.mark.skipif(missing, reason="needs the group servers, and PostgreSQL's initdb: see the README")


@cache
def postgresql_programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, of the newest version; Debian does not put it on the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = {int(initdb.parts[-3]): initdb.parent for initdb in folders if initdb.parts[-3].isdecimal()}
    return versions[max(versions)] if versions else None


class Redis:
    """A Redis server with persistence."""

    def __init__(self, folder: Path) -> None:
        """Take the folder for data and log; do not start the server."""
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """The value for ``CACHE_URL``."""
        return f"redis://{ADDRESS}:{self.port}/0"

    def start(self) -> None:
        """Start it with its stored data, and return when it responds."""
        # With appendfsync=always a response is sent after the data were written to the disk.
        keeping = ("--appendonly", "yes", "--appendfsync", "always")
        with (self.folder / "log").open("ab") as output:
            self.process = subprocess.Popen(
                [
                    *("redis-server", "--bind", ADDRESS, "--port", str(self.port)),
                    *("--dir", str(self.folder), "--save", "", *keeping),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_until(self._answers, "Redis answers")

    def stop(self) -> None:
        """Stop it like ``systemctl stop``."""
        if self.process is None:
            return
        self.thaw()
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS)
        self.process = None

    def forget(self) -> None:
        """Delete its stored data; it has to be stopped."""
        shutil.rmtree(self.folder / "appendonlydir")

    def freeze(self) -> None:
        """Suspend it: the system still accepts connections, without a response."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Resume it."""
        self.process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        with contextlib.suppress(OSError), socket.create_connection((ADDRESS, self.port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(100) == b"+PONG\r\n"
        return False


class PostgreSQL:
    """A PostgreSQL server in a separate folder, with one database and without passwords."""

    def __init__(self, folder: Path) -> None:
        """Create the database cluster in ``folder``, which other users can access; do not start the server."""
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, POSTGRES)
        self._run("initdb", "-U", "library", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    @property
    def url(self) -> str:
        """The value for ``DATABASE_URL``."""
        return f"postgresql://library@{ADDRESS}:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and return when it responds."""
        options = f"-p {self.port} -c listen_addresses={ADDRESS} -c unix_socket_directories={self.folder}"
        # Committed data survive a kill of the processes without fsync; it only matters for a crash of the machine.
        self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", f"{options} -c fsync=off", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast`` closes the connections and rolls back, ``immediate`` is like a crash."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-s", "-m", mode, "stop")

    def _run(self, program: str, *arguments: str) -> None:
        # The output goes to a file: the server inherits it, and a pipe would stay open while it runs.
        with (self.folder / f"{program}.log").open("ab+") as output:
            done = subprocess.run(
                [str(postgresql_programs() / program), "-D", str(self.data), *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=START_SECONDS,
                check=False,
                **({"user": POSTGRES, "group": pwd.getpwnam(POSTGRES).pw_gid} if os.geteuid() == 0 else {}),
            )
            output.seek(0)
            assert done.returncode == 0, output.read().decode("utf-8", "replace")
