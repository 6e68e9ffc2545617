"""The asynchronous API, in real ``async`` views. Each belongs to the lesson of its synchronous twin."""

from __future__ import annotations

from datetime import date, timedelta

from asgiref.sync import sync_to_async
from django.contrib.auth import aauthenticate, alogin, alogout, aupdate_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient

from catalog.course.lessons.operation import operation
from catalog.course.lessons.operations import (
    changing,
    expiry,
    keys,
    logging_in,
    saving,
    storable,
    storing,
    visit_counter,
)
from catalog.course.lessons.operations.logging_in import change_password_and_stay


@operation("Count a visit, async", lesson=visit_counter.LESSON)
async def acount_visit(request: HttpRequest) -> HttpResponse:
    num_visits = await request.session.aget("num_visits", 0)
    num_visits += 1
    await request.session.aset("num_visits", num_visits)
    return HttpResponse(f"This is visit number {num_visits}.")


@operation("Set a value, async", lesson=storing.LESSON, inputs={"key": "my_car", "value": "mini"})
async def aset_value(request: HttpRequest) -> HttpResponse:
    await request.session.aset(request.POST["key"], request.POST["value"])
    return HttpResponse("Stored.")


@operation("Read with aget and a default", lesson=storing.LESSON, inputs={"key": "my_car", "default": "none"})
async def aget_value(request: HttpRequest) -> HttpResponse:
    value = await request.session.aget(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Ask with ahas_key", lesson=storing.LESSON, inputs={"key": "my_car"})
async def ahas_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(await request.session.ahas_key(request.POST["key"])))


@operation("Read, or store a default, async", lesson=storing.LESSON, inputs={"key": "my_boat", "default": "blue"})
async def aset_default(request: HttpRequest) -> HttpResponse:
    key, default = request.POST["key"], request.POST["default"]
    value = await request.session.asetdefault(key, default)
    return HttpResponse(str(value))


@operation("Store several at once, async", lesson=storing.LESSON, inputs={"username": "antone", "email": "a@b.c"})
async def aupdate_many(request: HttpRequest) -> HttpResponse:
    entries = {"username": request.POST["username"], "email": request.POST["email"]}
    await request.session.aupdate(entries)
    return HttpResponse("Both are stored.")


@operation("List keys, values and items, async", lesson=storing.LESSON)
async def alist_everything(request: HttpRequest) -> HttpResponse:
    keys = await request.session.akeys()
    values = await request.session.avalues()
    items = await request.session.aitems()
    return HttpResponse(f"{list(keys)} {list(values)} {list(items)}")


@operation("Use brackets in an async view", lesson=storing.LESSON)
async def brackets_in_async_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session["num_visits"]))


@operation("Use brackets after the first await", lesson=storing.LESSON)
async def brackets_after_await(request: HttpRequest) -> HttpResponse:
    await request.session.aget("num_visits")
    return HttpResponse(str(request.session["num_visits"]))


