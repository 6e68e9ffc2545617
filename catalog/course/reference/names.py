"""The names around Django's sessions in the installed Django, found by introspection.

Names that introspection cannot find are listed here; the function that uses them fails if Django does not have them.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import global_settings
from django.contrib import auth
from django.contrib.auth import middleware as auth_middleware
from django.contrib.auth import signals
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions import backends, exceptions, serializers
from django.contrib.sessions.backends import base
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.contrib.sessions.management import commands
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session, SessionManager
from django.core.checks import CheckMessage
from django.core.checks.security import sessions as session_checks
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SESSION_KEY
from django.test import AsyncClient, Client

from catalog.course.reference.introspection import Name, first_sentence, function, is_public, member, says, twin

SETTINGS_NEARBY = (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "CSRF_USE_SESSIONS",
    "MESSAGE_STORAGE",
    "CACHES",
    "USE_TZ",
    "LOGIN_URL",
    "AUTHENTICATION_BACKENDS",
    "PASSWORD_RESET_TIMEOUT",
)
# The admin creates this message inside a function, where introspection does not find it.
ADMIN_CHECK = "admin.E410"
GET_LOGGER = re.compile(r'getLogger\(\s*f?"([^"]+)"')


@cache
def names() -> dict[str, Name]:
    """Return every name that the installed Django has, by its anchor."""
    finders = (
        _session_names,
        _model_names,
        _settings,
        _engines,
        _serializers,
        _exceptions,
        _reserved_keys,
        _commands,
        _checks,
        _middleware,
        _auth_names,
        _signals,
        _test_clients,
        _loggers,
    )
    return {name.anchor: name for find in finders for name in find()}


def _session_names() -> Iterator[Name]:
    found = {name: value for name, value in vars(SessionBase).items() if is_public(name)}
    specials = {name: value for name, value in vars(SessionBase).items() if name.startswith("__")}
    # Python's other special names belong to the class, and are no operations on a session.
    found |= {name: value for name, value in specials.items() if name != "__init__" and inspect.isfunction(value)}
    for name, value in sorted(found.items(), key=lambda item: item[0].strip("_")):
        named = member(SessionBase, name, value, "session")
        if named.is_async:
            yield replace(named, group="session-async")
        else:
            yield named if named.signature else replace(named, group="session-attributes")
    for name in vars(SessionBase()):
        if is_public(name):
            yield Name("session-attributes", f"SessionBase.{name}", name, "attribute")


def _model_names() -> Iterator[Name]:
    table = Session._meta.db_table
    yield Name("model", table, table, "table")
    for name, value in vars(Session).items():
        if is_public(name):
            yield member(Session, name, value, "model")
    # Session has copies of the other attributes of its parent.
    for name, value in vars(AbstractBaseSession).items():
        if inspect.isfunction(value) or isinstance(value, classmethod):
            yield member(AbstractBaseSession, name, value, "model")
    for manager in (SessionManager, BaseSessionManager):
        for name, value in vars(manager).items():
            if is_public(name):
                yield member(manager, name, value, "model")


def _settings() -> Iterator[Name]:
    for name in sorted(vars(global_settings)):
        if name.startswith("SESSION_"):
            yield Name("settings", name, name, "setting", value=repr(getattr(global_settings, name)))
    for name in SETTINGS_NEARBY:
        yield Name("settings-nearby", name, name, "setting", value=repr(getattr(global_settings, name)))


def _engines() -> Iterator[Name]:
    for module in pkgutil.iter_modules(backends.__path__):
        if module.name == "base":
            continue
        store = import_module(f"{backends.__name__}.{module.name}").SessionStore
        adds = tuple(
            name for name in sorted(vars(store)) if not name.startswith("_") and not hasattr(SessionBase, name)
        )
        yield Name("engines", f"backends.{module.name}", module.name, "engine", says=says(store), adds=adds)


def _serializers() -> Iterator[Name]:
    for name, value in vars(serializers).items():
        if name.endswith("Serializer"):
            yield Name("serializers", f"serializers.{name}", name, "class", says=says(value))


def _exceptions() -> Iterator[Name]:
    for module, prefix in ((exceptions, "exceptions"), (base, "backends.base")):
        for name, value in vars(module).items():
            if inspect.isclass(value) and issubclass(value, Exception) and value.__module__ == module.__name__:
                yield Name("exceptions", f"{prefix}.{name}", name, "exception", says=says(value))


def _reserved_keys() -> Iterator[Name]:
    expiring = SessionBase()
    expiring.set_expiry(1)
    (expiry_key,) = expiring.keys()
    keys = (
        auth.SESSION_KEY,
        auth.BACKEND_SESSION_KEY,
        auth.HASH_SESSION_KEY,
        expiry_key,
        SessionBase.TEST_COOKIE_NAME,
        SessionStorage.session_key,
        CSRF_SESSION_KEY,
        INTERNAL_RESET_SESSION_TOKEN,
    )
    for key in keys:
        yield Name("keys", f"key.{key}", key, "key")


def _commands() -> Iterator[Name]:
    for module in pkgutil.iter_modules(commands.__path__):
        command = import_module(f"{commands.__name__}.{module.name}").Command
        yield Name("commands", module.name, module.name, "command", says=first_sentence(command.help))


def _checks() -> Iterator[Name]:
    for message in vars(session_checks).values():
        if isinstance(message, CheckMessage):
            yield Name("checks", str(message.id), str(message.id), "check", says=first_sentence(message.msg))
    yield Name("checks", ADMIN_CHECK, ADMIN_CHECK, "check")


def _middleware() -> Iterator[Name]:
    for name, value in vars(SessionMiddleware).items():
        if is_public(name):
            yield member(SessionMiddleware, name, value, "middleware")
    for name, value in vars(auth_middleware).items():
        if inspect.isclass(value) and value.__module__ == auth_middleware.__name__:
            yield Name("middleware", f"auth.middleware.{name}", name, "class", says=says(value))


def _auth_names() -> Iterator[Name]:
    for name, value in vars(auth).items():
        if name.endswith("SESSION_KEY"):
            yield Name("auth", f"auth.{name}", name, "constant", value=repr(value))
        elif is_public(name) and _uses_session(value):
            other = twin(name, vars(auth))
            yield function(value, "auth", f"auth.{name}", twin=f"auth.{other}" if other else "")
    for name, value in vars(AbstractBaseUser).items():
        if is_public(name) and "session" in name:
            yield member(AbstractBaseUser, name, value, "auth")
    request = HttpRequest()
    request.session = SessionBase()
    before = set(vars(request))
    auth_middleware.AuthenticationMiddleware(lambda _: HttpResponse()).process_request(request)
    added = sorted(set(vars(request)) - before)
    for name in added:
        other = twin(name, added)
        yield Name("auth", f"request.{name}", name, "attribute", twin=f"request.{other}" if other else "")


def _signals() -> Iterator[Name]:
    for name, value in vars(signals).items():
        if isinstance(value, Signal):
            yield Name("signals", f"signals.{name}", name, "signal")


def _test_clients() -> Iterator[Name]:
    for client in (Client, AsyncClient):
        for name in dir(client):
            if is_public(name) and re.search("login|logout|session", name):
                yield member(client, name, inspect.getattr_static(client, name), "tests")


def _loggers() -> Iterator[Name]:
    engines = [module.name for module in pkgutil.iter_modules(backends.__path__)]
    sources = [inspect.getsource(import_module(f"{backends.__name__}.{engine}")) for engine in engines]
    for found in sorted({name for source in sources for name in GET_LOGGER.findall(source)}):
        name = found.replace("%s", "*")
        yield Name("loggers", f"logger.{name}", name, "logger")


def _uses_session(value: Any) -> bool:
    return inspect.isfunction(value) and value.__module__ == auth.__name__ and "session" in value.__code__.co_names
