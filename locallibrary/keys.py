"""The secret keys: the current one, which signs, and former ones that are still accepted.

https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from locallibrary.services import EnvironmentRefused

# Stricter than `check --deploy` (security.W009 and W025), which accepts five different characters, and a word repeated
# ten times. 50 random digits, the weakest key that is accepted, are far above both numbers.
SHORTEST_SECRET_KEY = 50  # characters
FEWEST_DIFFERENT_CHARACTERS = 8
FEWEST_DIFFERENT_PIECES = 25  # of three characters in a row
INSECURE_PREFIX = "django-insecure-"


def secret_key(variables: Mapping[str, str], debug: bool, data_dir: Path) -> str:
    """Return ``SECRET_KEY``; in development one is created in ``data_dir``. Raise ``EnvironmentRefused``."""
    key = variables.get("SECRET_KEY", "")
    if debug:
        return key or development_key(data_dir / "secret_key")
    if not key:
        raise EnvironmentRefused(
            "DEBUG is off, and there is no SECRET_KEY. Make one with "
            '`python -c "import secrets; print(secrets.token_urlsafe(64))"` '
            "and keep it in the environment, never in a file of the project."
        )
    refuse_weak_key("SECRET_KEY", key)
    return key


def secret_key_fallbacks(variables: Mapping[str, str], debug: bool, key_of_today: str) -> list[str]:
    """Return ``SECRET_KEY_FALLBACKS``, separated by spaces, without duplicates and without ``key_of_today``.

    The separator is a space because a key may contain a comma. Raise ``EnvironmentRefused`` if commas separate the
    keys, and in production for a weak key.
    """
    keys = [key for key in dict.fromkeys(variables.get("SECRET_KEY_FALLBACKS", "").split()) if key != key_of_today]
    for key in keys:
        if key.endswith(",") or sum(len(part) >= SHORTEST_SECRET_KEY for part in key.split(",")) > 1:
            raise EnvironmentRefused("SECRET_KEY_FALLBACKS has commas between its keys. Put spaces there instead.")
    if not debug:
        for key in keys:  # a former key is accepted like the current one
            refuse_weak_key("A key of SECRET_KEY_FALLBACKS", key)
    return keys


def refuse_weak_key(name: str, key: str) -> None:
    """Raise ``EnvironmentRefused`` for a short or weak key. The message does not contain the key."""
    if len(key) < SHORTEST_SECRET_KEY:
        raise EnvironmentRefused(
            f"{name} has {len(key)} characters; it needs at least {SHORTEST_SECRET_KEY}, chosen at random."
        )
    pieces = {key[start : start + 3] for start in range(len(key) - 2)}
    if len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or len(pieces) < FEWEST_DIFFERENT_PIECES:
        raise EnvironmentRefused(
            f"{name} is easy to guess: it has few different characters, or repeats a short piece. "
            "Choose its characters at random."
        )
    if key.startswith(INSECURE_PREFIX):
        raise EnvironmentRefused(f"{name} is easy to guess. Choose its characters at random.")


def development_key(path: Path) -> str:
    """Return the key in the file ``path``; create it the first time, so that sessions stay valid after a restart."""
    try:
        return path.read_text(encoding="ascii")
    except PermissionError:
        raise EnvironmentRefused(
            f"{path} belongs to another user. Change its owner to the site's user, or set DATA_DIR to another folder."
        ) from None
    except OSError:
        pass  # not created yet
    key = get_random_secret_key()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file is linked into place: a concurrent process sees a complete key or none, and the first one
        # wins.
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # readable only by its owner
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        try:
            os.link(draft, path)
        finally:
            os.unlink(draft)
    except FileExistsError:
        return path.read_text(encoding="ascii") if path.is_file() else key
    except OSError:
        pass  # a read-only folder: the key is valid for this process only; `demo` reports it
    return key