@operation("Take out with apop", lesson=changing.LESSON, inputs={"key": "my_car", "default": "nothing"})
async def apop_value(request: HttpRequest) -> HttpResponse:
    value = await request.session.apop(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Empty it in an async view", lesson=changing.LESSON, ends_login=True)
async def clear_in_async_view(request: HttpRequest) -> HttpResponse:
    request.session.clear()
    return HttpResponse("All entries are gone.")


@operation("End it with aflush", lesson=changing.LESSON, ends_login=True)
async def aflush_session(request: HttpRequest) -> HttpResponse:
    await request.session.aflush()
    return HttpResponse("The entries, the row and the key are gone.")


@operation("Forget an await", lesson=saving.LESSON)
async def forget_await(request: HttpRequest) -> HttpResponse:
    request.session.aset("step", 8).close()  # close() silences Python's warning
    return HttpResponse("Nothing happened.")


@operation("Save in the middle, async", lesson=saving.LESSON)
async def asave_early(request: HttpRequest) -> HttpResponse:
    await request.session.aset("step", 9)
    await request.session.asave()
    await request.session.aset("step", 10)
    return HttpResponse("Written twice.")


@operation("Change the key with acycle_key", lesson=keys.LESSON)
async def acycle_key(request: HttpRequest) -> HttpResponse:
    await request.session.acycle_key()
    return HttpResponse("A new key for the same contents.")


@operation("Make a new session with acreate", lesson=keys.LESSON, ends_login=True)
async def acreate_session(request: HttpRequest) -> HttpResponse:
    await request.session.acreate()
    return HttpResponse("A new key.")


@operation("Ask whether the key exists, and load, async", lesson=keys.LESSON)
async def aexists_and_aload(request: HttpRequest) -> HttpResponse:
    exists = await request.session.aexists(request.session.session_key)
    return HttpResponse(f"{exists}, {await request.session.aload()}")


@operation("Delete the row with adelete", lesson=keys.LESSON, ends_login=True)
async def adelete_row(request: HttpRequest) -> HttpResponse:
    await request.session.adelete()
    return HttpResponse("The row is gone.")


@operation("Log in, async", lesson=logging_in.LESSON, inputs=logging_in.ANN, ends_login=True)
async def alog_in(request: HttpRequest) -> HttpResponse:
    name, password = request.POST["username"], request.POST["password"]
    user = await aauthenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    await alogin(request, user)
    return HttpResponse(f"Hello, {user.first_name}.")


@operation("Ask before and after alogin", lesson=logging_in.LESSON, inputs=logging_in.ANN, ends_login=True)
async def auser_around_alogin(request: HttpRequest) -> HttpResponse:
    before = (await request.auser()).is_authenticated
    name, password = request.POST["username"], request.POST["password"]
    user = await aauthenticate(request, username=name, password=password)
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    await alogin(request, user)
    now = (await request.auser()).is_authenticated
    return HttpResponse(f"Logged in before: {before}, now: {now}")


@operation("Change the password and stay, async", lesson=logging_in.LESSON, uses_account=True, costly=True)
async def achange_password_and_stay(request: HttpRequest) -> HttpResponse:
    user = await request.auser()
    user.set_password("open sesame")
    await user.asave()
    await aupdate_session_auth_hash(request, user)
    return HttpResponse("Changed.")


@operation(
    "Change the password and stay, in a thread",
    lesson=logging_in.LESSON,
    inputs=logging_in.NEW,
    uses_account=True,
    costly=True,
)
async def change_password_in_thread(request: HttpRequest) -> HttpResponse:
    return await sync_to_async(change_password_and_stay)(request)


@operation("Ask before and after alogout", lesson=logging_in.LESSON, ends_login=True)
async def auser_around_alogout(request: HttpRequest) -> HttpResponse:
    before = (await request.auser()).is_authenticated
    await alogout(request)
    now = (await request.auser()).is_authenticated
    return HttpResponse(f"Logged in before: {before}, now: {now}")


@operation("Log out, async", lesson=logging_in.LESSON, ends_login=True)
async def alog_out(request: HttpRequest) -> HttpResponse:
    await alogout(request)
    return HttpResponse("Goodbye.")


@operation("Set the expiry, async", lesson=expiry.LESSON, inputs={"minutes": 30}, ends_login=True)
async def aset_expiry(request: HttpRequest) -> HttpResponse:
    await request.session.aset_expiry(timedelta(minutes=int(request.POST["minutes"])))
    return HttpResponse(repr(await request.session.aget("_session_expiry")))


@operation("Ask when it ends, async", lesson=expiry.LESSON)
async def aread_expiry(request: HttpRequest) -> HttpResponse:
    session = request.session
    age, end = await session.aget_expiry_age(), await session.aget_expiry_date()
    with_browser = await session.aget_expire_at_browser_close()
    return HttpResponse(f"{age} s, until {end:%Y-%m-%d %H:%M}, browser: {with_browser}")


@operation("Delete what has expired, async", lesson=expiry.LESSON, costly=True)
async def aclear_expired(request: HttpRequest) -> HttpResponse:
    await request.session.aclear_expired()
    return HttpResponse("Rows whose time is over are deleted.")


@operation("Set and check the test cookie, async", lesson=expiry.LESSON)
async def aset_test_cookie(request: HttpRequest) -> HttpResponse:
    await request.session.aset_test_cookie()
    return HttpResponse(str(await request.session.atest_cookie_worked()))


@operation("Delete the test cookie, async", lesson=expiry.LESSON)
async def adelete_test_cookie(request: HttpRequest) -> HttpResponse:
    await request.session.adelete_test_cookie()
    return HttpResponse("Gone, or so it seems.")


@operation("Take the test cookie out, async", lesson=expiry.LESSON)
async def apop_test_cookie(request: HttpRequest) -> HttpResponse:
    worked = await request.session.apop("testcookie", None) == "worked"
    return HttpResponse(f"Your browser keeps cookies: {worked}")


@operation("Store a date, async", lesson=storable.LESSON)
async def astore_date(request: HttpRequest) -> HttpResponse:
    await request.session.aset("due", date(2030, 1, 31))
    return HttpResponse("The view is content.")


@operation("Log in with the browser of an async test", lesson=logging_in.LESSON)
async def alog_in_test_client(request: HttpRequest) -> HttpResponse:
    browser = AsyncClient()
    await browser.alogin(**logging_in.ANN)
    logged_in = await (await browser.asession()).ahas_key("_auth_user_id")
    await browser.alogout()
    await browser.aforce_login(await aauthenticate(request, **logging_in.ANN))
    again = await (await browser.asession()).ahas_key("_auth_user_id")
    await browser.alogout()
    return HttpResponse(f"alogin: {logged_in}, aforce_login: {again}")
