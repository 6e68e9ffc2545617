"""``manage.py demo``: set the site up from an empty folder, and serve it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from catalog.demo_users import DEMO_USERS, READER, make_demo_users
from catalog.management.anew import run_anew
from catalog.management.classroom import Room, open_room
from catalog.management.require import DEFAULT_PORT, LOOPBACK, require_free_port, require_writable
from catalog.models import Book
from catalog.sample import hand_loans_to, library_is_empty, load_sample_library


class Command(BaseCommand):
    """Prepares the database, the sample library and three users, and serves the site."""

    help = "Start the site on real books, with three users to log in as. For development only."
    requires_system_checks = []  # runserver runs them, in the process that serves

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options for the port, and for a class room the address."""
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"the port to serve on ({DEFAULT_PORT})")
        parser.add_argument("--noreload", action="store_true", help="do not restart when a file changes")
        parser.add_argument("--no-toolbar", action="store_true", help="serve without the debug toolbar")
        parser.add_argument(
            "--class", action="store_true", dest="classroom", help="serve a class on this machine's own network"
        )
        parser.add_argument("--address", help="for a class: the address to serve on, if this machine has several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what is missing, print the address of the site, and serve it."""
        if options["classroom"]:
            open_room(Room.choose(options["address"], options["port"]), self.stdout, self.style)
            return
        if options["address"]:
            raise CommandError("--address is for a class room. Start one with: demo --class --address …")
        if options["no_toolbar"] and settings.TOOLBAR:
            run_anew(sys.argv[1:], os.environ | {"DEBUG_TOOLBAR": "off"})
        # The reloader of runserver runs this command in a second process, which only serves.
        if os.environ.get("RUN_MAIN") != "true":
            self.prepare(options["port"])
        call_command("runserver", f"{LOOPBACK}:{options['port']}", use_reloader=not options["noreload"])

    def prepare(self, port: int) -> None:
        """Prepare everything before serving; idempotent."""
        if not settings.DEBUG:
            raise CommandError(
                "demo creates users with published passwords, so it runs in development only. "
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
        self.stdout.write(self.style.SUCCESS(f"\nOpen http://{LOOPBACK}:{port}/ in a browser.\n"))
