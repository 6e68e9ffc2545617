"""The servers that the site may use, from a URL each to the settings that Django wants."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
CACHE_TIMEOUT = 2  # seconds
CACHE_REST = 5  # seconds without a question after Redis did not answer; more than a time-out, or pages wait in turn
# In Django's cache in memory, which holds 300 unless told otherwise: a flood of visits would push the counts of the
# limits of rate out of it. A note takes some hundred bytes.
MEMORY_ENTRIES = 100_000
REDIS_DATABASE = re.compile(r"[0-9]{0,5}")
DATABASE_TIMEOUT = 5  # seconds to connect
MAIL_TIMEOUT = 10  # seconds, so that a dead mail server does not hold a visitor's request for minutes


class EnvironmentRefused(ImproperlyConfigured):
    """The site does not start with these variables; the message is a sentence for whoever set them."""


def sqlite(path: Path, max_age: int) -> dict:
    """Return ``DATABASES["default"]`` for a file of SQLite that many visitors use at once.

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


def make_private(database: dict) -> None:
    """Make the file of SQLite, empty, so that its owner alone can read it. One that is there stays as it is.

    SQLite would go by the umask, which lets others on the machine read it. Its other files copy the rights of this one.
    Only the owner of the folder makes it: an administrator's file would be closed to the site.
    """
    if os.name != "posix" or not database["ENGINE"].endswith("sqlite3"):
        return
    with suppress(OSError):  # there already, or the folder cannot be written, which the first query reports
        if database["NAME"].parent.stat().st_uid == os.geteuid():
            os.close(os.open(database["NAME"], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def postgresql(url: str, max_age: int) -> dict:
    """Return ``DATABASES["default"]`` for a URL; a connection is kept for ``max_age`` seconds."""
    advice = "Write postgresql://user:password@host:5432/name, or leave it out for SQLite."
    parts = _split("DATABASE_URL", url, advice)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EnvironmentRefused(f"DATABASE_URL names no PostgreSQL database. {advice}")
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


def cache(url: str) -> dict:
    """Return ``CACHES["default"]``: the Redis server that ``url`` names, or the memory of the process."""
    if not url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "OPTIONS": {"MAX_ENTRIES": MEMORY_ENTRIES}}
    advice = "Write redis://host:6379/0, or leave it out for a cache in memory."
    parts = _split("CACHE_URL", url, advice)
    known = parts.scheme in {"redis", "rediss", "unix"} and "://" in url
    if not known or (parts.scheme == "unix" and not parts.path):
        raise EnvironmentRefused(f"CACHE_URL names no Redis server. {advice}")
    number = "" if parts.scheme == "unix" else parts.path.removeprefix("/")
    if not REDIS_DATABASE.fullmatch(number) or not REDIS_DATABASE.fullmatch(dict(parse_qsl(parts.query)).get("db", "")):
        raise EnvironmentRefused(f"CACHE_URL names a database of Redis that is no number. {advice}")
    options = {"socket_timeout": CACHE_TIMEOUT, "pool_class": "locallibrary.redis_pool.RestingPool"}
    if not url.startswith("unix"):
        options["socket_connect_timeout"] = CACHE_TIMEOUT
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "OPTIONS": options}


def mailer(url: str) -> dict:
    """Return ``MAILERS["default"]``: the mail server that ``url`` names, or the terminal."""
    if not url:
        return {"BACKEND": "catalog.terminal_mail.EmailBackend"}
    advice = "Write smtp+tls://user:password@host:587."
    parts = _split("EMAIL_URL", url, advice)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise EnvironmentRefused(f"EMAIL_URL names no mail server. {advice} smtp:// and smtps:// work too.")
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


def require_drivers(database: dict, cache: dict) -> None:
    """Raise ``EnvironmentRefused`` when the package that speaks to a server named here is not installed."""
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
    """Take the URL in a variable apart. Its text stays out of every message: it may hold a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # judged only when it is asked for
    except ValueError:
        raise EnvironmentRefused(_not_a_url(name, advice)) from None
    # A password with / ends the host too early, and is taken for a name. Of two @ the wrong one may end the password.
    if ("@" in url and "@" not in parts.netloc) or url.count("@") > 1:
        raise EnvironmentRefused(_not_a_url(name, advice))
    return parts


def _not_a_url(name: str, advice: str) -> str:
    return (
        f"{name} cannot be taken apart as a URL. {advice} "
        "Characters that mean something in a URL are written in percent form, for example / as %2F and @ as %40."
    )
