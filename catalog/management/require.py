"""Checks of the machine at the start of ``manage.py demo``."""

from __future__ import annotations

import os
import socket
import tempfile

from django.core.management import CommandError

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000


def require_writable(folder: os.PathLike[str]) -> None:
    """Create ``folder`` if it is missing. Raise ``CommandError`` unless files can be created in it."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # for sessions and password hashes
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(
            f"The library stores its data in {folder}, which is not writable ({error.strerror}). "
            "Set the environment variable DATA_DIR to another folder."
        ) from error


def require_free_port(port: int, host: str = LOOPBACK) -> None:
    """Raise ``CommandError`` unless the site can be served on ``port`` of ``host``, an address of this machine."""
    if not 1 <= port <= 65_535:
        raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535, for example: --port 8001")
    require_own_address(host)
    with socket.socket() as probe:
        if os.name == "posix":  # on Windows this option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65_535 else DEFAULT_PORT + 1
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). "
                "Another program may have it, perhaps this site in another terminal. "
                f"Choose another: --port {other}"
            ) from error


def require_own_address(host: str) -> None:
    """Raise ``CommandError`` unless ``host`` is an IPv4 address of this machine."""
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))  # any free port
        except OSError as error:
            raise CommandError(
                f"{host} is not an address of this machine ({error.strerror}). Leave --address out to have one chosen."
            ) from error
