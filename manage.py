#!/usr/bin/env python
"""Django's command line for LocalLibrary: ``python manage.py demo`` starts the site on real books."""

import os
import sys

# Valid syntax in every Python version, so that an old one prints a message instead of a SyntaxError.
if sys.version_info < (3, 11):
    sys.exit(
        "LocalLibrary needs Python 3.11 or later, and this is Python %d.%d. "
        "Create the virtual environment again with a newer one, for example: python3.12 -m venv .venv"
        % sys.version_info[:2]
    )


def main():
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallibrary.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as error:
        if error.name != "django":
            raise
        sys.exit(
            "Django is not installed for this Python (%s). "
            "Install what the site needs with: %s -m pip install -r requirements.txt" % (sys.executable, sys.executable)
        )
    from locallibrary.services import EnvironmentRefused

    try:
        execute_from_command_line(sys.argv)
    except EnvironmentRefused as refusal:
        sys.exit("The site does not start: %s" % refusal)


if __name__ == "__main__":
    main()
