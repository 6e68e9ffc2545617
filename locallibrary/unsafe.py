"""Checks for set-ups that work but are unsafe, each with a message with advice.

In production the site does not start with an unsafe set-up. In development ``manage.py check`` warns.
"""

from __future__ import annotations

import ipaddress
import os
import re
import stat
from collections.abc import Callable, Iterator
from http.cookies import Morsel
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from locallibrary.environment import Environment

SHARED_CACHE_ENGINES = ("cache", "cached_db")  # of django.contrib.sessions.backends
OTHER_COOKIES = {"csrftoken", "messages", "theme", "course_reader", "course_done", "known_browser"}
# RFC 6265, section 4.1.1: the name of a cookie is a token of RFC 9110.
COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
COOKIE_PREFIXES = ("__Host-", "__Secure-")


def complaints(environment: Environment, base_dir: Path) -> list[str]:
    """Return a message for each unsafe setting of ``environment``, for the project in ``base_dir``."""
    return [sentence for rule in RULES for sentence in rule(environment, base_dir)]


def _any_host(environment: Environment, base_dir: Path) -> Iterator[str]:
    if "*" in environment.allowed_hosts:
        yield (
            "ALLOWED_HOSTS is *: the site would accept every host name, and an attacker could choose the host of the "
            "links in its letters. Name the hosts, for example ALLOWED_HOSTS=library.example.org."
        )


def _any_host_of_a_top_level_domain(environment: Environment, base_dir: Path) -> Iterator[str]:
    for host in environment.allowed_hosts:
        if host.startswith(".") and "." not in host[1:]:
            yield (
                f"ALLOWED_HOSTS has {host}: the site would accept domains of other owners, and put them into the links "
                "in its letters. Name your own domain, for example ALLOWED_HOSTS=.example.org."
            )


def _cache_of_one_process(environment: Environment, base_dir: Path) -> Iterator[str]:
    package, _, engine = environment.session_engine.rpartition(".")
    in_memory = environment.cache["BACKEND"].endswith("LocMemCache")
    if in_memory and package == "django.contrib.sessions.backends" and engine in SHARED_CACHE_ENGINES:
        yield (
            f"SESSION_ENGINE is {environment.session_engine}, and there is no CACHE_URL. The cache in memory belongs "
            "to one process, ends with it and drops what is used least, so sessions would be lost or out of date. "
            "Set CACHE_URL, for example to redis://localhost:6379/0, or use another engine."
        )


def _no_hsts(environment: Environment, base_dir: Path) -> Iterator[str]:
    if environment.over_https and not environment.hsts_seconds:
        yield (
            "HSTS_SECONDS is 0: browsers would accept plain HTTP, where anyone on the network path can read the "
            "session cookie. Begin with HSTS_SECONDS=3600."
        )


def _foreign_origins(environment: Environment, base_dir: Path) -> Iterator[str]:
    for origin in environment.trusted_origins:
        host = origin.partition("://")[2]
        if environment.over_https and not origin.startswith("https://"):
            yield f"CSRF_TRUSTED_ORIGINS has {origin}. Only origins that begin with https:// can be trusted."
        elif host.lstrip("*.").partition(":")[0] == "" or (host.startswith("*") and host.count(".") < 2):
            yield f"CSRF_TRUSTED_ORIGINS has {origin}, which lets pages of other owners submit forms. Name the hosts."


def _published_data(environment: Environment, base_dir: Path) -> Iterator[str]:
    real = environment.data_dir.resolve()
    served = [path.resolve() for pattern in ("static", "*/static", "*/*/static") for path in base_dir.glob(pattern)]
    # The folder `static` of any app: a package has an __init__.py.
    of_a_package = [path for path in (real, *real.parents) if (path.parent / "__init__.py").exists()]
    served += [path for path in of_a_package if path.name == "static"]
    if any(real.is_relative_to(path) for path in (base_dir.resolve() / "static", *served)):
        yield (
            f"DATA_DIR is {environment.data_dir}, whose files are public: the database would be one of them. "
            "Choose a folder outside of every folder static/."
        )


def _data_that_others_can_write(environment: Environment, base_dir: Path) -> Iterator[str]:
    try:
        mode = environment.data_dir.stat().st_mode
    except OSError:  # it does not exist: nothing is stored there
        return
    # Windows has no such mode bits. A class room is temporary, and may be on a file system without them.
    if environment.over_https and os.name == "posix" and mode & stat.S_IWOTH:
        yield (
            f"DATA_DIR is {environment.data_dir}, where every user of this machine can replace the site's files. "
            f"Remove that permission, for example with: chmod o-w {environment.data_dir}"
        )


def _unfit_cookie_name(environment: Environment, base_dir: Path) -> Iterator[str]:
    name = environment.session_cookie_name
    if not COOKIE_NAME.fullmatch(name) or name in OTHER_COOKIES or Morsel().isReservedKey(name):
        yield f"SESSION_COOKIE_NAME is {name!r}, which is not a valid name for the session cookie. Choose another one."
    elif name.startswith(COOKIE_PREFIXES) and not environment.over_https:
        yield f"SESSION_COOKIE_NAME is {name}: browsers accept this name only over HTTPS, which is off here."


def _readable_mail_password(environment: Environment, base_dir: Path) -> Iterator[str]:
    options = environment.mailer.get("OPTIONS", {})
    encrypted = options.get("use_tls") or options.get("use_ssl")
    if options.get("password") and not encrypted and not is_local(options["host"]):
        yield "EMAIL_URL sends its password unencrypted to another machine. Write smtp+tls:// or smtps://."


def _class_on_the_internet(environment: Environment, base_dir: Path) -> Iterator[str]:
    strangers = [host for host in environment.allowed_hosts if not is_local(host, or_private=True)]
    if environment.classroom and strangers:
        yield (
            f"CLASSROOM is on, which turns HTTPS off, and ALLOWED_HOSTS has {', '.join(strangers)}. "
            "A class room needs a private address, such as 192.168.1.20."
        )


RULES: tuple[Callable[[Environment, Path], Iterator[str]], ...] = (
    _any_host,
    _any_host_of_a_top_level_domain,
    _cache_of_one_process,
    _no_hsts,
    _foreign_origins,
    _published_data,
    _data_that_others_can_write,
    _unfit_cookie_name,
    _readable_mail_password,
    _class_on_the_internet,
)


def is_local(host: str, *, or_private: bool = False) -> bool:
    """Return whether ``host`` is this machine or, with ``or_private``, a private address."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or (or_private and address.is_private)  # includes link-local addresses
