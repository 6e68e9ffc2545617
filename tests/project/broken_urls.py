"""The URLs of the site, and views that fail with secrets in local variables."""

from __future__ import annotations

import logging
from typing import NoReturn

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.mail import send_mail
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import path

from locallibrary import urls as site
from locallibrary.settings import environment


def database(request: HttpRequest) -> HttpResponse:
    """Query an unreachable database."""
    return HttpResponse(User.objects.using("broken").count())


def cache(request: HttpRequest) -> HttpResponse:
    """Access an unreachable cache."""
    return HttpResponse(caches["broken"].get("visits"))


def mail(request: HttpRequest) -> HttpResponse:
    """Send a letter through an unreachable server."""
    return HttpResponse(send_mail("Subject", "Text", None, ["ann@example.org"]))


def hold(request: HttpRequest) -> NoReturn:
    """Fail with the settings in local variables: as text, as bytes, in objects, and inside a long text."""
    key, fallbacks = settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS
    octets = key.encode()
    known, location = environment, settings.CACHES["broken"]["LOCATION"]
    connection = connections["broken"]
    options, pool = connection.settings_dict, caches["broken"]._cache
    parameters = connection.get_connection_params()
    cut_by_django = "x" * (4096 - 10) + key
    queryset = User.objects.using("broken").all()
    held = (key, fallbacks, octets, known, location, options, pool, parameters, cut_by_django, queryset)
    raise RuntimeError(f"This was at hand: {held[:7]}")


def chain(request: HttpRequest) -> NoReturn:
    """Fail with a note and a cause that repeat secrets."""
    try:
        raise ConnectionError(f"cannot open {settings.CACHES['broken']['LOCATION']}")
    except ConnectionError as error:
        error.add_note(f"with {settings.DATABASES['broken']}")
        raise RuntimeError(settings.SECRET_KEY) from error


def refuse(request: HttpRequest) -> NoReturn:
    """Raise ``PermissionDenied`` with a secret in the message."""
    raise PermissionDenied(settings.SECRET_KEY)


def suspect(request: HttpRequest) -> NoReturn:
    """Raise ``SuspiciousOperation`` with a secret in the message."""
    raise SuspiciousOperation(settings.SECRET_KEY)


def misunderstand(request: HttpRequest) -> NoReturn:
    """Raise ``BadRequest`` with a sentence for the visitor."""
    raise BadRequest("This was not understood.")


def tell(request: HttpRequest) -> HttpResponse:
    """Return a page, and write secrets to the log and to the panels of the toolbar."""
    logging.getLogger("library").warning("Connecting to %s with %r", settings.DATABASES["broken"], settings.SECRET_KEY)
    User.objects.filter(username=settings.SECRET_KEY).first()
    caches["default"].set("location", settings.CACHES["broken"]["LOCATION"])
    return HttpResponse("<!doctype html><title>Told</title><body>Told.</body>")


FAILING = (database, cache, mail, hold, chain, refuse, suspect, misunderstand)
urlpatterns = [*site.urlpatterns, *(path(f"broken/{view.__name__}/", view) for view in (*FAILING, tell))]
handler400 = site.handler400
