"""Converts the URLs of the database, the cache and the mail server to Django's settings."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
CACHE_TIMEOUT = 2  # seconds
CACHE_REST = 5  # seconds without access after a time-out of Redis; longer than a time-out, or pages wait in turn
# For Django's cache in memory, whose default is 300: many visits would evict the counts of the rate limits. An entry
# takes some hundred bytes.
MEMORY_ENTRIES = 100_000
REDIS_DATABASE = re.compile(r"[0-9]{0,5}")
DATABASE_TIMEOUT = 5  # seconds to connect
MAIL_TIMEOUT = 10  # seconds, so that an unresponsive mail server does not block for minutes


class EnvironmentRefused(ImproperlyConfigured):
    """The site does not start with these variables; the message has advice for the administrator."""


def sqlite(path: Path, max_age: int) -> dict[str, Any]:
    """Return ``DATABASES["default"]`` for an SQLite file with concurrent visitors.

    WAL allows reads during a write. IMMEDIATE takes the write lock at the begin of a transaction, where SQLite waits up
    to ``timeout`` seconds. A lock in the middle of a transaction would fail at once with "database is locked". See
    "Database is locked errors" in Django's notes on SQLite.
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


def make_private(database: dict[str, Any]) -> None:
    """Create an empty SQLite file that only its owner can read. An existing file is not changed.

    SQLite would apply the umask, which usually lets other users read it. Its other files copy the mode of this one.
    Only the owner of the folder creates it: the site could not open a file of another user, such as root.
    """
    if os.name != "posix" or not database["ENGINE"].endswith("sqlite3"):
        return
    with suppress(OSError):  # it exists, or the folder is not writable, which the first query reports
        if database["NAME"].parent.stat().st_uid == os.geteuid():
            os.close(os.open(database["NAME"], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def postgresql(url: str, max_age: int) -> dict[str, Any]:
    """Return ``DATABASES["default"]`` for a URL; connections persist for ``max_age`` seconds."""
    advice = "Write postgresql://user:password@host:5432/name, or leave it out for SQLite."
    parts = _split("DATABASE_URL", url, advice)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentRefused(f"DATABASE_URL is not a URL of a PostgreSQL database. {advice}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": DATABASE_TIMEOUT} | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": max_age,
        "CONN_HEALTH_CHECKS": True,
    }


def cache(url: str) -> dict[str, Any]:
    """Return ``CACHES["default"]`` for the Redis server at ``url``; without a URL, for the memory of the process."""
    if not url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "OPTIONS": {"MAX_ENTRIES": MEMORY_ENTRIES}}
    advice = "Write redis://host:6379/0, or leave it out for a cache in memory."
    parts = _split("CACHE_URL", url, advice)
    known = parts.scheme in {"redis", "rediss", "unix"} and "://" in url
    if not known or (parts.scheme == "unix" and not parts.path):
        raise EnvironmentRefused(f"CACHE_URL is not a URL of a Redis server. {advice}")
    number = "" if parts.scheme == "unix" else parts.path.removeprefix("/")
    if not REDIS_DATABASE.fullmatch(number) or not REDIS_DATABASE.fullmatch(dict(parse_qsl(parts.query)).get("db", "")):
        raise EnvironmentRefused(f"CACHE_URL has a Redis database that is not a number. {advice}")
    options = {"socket_timeout": CACHE_TIMEOUT, "pool_class": "locallibrary.redis_pool.RestingPool"}
    if not url.startswith("unix"):
        options["socket_connect_timeout"] = CACHE_TIMEOUT
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "OPTIONS": options}


def mailer(url: str) -> dict[str, Any]:
    """Return ``MAILERS["default"]`` for the mail server at ``url``; without a URL, for the terminal."""
    if not url:
        return {"BACKEND": "catalog.terminal_mail.EmailBackend"}
    advice = "Write smtp+tls://user:password@host:587."
    parts = _split("EMAIL_URL", url, advice)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise EnvironmentRefused(f"EMAIL_URL is not a URL of a mail server. {advice} smtp:// and smtps:// work too.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or MAIL_PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": MAIL_TIMEOUT,
        },
    }


def require_drivers(database: dict[str, Any], cache: dict[str, Any]) -> None:
    """Raise ``EnvironmentRefused`` if the client package for a configured server is not installed."""
    for name, package, needed in (
        ("DATABASE_URL", "psycopg", database["ENGINE"].endswith("postgresql")),
        ("CACHE_URL", "redis", cache["BACKEND"].endswith("RedisCache")),
    ):
        if needed and find_spec(package) is None:
            raise EnvironmentRefused(
                f"{name} needs the package {package}, which is not installed. "
                "Install it with: python -m pip install --upgrade pip, then python -m pip install --group servers"
            )


def _split(name: str, url: str, advice: str) -> SplitResult:
    """Parse the URL in a variable. No message contains the URL: it may have a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # the port is validated on access
    except ValueError:
        raise EnvironmentRefused(_not_a_url(name, advice)) from None
    # A / in a password ends the host, and with two @ the end of the password is ambiguous. Both need percent-encoding.
    if ("@" in url and "@" not in parts.netloc) or url.count("@") > 1:
        raise EnvironmentRefused(_not_a_url(name, advice))
    return parts


def _not_a_url(name: str, advice: str) -> str:
    return (
        f"{name} cannot be parsed as a URL. {advice} "
        "Percent-encode reserved characters in a name or a password, for example / as %2F and @ as %40."
    )
