"""Reads and validates the environment variables of the site.

``settings.py`` reads no other variables; a table in the README lists them. ``services.py`` converts URLs to Django's
settings, ``keys.py`` validates the secret keys, and ``unsafe.py`` lists unsafe set-ups.
"""

from __future__ import annotations

import ast
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from locallibrary import keys, services, unsafe
from locallibrary.services import EnvironmentRefused

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

HOUR = 60 * 60  # seconds
MOST_SECONDS = 2 * 365 * 24 * HOUR  # two years, the most that https://hstspreload.org recommends

# Hosts that Django's HttpRequest.get_host() accepts; a leading dot includes the subdomains.
HOST_NAME = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*")
# RFC 6454, section 6.2, and *. for any subdomain, as in Django. unsafe.py checks which hosts may be trusted.
ORIGIN = re.compile(
    r"(?P<scheme>https?)://(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:(?P<port>\d{1,5}))?"
)
DEFAULT_PORTS = {"http": "80", "https": "443"}

DJANGO_ENGINES = "django.contrib.sessions.backends"
DJANGO_ENGINE_NAMES = {"cache", "cached_db", "db", "file", "signed_cookies"}

TRUE_WORDS = {"1", "on", "true", "yes"}
FALSE_WORDS = {"0", "off", "false", "no"}


@dataclass(frozen=True, slots=True)
class Environment:
    """The values of the environment variables. Durations are in seconds. The ``repr`` omits values with secrets."""

    debug: bool
    debug_toolbar: bool
    classroom: bool
    secret_key: str = field(repr=False)
    secret_key_fallbacks: list[str] = field(repr=False)
    allowed_hosts: list[str]
    trusted_origins: list[str]
    behind_proxy: bool
    hsts_seconds: int
    data_dir: Path
    database: dict[str, Any] = field(repr=False)
    cache: dict[str, Any] = field(repr=False)
    session_engine: str
    session_cookie_name: str
    session_save_every_request: bool
    login_idle_seconds: int
    login_max_seconds: int
    limits: bool
    mailer: dict[str, Any] = field(repr=False)
    from_email: str
    time_zone: str
    my_exercises: Path

    @property
    def over_https(self) -> bool:
        """Whether the site uses HTTPS: in production, but not in development and in a class room."""
        return not self.debug and not self.classroom

    @classmethod
    def read(cls, variables: Mapping[str, str], base_dir: Path) -> Environment:
        """Read ``variables`` (usually ``os.environ``) for the project in the folder ``base_dir``.

        Raise ``EnvironmentRefused``, with advice, for a value that cannot be parsed and, in production, for unsafe
        settings.
        """
        debug = _boolean(variables, "DEBUG", default=True)
        classroom = _boolean(variables, "CLASSROOM", default=False)
        hosts = _words(variables, "ALLOWED_HOSTS") or (list(LOCAL_HOSTS) if debug else [])
        _refuse_open_debug(debug, classroom, hosts)
        _refuse_no_host_names(hosts)
        data_dir = Path(_text(variables, "DATA_DIR") or base_dir / ".data").expanduser().absolute()
        secret_key = keys.secret_key(variables, debug, data_dir)
        environment = cls(
            debug=debug,
            debug_toolbar=_boolean(variables, "DEBUG_TOOLBAR", default=True),
            classroom=classroom,
            secret_key=secret_key,
            secret_key_fallbacks=keys.secret_key_fallbacks(variables, debug, secret_key),
            allowed_hosts=hosts,
            trusted_origins=_origins(variables),
            behind_proxy=_boolean(variables, "BEHIND_PROXY", default=False),
            hsts_seconds=_number(variables, "HSTS_SECONDS", default=365 * 24 * HOUR),
            data_dir=data_dir,
            database=_database(variables, debug, data_dir),
            cache=services.cache(_text(variables, "CACHE_URL")),
            session_engine=_session_engine(variables),
            session_cookie_name=_text(variables, "SESSION_COOKIE_NAME")
            or ("sessionid" if debug or classroom else "__Host-sessionid"),
            session_save_every_request=_boolean(variables, "SESSION_SAVE_EVERY_REQUEST", default=False),
            login_idle_seconds=_number(variables, "LOGIN_IDLE_SECONDS", default=2 * HOUR),
            login_max_seconds=_number(variables, "LOGIN_MAX_SECONDS", default=12 * HOUR),
            limits=_boolean(variables, "LIMITS", default=True),
            mailer=services.mailer(_text(variables, "EMAIL_URL") or ("" if debug or classroom else "smtp://localhost")),
            from_email=_text(variables, "DEFAULT_FROM_EMAIL") or "webmaster@localhost",
            time_zone=_time_zone(variables),
            my_exercises=Path(_text(variables, "MY_EXERCISES") or base_dir / "my_exercises").expanduser().absolute(),
        )
        complaints = unsafe.complaints(environment, base_dir)
        if complaints and not debug:
            raise EnvironmentRefused(complaints[0])
        if not debug:
            services.make_private(environment.database)
        return environment


