"""``manage.py demo --class``: serve the site to one room over plain HTTP, on this machine's private address.

Settings are read when Django starts, so the command restarts itself with the environment of a class room. The class
has a separate folder in ``DATA_DIR``, with its own database and secret key: it does not contain the accounts and
sessions of development, whose passwords are published.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.core.management.color import Style
from django.core.servers.basehttp import get_internal_wsgi_application
from django.utils import timezone

from catalog.class_users import NUMBERED, make_class_users, opened_by_a_known_password
from catalog.demo_users import READER
from catalog.management.anew import run_anew
from catalog.management.letters import in_large_letters
from catalog.management.require import LOOPBACK, require_free_port, require_writable
from catalog.management.serving import serve
from catalog.models import Book
from catalog.sample import library_is_empty, load_sample_library
from locallibrary.keys import development_key
from locallibrary.network import AddressRefused, check_address, private_addresses

FOLDER = "classroom"  # in DATA_DIR
# Variables for a site on the Internet, or for the database of development.
LEFT_OUT = ("CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "SECRET_KEY_FALLBACKS", "BEHIND_PROXY")


@dataclass(frozen=True, slots=True)
class Room:
    """The address and the port of a class room. ``others`` are further private addresses of this machine."""

    address: str
    port: int
    others: list[str] = field(default_factory=list)

    @classmethod
    def choose(cls, address: str | None, port: int) -> Room:
        """Return the room at ``address``; by default at the first private address of this machine.

        Raise ``CommandError``, with advice, if the room cannot be served.
        """
        found = private_addresses()
        if address is None and not found:
            raise CommandError(
                "This machine has no address in a private network. Connect it to the network of the room. "
                "If you know its address there: --address 192.168.1.20"
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
        """The addresses to listen on: the room's, and loopback."""
        return list(dict.fromkeys([self.address, LOOPBACK]))

    @property
    def place(self) -> str:
        """Host and port for the address bar of a browser."""
        return f"{self.address}:{self.port}"

    def environment(self, variables: Mapping[str, str], data_dir: Path) -> dict[str, str]:
        """Return ``variables`` with those of a class room; its data are in a folder of ``data_dir``."""
        folder = data_dir / FOLDER
        return {name: text for name, text in variables.items() if name not in LEFT_OUT} | {
            "CLASSROOM": "on",
            "DEBUG": "off",
            "ALLOWED_HOSTS": ",".join(dict.fromkeys([self.address, "localhost", LOOPBACK])),
            "DATA_DIR": str(folder),
            "SECRET_KEY": development_key(folder / "secret_key"),
        }


def open_room(room: Room, stdout: OutputWrapper, style: Style) -> None:
    """Prepare and serve ``room``, in this process if it has the settings of the room, otherwise in a new one."""
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
    """Return whether the settings of this process are those of ``room``, the database included."""
    own = settings.CLASSROOM and settings.DATA_DIR.name == FOLDER and not set(LEFT_OUT) & set(os.environ)
    return own and settings.ALLOWED_HOSTS[0] == room.address


def require_development() -> None:
    """Raise ``CommandError`` if the environment is one of production: the class room would ignore it."""
    if not settings.DEBUG and not settings.CLASSROOM:
        raise CommandError(
            "demo --class is for your own machine, and DEBUG=off means that this is a site in production. "
            "Do not set DEBUG: the class room turns it off itself."
        )


def start_anew(room: Room) -> NoReturn:
    """Run this command again with the environment of ``room``."""
    arguments = ["demo", "--class", "--address", room.address, "--port", str(room.port)]
    run_anew(arguments, room.environment(os.environ, settings.DATA_DIR))


def prepare() -> None:
    """Prepare everything before serving; idempotent. Raise ``CommandError`` for unsafe accounts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if library_is_empty():
        load_sample_library(timezone.localdate())
    make_class_users()
    if names := ", ".join(opened_by_a_known_password()):
        raise CommandError(
            f"The class room would be unsafe: these accounts have permissions and a published password: {names}. "
            f"Delete the folder {settings.DATA_DIR}. It is created again without them."
        )


def announcement(room: Room, style: Style) -> str:
    """Return the text for the terminal while the class room is served."""
    columns = shutil.get_terminal_size().columns
    large = in_large_letters(room.place, columns=columns, encoding=sys.stdout.encoding)
    others = ""
    if room.others:
        others = f"This machine has other addresses too: {', '.join(room.others)}. To choose one: --address\n"
    return (
        f"\n{style.SUCCESS(large)}\n\n"
        f"Open {style.SUCCESS(f'http://{room.place}/')} in a browser, on any machine of this network.\n"
        f"For the projector: http://{room.place}/classroom/\n{others}\n"
        f"The library has {Book.objects.count()} books. To log in, every learner takes a number:\n"
        f"  {NUMBERED[0]} to {NUMBERED[-1]}, password {READER.password}. {READER.name} has books on loan.\n\n"
        "There is no HTTPS: everyone in this network can read the traffic.\n"
        "If no other machine can connect, allow Python in the firewall of this machine.\n"
        "Ctrl-C closes the class room."
    )
