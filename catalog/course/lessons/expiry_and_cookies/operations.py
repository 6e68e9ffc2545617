"""Expiry and cookies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SESSION_KEY
from django.utils import timezone

from catalog.course.lessons.operation import operation


@operation("Ask when it ends")
def read_expiry(request: HttpRequest) -> HttpResponse:
    session = request.session
    age, end = session.get_expiry_age(), session.get_expiry_date()
    with_browser = session.get_expire_at_browser_close()
    return HttpResponse(f"{age} s, until {end:%Y-%m-%d %H:%M}, browser: {with_browser}")


@operation("Ask when it ends, async")
async def aread_expiry(request: HttpRequest) -> HttpResponse:
    session = request.session
    age, end = await session.aget_expiry_age(), await session.aget_expiry_date()
    with_browser = await session.aget_expire_at_browser_close()
    return HttpResponse(f"{age} s, until {end:%Y-%m-%d %H:%M}, browser: {with_browser}")


@operation("Ask for the age in the settings")
def read_cookie_age(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.session.get_session_cookie_age()} s")


@operation("End it some seconds after the last change", inputs={"seconds": 300}, ends_login=True)
def expire_in_seconds(request: HttpRequest) -> HttpResponse:
    request.session.set_expiry(int(request.POST["seconds"]))
    return HttpResponse(f"{request.session['_session_expiry']!r}")


@operation("End it at a fixed moment, with a timedelta", inputs={"minutes": 30}, ends_login=True)
def expire_after_timedelta(request: HttpRequest) -> HttpResponse:
    request.session.set_expiry(timedelta(minutes=int(request.POST["minutes"])))
    return HttpResponse(f"{request.session['_session_expiry']!r}")


@operation("Set the expiry, async", inputs={"minutes": 30}, ends_login=True)
async def aset_expiry(request: HttpRequest) -> HttpResponse:
    await request.session.aset_expiry(timedelta(minutes=int(request.POST["minutes"])))
    return HttpResponse(repr(await request.session.aget("_session_expiry")))


@operation("End it at a fixed moment, with a datetime", inputs={"hours": 2}, ends_login=True)
def expire_at_datetime(request: HttpRequest) -> HttpResponse:
    end = timezone.now() + timedelta(hours=int(request.POST["hours"]))
    request.session.set_expiry(end)
    return HttpResponse(f"{request.session['_session_expiry']!r}")


@operation("End it at a moment without a time zone")
def expire_at_naive_datetime(request: HttpRequest) -> HttpResponse:
    request.session.set_expiry(datetime(2100, 1, 1))
    return HttpResponse("The view is content.")


@operation("Change something, and nothing about the expiry", inputs={"note": "still here"})
def change_after_set_expiry(request: HttpRequest) -> HttpResponse:
    request.session["note"] = request.POST["note"]
    return HttpResponse("Look at Max-Age, and at the row.")


@operation("End it with the browser")
def expire_with_browser(request: HttpRequest) -> HttpResponse:
    request.session.set_expiry(0)
    return HttpResponse(f"{request.session.get_expiry_age()} s all the same")


@operation("Go back to the settings")
def expire_as_usual(request: HttpRequest) -> HttpResponse:
    request.session.set_expiry(None)
    return HttpResponse(f"{request.session.get_expiry_age()} s")


@operation("Live for ten seconds", ends_login=True)
def live_ten_seconds(request: HttpRequest) -> HttpResponse:
    request.session["last_words"] = "so brief"
    request.session.set_expiry(10)
    return HttpResponse("Watch the panel.")


@operation("Delete what has expired", costly=True)
def clear_expired(request: HttpRequest) -> HttpResponse:
    request.session.clear_expired()
    return HttpResponse("Rows whose time is over are deleted.")


@operation("Delete what has expired, async", costly=True)
async def aclear_expired(request: HttpRequest) -> HttpResponse:
    await request.session.aclear_expired()
    return HttpResponse("Rows whose time is over are deleted.")


@operation("Delete what has expired, with the command", costly=True)
def run_clearsessions(request: HttpRequest) -> HttpResponse:
    call_command("clearsessions")
    return HttpResponse("clearsessions did the same.")


@operation("Set the test cookie")
def set_test_cookie(request: HttpRequest) -> HttpResponse:
    request.session.set_test_cookie()
    worked = request.session.test_cookie_worked()
    return HttpResponse(f"Worked, already in this request: {worked}")


@operation("Set and check the test cookie, async")
async def aset_test_cookie(request: HttpRequest) -> HttpResponse:
    await request.session.aset_test_cookie()
    return HttpResponse(str(await request.session.atest_cookie_worked()))


@operation("Check the test cookie")
def check_test_cookie(request: HttpRequest) -> HttpResponse:
    worked = request.session.test_cookie_worked()
    return HttpResponse(f"Your browser keeps cookies: {worked}")


@operation("Delete the test cookie")
def delete_test_cookie(request: HttpRequest) -> HttpResponse:
    request.session.delete_test_cookie()
    return HttpResponse("Gone.")


@operation("Delete the test cookie, async")
async def adelete_test_cookie(request: HttpRequest) -> HttpResponse:
    await request.session.adelete_test_cookie()
    return HttpResponse("Gone, or so it seems.")


@operation("Read the settings of the cookie")
def read_cookie_settings(request: HttpRequest) -> HttpResponse:
    names = ("SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
    values = {name: getattr(settings, f"SESSION_COOKIE_{name}") for name in names}
    request.session.modified = True
    return HttpResponse(f"{values}")


@operation("Look for the secret of forms in the session")
def find_csrf_secret(request: HttpRequest) -> HttpResponse:
    found = CSRF_SESSION_KEY in request.session
    return HttpResponse(f"{CSRF_SESSION_KEY} there: {found}, CSRF_USE_SESSIONS = {settings.CSRF_USE_SESSIONS}")


@operation("Take the test cookie out, async")
async def apop_test_cookie(request: HttpRequest) -> HttpResponse:
    worked = await request.session.apop("testcookie", None) == "worked"
    return HttpResponse(f"Your browser keeps cookies: {worked}")
