"""``manage.py demo --class``: the site for one room, over plain HTTP, on this machine's address in its network.

Settings are made when Django starts, so the command starts itself anew with the environment of a class room. The
class has a folder of its own in ``DATA_DIR``, with a database and a secret key of its own: the accounts and the
sessions of development, whose passwords everybody knows, are not there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.core.management.color import Style
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils import timezone

from catalog.class_users import NUMBERED, make_class_users, opened_by_a_known_password
from catalog.demo_users import READER
from catalog.management.letters import in_large_letters
from catalog.management.require import LOOPBACK, require_free_port, require_writable
from catalog.management.serving import serve
from catalog.models import Book
from catalog.sample import library_is_empty, load_sample_library
from locallibrary.keys import development_key
from locallibrary.network import AddressRefused, check_address, private_addresses

FOLDER = "classroom"  # in DATA_DIR
# Made for a site on the Internet, or for the database of development.
LEFT_OUT = ("CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "SECRET_KEY_FALLBACKS", "BEHIND_PROXY")


@dataclass(frozen=True, slots=True)
class Room:
    """Where a class room is served. ``others`` are further private addresses of this machine."""

    address: str
    port: int
    others: list[str] = field(default_factory=list)

    @classmethod
    def choose(cls, address: str | None, port: int) -> Room:
        """Return the room at ``address``, or at the first private address of this machine where none is given.

        Raise ``CommandError``, with a sentence that says what to do, where the room cannot be served.
        """
        found = private_addresses()
        if address is None and not found:
            raise CommandError(
                "This machine has no address in a private network, by which a class could reach it. Connect it to the "
                "network of the room. If you know its address there: --address 192.168.1.20"
            )
        try:
            chosen = check_address(address or found[0])
        except AddressRefused as refusal:
            raise CommandError(str(refusal)) from None
        room = cls(chosen, port, [other for other in found if other != chosen])
        for host in room.hosts:
            require_free_port(port, host)
        return room

    @property
    def hosts(self) -> list[str]:
        """The addresses to listen on: the room's, and the one that only this machine reaches."""
        return list(dict.fromkeys([self.address, LOOPBACK]))

    @property
    def place(self) -> str:
        """What is typed into a browser."""
        return f"{self.address}:{self.port}"

    def environment(self, variables: Mapping[str, str], data_dir: Path) -> dict[str, str]:
        """Return ``variables`` with those of a class room, whose data lie in a folder of ``data_dir``."""
        folder = data_dir / FOLDER
        return {name: text for name, text in variables.items() if name not in LEFT_OUT} | {
            "CLASSROOM": "on",
            "DEBUG": "off",
            "ALLOWED_HOSTS": ",".join(dict.fromkeys([self.address, "localhost", LOOPBACK])),
            "DATA_DIR": str(folder),
            "SECRET_KEY": development_key(folder / "secret_key"),
        }


def open_room(room: Room, stdout: OutputWrapper, style: Style) -> None:
    """Prepare and serve ``room``, in this process if its settings are those of the room, and else in a new one."""
    if is_set_for(room):
        stdout.write("Preparing the class room …")
        stdout.flush()
        prepare()
        serve(get_internal_wsgi_application(), room.hosts, room.port, lambda: stdout.write(announcement(room, style)))
        stdout.write("\nThe class room is closed.")
        return
    require_development()
    require_writable(settings.DATA_DIR / FOLDER)
    stdout.flush()
    start_anew(room)


def is_set_for(room: Room) -> bool:
    """Say whether the settings of this process are those of ``room``, down to the database that is its own."""
    own = settings.CLASSROOM and settings.DATA_DIR.name == FOLDER and not set(LEFT_OUT) & set(os.environ)
    return own and settings.ALLOWED_HOSTS[0] == room.address


def require_development() -> None:
    """Raise ``CommandError`` where the environment is one of production, and none of it would be heeded."""
    if not settings.DEBUG and not settings.CLASSROOM:
        raise CommandError(
            "demo --class is for your own machine, and DEBUG=off says that this is a site in production. "
            "Leave DEBUG out: the class room turns it off by itself."
        )


def start_anew(room: Room) -> None:
    """Run this command again with the environment of ``room``, in the place of this process where that can be."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "demo", "--class"]
    command += ["--address", room.address, "--port", str(room.port)]
    environment = room.environment(os.environ, settings.DATA_DIR)
    if os.name == "posix":
        os.execve(sys.executable, command, environment)  # noqa: S606  (our own command)
    # On Windows the terminal would take a process that replaces itself for one that has ended.
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603  (our own command)
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:  # the new process got it too, and closes the room
                continue
    sys.exit(process.returncode)


def prepare() -> None:
    """Do everything up to the serving. Running it again does no harm. Raise ``CommandError`` for unsafe accounts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if library_is_empty():
        load_sample_library(timezone.localdate())
    make_class_users()
    if names := ", ".join(opened_by_a_known_password()):
        raise CommandError(
            f"The class room would give rights to everybody, because everybody knows the password of: {names}. "
            f"Delete the folder {settings.DATA_DIR}, and it is made anew without."
        )


def announcement(room: Room, style: Style) -> str:
    """Return what the terminal shows while the class comes in."""
    columns = shutil.get_terminal_size().columns
    large = in_large_letters(room.place, columns=columns, encoding=sys.stdout.encoding)
    others = ""
    if room.others:
        others = f"This machine has other addresses too: {', '.join(room.others)}. To take one: --address\n"
    return (
        f"\n{style.SUCCESS(large)}\n\n"
        f"Open {style.SUCCESS(f'http://{room.place}/')} in a browser, on any machine of this network.\n"
        f"For the projector: http://{room.place}/classroom/\n{others}\n"
        f"The library has {Book.objects.count()} books. To log in, everybody takes a number:\n"
        f"  {NUMBERED[0]} to {NUMBERED[-1]}, password {READER.password}. {READER.name} has books on loan.\n\n"
        "There is no HTTPS: whoever is in this network can read what is sent.\n"
        "If nobody reaches it, allow Python in the firewall of this machine.\n"
        "Ctrl-C closes the class room."
    )
