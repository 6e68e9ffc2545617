"""The environment variables of the site, read and judged in one place.

``settings.py`` asks for nothing else; the README lists the same variables in one table. ``services.py`` turns the
URLs among them into Django's settings.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management.utils import get_random_secret_key

from locallibrary import services
from locallibrary.services import EnvironmentRefused

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

# What `check --deploy` (security.W009) asks of a secret key.
SHORTEST_SECRET_KEY = 50  # characters
FEWEST_DIFFERENT_CHARACTERS = 5
INSECURE_PREFIX = "django-insecure-"

TRUE_WORDS = {"1", "on", "true", "yes"}
FALSE_WORDS = {"0", "off", "false", "no", ""}


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment decides. Durations are in seconds."""

    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    behind_proxy: bool
    hsts_seconds: int
    data_dir: Path
    database: dict
    cache: dict
    session_engine: str
    session_save_every_request: bool
    mailer: dict
    from_email: str
    time_zone: str
    my_exercises: Path

    @classmethod
    def read(cls, variables: Mapping[str, str], base_dir: Path) -> Environment:
        """Read ``variables`` (usually ``os.environ``) for a project that lies in ``base_dir``.

        Raise ``EnvironmentRefused``, with a sentence that says what to do, for a value that cannot be
        understood and for settings that would be unsafe.
        """
        debug = _boolean(variables, "DEBUG", default=True)
        hosts = _words(variables, "ALLOWED_HOSTS") or (list(LOCAL_HOSTS) if debug else [])
        _refuse_open_debug(debug, hosts)
        data_dir = Path(variables.get("DATA_DIR") or base_dir / ".data").expanduser().absolute()
        return cls(
            debug=debug,
            secret_key=_secret_key(variables, debug, data_dir),
            allowed_hosts=hosts,
            trusted_origins=_words(variables, "CSRF_TRUSTED_ORIGINS"),
            behind_proxy=_boolean(variables, "BEHIND_PROXY", default=False),
            hsts_seconds=_number(variables, "HSTS_SECONDS", default=365 * 24 * 60 * 60),
            data_dir=data_dir,
            database=_database(variables, debug, data_dir),
            cache=services.cache(variables.get("CACHE_URL", "")),
            session_engine=_session_engine(variables),
            session_save_every_request=_boolean(variables, "SESSION_SAVE_EVERY_REQUEST", default=False),
            mailer=services.mailer(variables.get("EMAIL_URL") or ("" if debug else "smtp://localhost")),
            from_email=variables.get("DEFAULT_FROM_EMAIL") or "webmaster@localhost",
            time_zone=_time_zone(variables),
            my_exercises=Path(variables.get("MY_EXERCISES") or base_dir / "my_exercises").expanduser().absolute(),
        )


def _boolean(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise EnvironmentRefused(f"{name} is {value!r}. Write on or off.")


def _number(variables: Mapping[str, str], name: str, *, default: int) -> int:
    value = variables.get(name)
    if not value:
        return default
    if not value.isdecimal():
        raise EnvironmentRefused(f"{name} is {value!r}. Write a whole number, 0 or more.")
    return int(value)


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    return [word.strip() for word in variables.get(name, "").split(",") if word.strip()]


def _refuse_open_debug(debug: bool, hosts: list[str]) -> None:
    strangers = [host for host in hosts if host not in LOCAL_HOSTS]
    if debug and strangers:
        raise EnvironmentRefused(
            f"DEBUG is on, and ALLOWED_HOSTS opens the site to {', '.join(strangers)}: its error pages would show "
            "everyone the code and the settings. Set DEBUG=off, or leave ALLOWED_HOSTS out to serve this machine alone."
        )
    if not debug and not hosts:
        raise EnvironmentRefused(
            "DEBUG is off, and ALLOWED_HOSTS is empty, so no request could be answered. "
            "Set it to the names that the site is reached by, for example ALLOWED_HOSTS=library.example.org."
        )


def _secret_key(variables: Mapping[str, str], debug: bool, data_dir: Path) -> str:
    key = variables.get("SECRET_KEY", "")
    if debug:
        return key or _development_key(data_dir / "secret_key")
    if not key:
        raise EnvironmentRefused(
            "DEBUG is off, and there is no SECRET_KEY. Make one with "
            '`python -c "from django.core.management.utils import get_random_secret_key as k; print(k())"` '
            "and keep it in the environment, never in a file of the project."
        )
    if len(key) < SHORTEST_SECRET_KEY:
        raise EnvironmentRefused(
            f"SECRET_KEY has {len(key)} characters; it needs at least {SHORTEST_SECRET_KEY}, chosen at random."
        )
    if len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or key.startswith(INSECURE_PREFIX):
        raise EnvironmentRefused("SECRET_KEY is easy to guess. Choose its characters at random.")
    return key


def _development_key(path: Path) -> str:
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
        path.parent.mkdir(parents=True, exist_ok=True)
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


def _session_engine(variables: Mapping[str, str]) -> str:
    engine = variables.get("SESSION_ENGINE") or "django.contrib.sessions.backends.db"
    try:
        found = find_spec(engine)
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise EnvironmentRefused(
            f"SESSION_ENGINE is {engine!r}, and there is no such module. "
            "Write for example django.contrib.sessions.backends.cached_db, or leave it out for the database."
        )
    return engine


def _database(variables: Mapping[str, str], debug: bool, data_dir: Path) -> dict:
    """Return ``DATABASES["default"]``: what ``DATABASE_URL`` names, or SQLite in ``data_dir``, which is made."""
    url = variables.get("DATABASE_URL", "")
    max_age = _number(variables, "DATABASE_MAX_AGE", default=60)
    if url:
        return services.postgresql(url, max_age)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if not debug:  # the tests of a read-only copy need no folder; `demo` says more
            raise EnvironmentRefused(
                f"The folder {data_dir} cannot be made ({error.strerror}). Set DATA_DIR to one that can be written."
            ) from None
    return services.sqlite(data_dir / "library.sqlite3", max_age)


def _time_zone(variables: Mapping[str, str]) -> str:
    name = variables.get("TIME_ZONE") or "UTC"
    if name != "UTC":
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise EnvironmentRefused(f"TIME_ZONE is {name!r}. Write a name such as Europe/Paris or UTC.") from None
    return name