def _text(variables: Mapping[str, str], name: str) -> str:
    """Return the value of a variable without surrounding whitespace; an empty text if it is not set."""
    return variables.get(name, "").strip()


def _boolean(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = _text(variables, name)
    if not value:
        return default
    word = value.lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise EnvironmentRefused(f"{name} is {value!r}. Write on or off.")


def _number(variables: Mapping[str, str], name: str, *, default: int) -> int:
    value = _text(variables, name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise EnvironmentRefused(f"{name} is {value!r}. Write a whole number, 0 or more.")
    digits = value.lstrip("0") or "0"
    # The length is checked first: int() rejects more than 4,300 digits.
    if len(digits) > len(str(MOST_SECONDS)) or int(digits) > MOST_SECONDS:
        raise EnvironmentRefused(f"{name} is too large. Write at most {MOST_SECONDS}, which is two years in seconds.")
    return int(digits)


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    """Return the comma-separated words in lower case. Hosts and origins are case-insensitive."""
    return [word.strip().lower() for word in variables.get(name, "").split(",") if word.strip()]


def _origins(variables: Mapping[str, str]) -> list[str]:
    """Return ``CSRF_TRUSTED_ORIGINS``. Django compares them with the header Origin, which has no path."""
    origins = _words(variables, "CSRF_TRUSTED_ORIGINS")
    for origin in origins:
        found = ORIGIN.fullmatch(origin)
        if not found or found["port"] == DEFAULT_PORTS[found["scheme"]]:
            raise EnvironmentRefused(
                f"CSRF_TRUSTED_ORIGINS has {origin}, which is not an origin. Write the scheme, the name "
                "and, if it is not the usual one, the port, for example https://example.org, with commas between."
            )
    return origins


def _refuse_open_debug(debug: bool, classroom: bool, hosts: list[str]) -> None:
    if debug and classroom:
        raise EnvironmentRefused("DEBUG and CLASSROOM are both on. Start a class room with: manage.py demo --class")
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


def _refuse_no_host_names(hosts: list[str]) -> None:
    for host in hosts:
        if host != "*" and not HOST_NAME.fullmatch(host) and not _is_ipv6_in_brackets(host):
            raise EnvironmentRefused(
                f"ALLOWED_HOSTS has {host!r}, which is not a host name, so every request for it would be refused. "
                "Write names without scheme, port or path, with commas between: library.example.org, or "
                ".example.org for a domain with its subdomains."
            )


def _is_ipv6_in_brackets(host: str) -> bool:
    try:
        return host == f"[{ipaddress.IPv6Address(host[1:-1])}]" and "%" not in host  # the form that browsers send
    except ValueError:
        return False


def _session_engine(variables: Mapping[str, str]) -> str:
    engine = _text(variables, "SESSION_ENGINE") or f"{DJANGO_ENGINES}.db"
    advice = f"Write for example {DJANGO_ENGINES}.cached_db, or leave it out for the database."
    try:
        found = find_spec(engine)
        source = found and found.loader.get_source(engine)  # None for an extension module
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise EnvironmentRefused(f"SESSION_ENGINE is {engine!r}, and there is no such module. {advice}")
    package, _, name = engine.rpartition(".")
    works = name in DJANGO_ENGINE_NAMES if package == DJANGO_ENGINES else _names_session_store(source or "")
    if not works:
        raise EnvironmentRefused(f"SESSION_ENGINE is {engine!r}, a module without a SessionStore. {advice}")
    return engine


def _names_session_store(source: str) -> bool:
    """Return whether a module defines or imports ``SessionStore``. It is parsed, because an import needs settings.

    Raise ``SyntaxError`` for invalid source, so that the author of an engine sees the line.
    """
    return any(
        (isinstance(node, ast.ClassDef) and node.name == "SessionStore")
        or (isinstance(node, ast.alias) and (node.asname or node.name) == "SessionStore")
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "SessionStore")
        for node in ast.walk(ast.parse(source))
    )


def _database(variables: Mapping[str, str], debug: bool, data_dir: Path) -> dict[str, Any]:
    """Return ``DATABASES["default"]`` for ``DATABASE_URL``; by default SQLite in ``data_dir``, which is created."""
    url = _text(variables, "DATABASE_URL")
    max_age = _number(variables, "DATABASE_MAX_AGE", default=60)
    if url:
        return services.postgresql(url, max_age)
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # for sessions and password hashes
    except OSError as error:
        if not debug:  # in development a read-only copy may run without a folder; `demo` reports it
            raise EnvironmentRefused(
                f"The folder {data_dir} cannot be created ({error.strerror}). Set DATA_DIR to a writable folder."
            ) from None
    return services.sqlite(data_dir / "library.sqlite3", max_age)


def _time_zone(variables: Mapping[str, str]) -> str:
    name = _text(variables, "TIME_ZONE") or "UTC"
    if name != "UTC":
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise EnvironmentRefused(f"TIME_ZONE is {name!r}. Write a name such as Europe/Paris or UTC.") from None
    return name
