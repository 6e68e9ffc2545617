"""The secret keys: the one that signs now, and former ones that are still accepted.

https://docs.djangoproject.com/en/5.2/ref/settings/#secret-key
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from locallibrary.services import EnvironmentRefused

# What `check --deploy` (security.W009 and W025) asks of a secret key, and more: it takes five different characters, and
# a word said ten times. Fifty random digits, the poorest key that is still good, stay far above both.
SHORTEST_SECRET_KEY = 50  # characters
FEWEST_DIFFERENT_CHARACTERS = 8
FEWEST_DIFFERENT_PIECES = 25  # of three characters in a row
INSECURE_PREFIX = "django-insecure-"


def secret_key(variables: Mapping[str, str], debug: bool, data_dir: Path) -> str:
    """Return ``SECRET_KEY``; in development one is made and kept in ``data_dir``. Raise ``EnvironmentRefused``."""
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
    """Return ``SECRET_KEY_FALLBACKS``, one word a key, each once and without ``key_of_today``.

    Spaces stand between keys: a key made by hand may hold a comma. Raise ``EnvironmentRefused`` where commas stand
    there, and in production for a key that is easy to guess.
    """
    keys = [key for key in dict.fromkeys(variables.get("SECRET_KEY_FALLBACKS", "").split()) if key != key_of_today]
    for key in keys:
        if key.endswith(",") or sum(len(part) >= SHORTEST_SECRET_KEY for part in key.split(",")) > 1:
            raise EnvironmentRefused("SECRET_KEY_FALLBACKS has commas between its keys. Put spaces there instead.")
    if not debug:
        for key in keys:  # a former key opens as much as the key of today
            refuse_weak_key("A key of SECRET_KEY_FALLBACKS", key)
    return keys


def refuse_weak_key(name: str, key: str) -> None:
    """Raise ``EnvironmentRefused`` for a key that is short or easy to guess. The sentence does not repeat the key."""
    if len(key) < SHORTEST_SECRET_KEY:
        raise EnvironmentRefused(
            f"{name} has {len(key)} characters; it needs at least {SHORTEST_SECRET_KEY}, chosen at random."
        )
    pieces = {key[start : start + 3] for start in range(len(key) - 2)}
    if len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or len(pieces) < FEWEST_DIFFERENT_PIECES:
        raise EnvironmentRefused(
            f"{name} is easy to guess: it has few different characters, or says a short piece again and again. "
            "Choose its characters at random."
        )
    if key.startswith(INSECURE_PREFIX):
        raise EnvironmentRefused(f"{name} is easy to guess. Choose its characters at random.")


def development_key(path: Path) -> str:
    """Return the key of this copy of the project, made the first time and kept, so that a reload logs nobody out."""
    try:
        return path.read_text(encoding="ascii")
    except PermissionError:
        raise EnvironmentRefused(
            f"{path} belongs to another user. Give it to the one who runs the site, or set DATA_DIR to another folder."
        ) from None
    except OSError:
        pass  # not made yet
    key = get_random_secret_key()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written aside and linked into place: another process sees a whole key or none, and the first one wins.
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        try:
            os.link(draft, path)
        finally:
            os.unlink(draft)
    except FileExistsError:
        return path.read_text(encoding="ascii") if path.is_file() else key
    except OSError:
        pass  # a read-only folder: the key lasts as long as the process; `demo` says more
    return key
