"""Run ``manage.py`` again with another environment. Settings are read when Django starts, and not later."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import NoReturn

from django.conf import settings


def run_anew(arguments: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Run ``manage.py`` with ``arguments`` in ``environment``; on POSIX this replaces the process."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    if os.name == "posix":
        os.execve(sys.executable, command, environment)  # noqa: S606  (our own command)
    # On Windows the terminal treats a process that calls exec as ended.
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603  (our own command)
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:  # the new process gets the signal, too, and ends
                continue
    sys.exit(process.returncode)
