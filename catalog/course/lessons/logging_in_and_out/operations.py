"""Logging in and out. The accounts are the reader's own, made for the course and good for nothing else."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import (
    aauthenticate,
    alogin,
    alogout,
    aupdate_session_auth_hash,
    authenticate,
    login,
    logout,
    update_session_auth_hash,
)
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from catalog.course.lessons.operation import operation

ANN = {"username": "ann", "password": "open sesame"}
BEN = {"username": "ben", "password": "open sesame"}
NEW = {"new_password": "open sesame"}


@operation("Log in", inputs=ANN, ends_login=True)
def log_in(request: HttpRequest) -> HttpResponse:
    name, password = request.POST["username"], request.POST["password"]
    user = authenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    return HttpResponse(f"Hello, {user.first_name}.")


@operation("Log in, async", inputs=ANN, ends_login=True)
async def alog_in(request: HttpRequest) -> HttpResponse:
    name, password = request.POST["username"], request.POST["password"]
    user = await aauthenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    await alogin(request, user)
    return HttpResponse(f"Hello, {user.first_name}.")


@operation("Log in as somebody else", inputs=BEN, ends_login=True)
def log_in_as_another(request: HttpRequest) -> HttpResponse:
    name, password = request.POST["username"], request.POST["password"]
    user = authenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    return HttpResponse(f"Hello, {user.first_name}.")


@operation("Ask who is logged in")
def who_am_i(request: HttpRequest) -> HttpResponse:
    user = request.user
    name = user.first_name if user.is_authenticated else "nobody"
    return HttpResponse(f"You are {name}. Logged in: {user.is_authenticated}")


@operation("Read what a log-in stores")
def read_login_entries(request: HttpRequest) -> HttpResponse:
    entries = request.session.items()
    stored = [f"{key} = {value}" for key, value in entries if key.startswith("_auth")]
    return HttpResponse("\n".join(stored))


@operation("Compare the stored number with the user's")
def compare_user_id(request: HttpRequest) -> HttpResponse:
    stored, pk = request.session["_auth_user_id"], request.user.pk
    return HttpResponse(f"{stored!r} == {pk!r}: {stored == pk}")


@operation("Change the password", inputs=NEW, uses_account=True, costly=True)
def change_password(request: HttpRequest) -> HttpResponse:
    request.user.set_password(request.POST["new_password"])
    request.user.save()
    return HttpResponse("The password is changed.")


@operation("Change the password and stay", inputs=NEW, uses_account=True, costly=True)
def change_password_and_stay(request: HttpRequest) -> HttpResponse:
    request.user.set_password(request.POST["new_password"])
    request.user.save()
    update_session_auth_hash(request, request.user)
    return HttpResponse("The password is changed, and this session with it.")


@operation("Change the password and stay, async", uses_account=True, costly=True)
async def achange_password_and_stay(request: HttpRequest) -> HttpResponse:
    user = await request.auser()
    user.set_password("open sesame")
    await user.asave()
    await aupdate_session_auth_hash(request, user)
    return HttpResponse("Changed.")


@operation("Log out", ends_login=True)
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponse("Goodbye.")


@operation("Log out, async", ends_login=True)
async def alog_out(request: HttpRequest) -> HttpResponse:
    await alogout(request)
    return HttpResponse("Goodbye.")


@operation("Log out, but keep one entry", ends_login=True)
def log_out_and_keep_color(request: HttpRequest) -> HttpResponse:
    color = request.session.get("accent", "plum")
    logout(request)
    request.session["accent"] = color
    return HttpResponse(f"Goodbye. The color is still {color}.")


@operation("Flush instead of logging out", ends_login=True)
def flush_to_log_out(request: HttpRequest) -> HttpResponse:
    before = request.user.is_authenticated
    request.session.flush()
    after = request.user.is_authenticated
    return HttpResponse(f"Logged in before: {before}, after: {after}")


@operation("Clear instead of logging out", ends_login=True)
def clear_to_log_out(request: HttpRequest) -> HttpResponse:
    before = request.user.is_authenticated
    request.session.clear()
    after = request.user.is_authenticated
    return HttpResponse(f"Logged in before: {before}, after: {after}")


@operation("Delete an entry called user_id")
def delete_user_id(request: HttpRequest) -> HttpResponse:
    del request.session["user_id"]
    return HttpResponse("Logged out?")


@operation("Delete the entry that Django reads", ends_login=True)
def delete_auth_user_id(request: HttpRequest) -> HttpResponse:
    del request.session["_auth_user_id"]
    return HttpResponse("Logged out from the next request on.")


@operation("Log in, then fail", inputs=ANN, ends_login=True)
def log_in_then_fail(request: HttpRequest) -> HttpResponse:
    name, password = request.POST["username"], request.POST["password"]
    user = authenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    raise RuntimeError("the view broke after the log-in")


@operation("Stand behind LoginRequiredMiddleware")
def behind_login_required(request: HttpRequest) -> HttpResponse:
    guard = LoginRequiredMiddleware(who_am_i)
    return guard.process_view(request, who_am_i, [], {}) or who_am_i(request)


@operation("Ask for the hashes of older secret keys")
def read_fallback_hashes(request: HttpRequest) -> HttpResponse:
    hashes = list(request.user.get_session_auth_fallback_hash())
    return HttpResponse(f"{len(hashes)} hashes for {len(settings.SECRET_KEY_FALLBACKS)} SECRET_KEY_FALLBACKS")


@operation("Follow the link of a password reset", uses_account=True)
def follow_reset_link(request: HttpRequest) -> HttpResponse:
    uid = urlsafe_base64_encode(force_bytes(request.user.pk))
    token = default_token_generator.make_token(request.user)
    return PasswordResetConfirmView.as_view()(request, uidb64=uid, token=token)


@operation("Log in with the browser of a test")
def log_in_test_client(request: HttpRequest) -> HttpResponse:
    browser = Client()
    browser.login(**ANN)
    logged_in = "_auth_user_id" in browser.session
    browser.logout()
    browser.force_login(authenticate(request, **ANN))
    again = "_auth_user_id" in browser.session
    browser.logout()
    return HttpResponse(f"login: {logged_in}, force_login: {again}, after logout: {dict(browser.session)}")


@operation("Log in with the browser of an async test")
async def alog_in_test_client(request: HttpRequest) -> HttpResponse:
    browser = AsyncClient()
    await browser.alogin(**ANN)
    logged_in = await (await browser.asession()).ahas_key("_auth_user_id")
    await browser.alogout()
    await browser.aforce_login(await aauthenticate(request, **ANN))
    again = await (await browser.asession()).ahas_key("_auth_user_id")
    await browser.alogout()
    return HttpResponse(f"alogin: {logged_in}, aforce_login: {again}")


@operation("Ask before and after alogin", inputs=ANN, ends_login=True)
async def auser_around_alogin(request: HttpRequest) -> HttpResponse:
    before = (await request.auser()).is_authenticated
    name, password = request.POST["username"], request.POST["password"]
    user = await aauthenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    await alogin(request, user)
    now = (await request.auser()).is_authenticated
    return HttpResponse(f"Logged in before: {before}, now: {now}")


@operation(
    "Change the password and stay, in a thread",
    inputs=NEW,
    uses_account=True,
    costly=True,
)
async def change_password_in_thread(request: HttpRequest) -> HttpResponse:
    return await sync_to_async(change_password_and_stay)(request)


@operation("Ask before and after alogout", ends_login=True)
async def auser_around_alogout(request: HttpRequest) -> HttpResponse:
    before = (await request.auser()).is_authenticated
    await alogout(request)
    now = (await request.auser()).is_authenticated
    return HttpResponse(f"Logged in before: {before}, now: {now}")
