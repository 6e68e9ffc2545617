"""The environment variables of the site, read and judged in one place.

``settings.py`` asks for nothing else; the README lists the same variables in one table.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_SECRET_KEY = 50  # characters; what `check --deploy` (security.W009) asks for

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
    email_url: str
    time_zone: str

    @classmethod
    def read(cls, variables: Mapping[str, str], base_dir: Path) -> Environment:
        """Read ``variables`` (usually ``os.environ``) for a project that lies in ``base_dir``.

        Raise ``ImproperlyConfigured``, with a sentence that says what to do, for a value that cannot be
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
            database=_database(variables, data_dir),
            cache=_cache(variables),
            session_engine=variables.get("SESSION_ENGINE") or "django.contrib.sessions.backends.db",
            session_save_every_request=_boolean(variables, "SESSION_SAVE_EVERY_REQUEST", default=False),
            email_url=variables.get("EMAIL_URL", ""),
            time_zone=variables.get("TIME_ZONE") or "UTC",
        )


def _boolean(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise ImproperlyConfigured(f"{name} is {value!r}. Write on or off.")


def _number(variables: Mapping[str, str], name: str, *, default: int) -> int:
    value = variables.get(name)
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number, 0 or more.")
    return int(value)


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    return [word.strip() for word in variables.get(name, "").split(",") if word.strip()]


def _refuse_open_debug(debug: bool, hosts: list[str]) -> None:
    strangers = [host for host in hosts if host not in LOCAL_HOSTS]
    if debug and strangers:
        raise ImproperlyConfigured(
            f"DEBUG is on, and ALLOWED_HOSTS opens the site to {', '.join(strangers)}: its error pages would show "
            "everyone the code and the settings. Set DEBUG=off, or leave ALLOWED_HOSTS out to serve this machine alone."
        )
    if not debug and not hosts:
        raise ImproperlyConfigured(
            "DEBUG is off, and ALLOWED_HOSTS is empty, so no request could be answered. "
            "Set it to the names that the site is reached by, for example ALLOWED_HOSTS=library.example.org."
        )


def _secret_key(variables: Mapping[str, str], debug: bool, data_dir: Path) -> str:
    key = variables.get("SECRET_KEY", "")
    if debug:
        return key or _development_key(data_dir / "secret_key")
    if not key:
        raise ImproperlyConfigured(
            "DEBUG is off, and there is no SECRET_KEY. Make one with "
            '`python -c "from django.core.management.utils import get_random_secret_key as k; print(k())"` '
            "and keep it in the environment, never in a file of the project."
        )
    if len(key) < SHORTEST_SECRET_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY has {len(key)} characters; it needs at least {SHORTEST_SECRET_KEY}, chosen at random."
        )
    return key


def _development_key(path: Path) -> str:
    """Return the key of this copy of the project, made the first time and kept, so that a reload logs nobody out."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        pass  # not made yet
    key = get_random_secret_key()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")  # another process was quicker
    except OSError:
        return key  # a read-only folder: the key lasts as long as the process; `demo` says more
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _database(variables: Mapping[str, str], data_dir: Path) -> dict:
    """Return ``DATABASES["default"]``: SQLite in ``data_dir``, or what ``DATABASE_URL`` names."""
    url = variables.get("DATABASE_URL", "")
    max_age = _number(variables, "DATABASE_MAX_AGE", default=60)
    if not url:
        return _sqlite(data_dir / "library.sqlite3", max_age)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL names no PostgreSQL database. Write postgresql://user:password@host:5432/name, "
            "or leave it out for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": max_age,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path, max_age: int) -> dict:
    """SQLite for a site with many visitors at once.

    WAL lets readers go on while one visitor's session is written. IMMEDIATE takes the write lock when a
    transaction begins, where SQLite waits for its turn (``timeout``, in seconds), and not in its middle, where
    it would give up at once with "database is locked". See "Database is locked errors" in Django's notes on SQLite.
    """
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "mmap_size=134217728", "cache_size=-16000")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": max_age,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def _cache(variables: Mapping[str, str]) -> dict:
    url = variables.get("CACHE_URL", "")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(
            "CACHE_URL names no Redis server. Write redis://host:6379/0, or leave it out for a cache in memory."
        )
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
