"""Switching sessions on."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions import backends
from django.contrib.sessions.backends.signed_cookies import SessionStore as CookieStore
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.core.signing import b64_decode
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalog.course.lessons.operation import operation


@operation("Ask what is switched on")
def check_setup(request: HttpRequest) -> HttpResponse:
    app = apps.is_installed("django.contrib.sessions")
    class_path = "django.contrib.sessions.middleware.SessionMiddleware"
    middleware, engine = class_path in settings.MIDDLEWARE, settings.SESSION_ENGINE
    return HttpResponse(f"App: {app}. Middleware: {middleware}. Engine: {engine}.")


@operation("See what request.session is")
def what_is_it(request: HttpRequest) -> HttpResponse:
    kind = type(request.session)
    is_dict = isinstance(request.session, dict)
    return HttpResponse(f"{kind.__module__}.{kind.__qualname__}, a dict: {is_dict}")


@operation("Do what the middleware does")
def open_session_by_hand(request: HttpRequest) -> HttpResponse:
    engine = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return HttpResponse(f"request.session, made again by hand: {dict(session)}")


@operation("Do without it, as if the middleware were missing")
def without_session(request: HttpRequest) -> HttpResponse:
    del request.session
    return HttpResponse(request.session["name"])


@operation("Ask who is logged in where there is no session")
def authenticate_without_session(request: HttpRequest) -> HttpResponse:
    del request.session
    middleware = AuthenticationMiddleware(lambda request: HttpResponse(str(request.user)))
    return middleware(request)


@operation("Put an ordinary dictionary in its place")
def replace_with_dict(request: HttpRequest) -> HttpResponse:
    request.session = {}
    request.session["name"] = "Ada"
    return HttpResponse("Stored, or so it seems.")


@operation("Count the rows of the table")
def count_rows(request: HttpRequest) -> HttpResponse:
    rows = Session.objects.all()
    alive = rows.filter(expire_date__gt=timezone.now())
    return HttpResponse(f"{rows.count()} rows, {alive.count()} of them not expired")


@operation("List the engines that Django brings")
def list_engines(request: HttpRequest) -> HttpResponse:
    modules = pkgutil.iter_modules(backends.__path__)
    return HttpResponse(", ".join(module.name for module in modules))


@operation("Read a signed cookie without the secret key")
def read_signed_cookie(request: HttpRequest) -> HttpResponse:
    session = CookieStore()
    session["pin"] = "1234"
    session.save()
    content = session.session_key.partition(":")[0]
    return HttpResponse(b64_decode(content.encode()))


@operation("Store something with other engines")
def try_other_engines(request: HttpRequest) -> HttpResponse:
    kept = []
    for name in ("cache", "cached_db", "file"):
        store = import_module(f"django.contrib.sessions.backends.{name}").SessionStore()
        store["name"] = name
        store.save()
        kept.append(type(store)(store.session_key)["name"])
        store.delete()
    return HttpResponse(f"{kept}, SESSION_CACHE_ALIAS = {settings.SESSION_CACHE_ALIAS!r}")


@operation("Let Django check itself")
def run_deployment_checks(request: HttpRequest) -> HttpResponse:
    found = run_checks(tags=["security", "admin"], include_deployment_checks=True)
    about_sessions = [message.id for message in found if "SESSION" in message.msg.upper()]
    return HttpResponse(f"{about_sessions}, SESSION_COOKIE_SECURE = {settings.SESSION_COOKIE_SECURE}")
