"""``manage.py demo``: everything from an empty folder to a running site."""

from __future__ import annotations

import os
import socket
import tempfile
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from catalog.demo_users import DEMO_USERS, READER, make_demo_users
from catalog.models import Book
from catalog.sample import hand_loans_to, library_is_empty, load_sample_library

HOST = "127.0.0.1"
DEFAULT_PORT = 8000


class Command(BaseCommand):
    """Prepares the database, the sample library and three users, and serves the site."""

    help = "Start the site on real books, with three users to log in as. For development only."
    requires_system_checks = []  # runserver makes them, in the process that serves

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"the port to serve on ({DEFAULT_PORT})")
        parser.add_argument("--noreload", action="store_true", help="do not restart when a file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what is missing, say where the site is, and serve it."""
        # The reloader of runserver starts this command again in a second process, which only serves.
        if os.environ.get("RUN_MAIN") != "true":
            self.prepare(options["port"])
        call_command("runserver", f"{HOST}:{options['port']}", use_reloader=not options["noreload"])

    def prepare(self, port: int) -> None:
        """Do everything up to the serving. Running it again does no harm."""
        if not settings.DEBUG:
            raise CommandError(
                "demo makes users whose passwords everybody knows, so it runs in development only. "
                "Set DEBUG=on on your own machine; the README says how to run the site in production."
            )
        require_writable(settings.DATA_DIR)
        require_free_port(port)
        self.stdout.write("Preparing the library …")
        call_command("migrate", verbosity=0)
        if library_is_empty():
            load_sample_library(timezone.localdate())
        reader_is_new = not User.objects.filter(username=READER.name).exists()
        users = make_demo_users()
        if reader_is_new:
            hand_loans_to(users[READER.name])
        self.stdout.write(f"\nThe library has {Book.objects.count()} books. Log in as\n\n")
        for demo in DEMO_USERS:
            password = demo.password if users[demo.name].check_password(demo.password) else "(you changed it)"
            self.stdout.write(f"  {demo.name:<15}{password:<21}{demo.can}")
        self.stdout.write(self.style.SUCCESS(f"\nOpen http://{HOST}:{port}/ in a browser.\n"))


def require_writable(folder: os.PathLike[str]) -> None:
    """Raise ``CommandError`` unless files can be made in ``folder``, which is made if it is not there."""
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(
            f"The library keeps its data in {folder}, and nothing can be written there ({error.strerror}). "
            "Name another folder in the environment variable DATA_DIR."
        ) from error


def require_free_port(port: int) -> None:
    """Raise ``CommandError`` unless the site can be served on ``port``."""
    if not 1 <= port <= 65_535:
        raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535, for example: --port 8001")
    with socket.socket() as probe:
        if os.name == "posix":  # on Windows this option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65_535 else DEFAULT_PORT + 1
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). "
                "Another program may have it, perhaps this site in another terminal. "
                f"Choose another: --port {other}"
            ) from error
