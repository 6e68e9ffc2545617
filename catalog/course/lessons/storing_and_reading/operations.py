"""Storing and reading."""

from __future__ import annotations

import django
from django.conf import settings
from django.contrib.messages import INFO
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

from catalog.course.lessons.operation import operation


@operation("Set a value", inputs={"key": "my_car", "value": "mini"})
def set_value(request: HttpRequest) -> HttpResponse:
    request.session[request.POST["key"]] = request.POST["value"]
    return HttpResponse("Stored.")


@operation("Set a value, async", inputs={"key": "my_car", "value": "mini"})
async def aset_value(request: HttpRequest) -> HttpResponse:
    await request.session.aset(request.POST["key"], request.POST["value"])
    return HttpResponse("Stored.")


@operation("Read a value", inputs={"key": "my_car"})
def read_value(request: HttpRequest) -> HttpResponse:
    value = request.session[request.POST["key"]]
    return HttpResponse(str(value))


@operation("Read what was never stored")
def read_missing(request: HttpRequest) -> HttpResponse:
    umbrella = request.session["umbrella"]
    return HttpResponse(umbrella)


@operation("Read with get", inputs={"key": "my_car"})
def get_value(request: HttpRequest) -> HttpResponse:
    value = request.session.get(request.POST["key"])
    return HttpResponse(str(value))


@operation("Read with aget and a default", inputs={"key": "my_car", "default": "none"})
async def aget_value(request: HttpRequest) -> HttpResponse:
    value = await request.session.aget(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Read with get and a default", inputs={"key": "my_boat", "default": "none yet"})
def get_value_or_default(request: HttpRequest) -> HttpResponse:
    value = request.session.get(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Read, or store a default", inputs={"key": "my_bicycle", "default": "red"})
def set_default(request: HttpRequest) -> HttpResponse:
    value = request.session.setdefault(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Read, or store a default, async", inputs={"key": "my_boat", "default": "blue"})
async def aset_default(request: HttpRequest) -> HttpResponse:
    key, default = request.POST["key"], request.POST["default"]
    value = await request.session.asetdefault(key, default)
    return HttpResponse(str(value))


@operation("Ask with in", inputs={"key": "my_car"})
def is_key_there(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.POST["key"] in request.session))


@operation("Ask with has_key", inputs={"key": "my_car"})
def has_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.has_key(request.POST["key"])))


@operation("Ask with ahas_key", inputs={"key": "my_car"})
async def ahas_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(await request.session.ahas_key(request.POST["key"])))


@operation("Ask first, then read")
def welcome_back(request: HttpRequest) -> HttpResponse:
    if "username" in request.session:
        return HttpResponse(f"Welcome back, {request.session['username']}!")
    return HttpResponse("We have not met.")


@operation("Store several at once", inputs={"username": "antone", "email": "antone@example.com"})
def update_many(request: HttpRequest) -> HttpResponse:
    entries = {"username": request.POST["username"], "email": request.POST["email"]}
    request.session.update(entries)
    return HttpResponse("Both are stored.")


@operation("Store several at once, async", inputs={"username": "antone", "email": "a@b.c"})
async def aupdate_many(request: HttpRequest) -> HttpResponse:
    entries = {"username": request.POST["username"], "email": request.POST["email"]}
    await request.session.aupdate(entries)
    return HttpResponse("Both are stored.")


@operation("Read username and email")
def read_username_and_email(request: HttpRequest) -> HttpResponse:
    username = request.session.get("username", "Guest")
    email = request.session.get("email", "Not Available")
    return HttpResponse(f"Username: {username}, Email: {email}")


@operation("Store several by keyword")
def update_by_keyword(request: HttpRequest) -> HttpResponse:
    request.session.update(username="antone", email="antone@example.com")
    return HttpResponse("Both are stored.")


@operation("List the keys")
def list_keys(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(request.session.keys()))


@operation("List the values")
def list_values(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(request.session.values())))


@operation("Loop over the items")
def list_items(request: HttpRequest) -> HttpResponse:
    lines = [f"{key} = {value}" for key, value in request.session.items()]
    return HttpResponse("\n".join(lines))


@operation("Loop over the session itself")
def loop_over_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(key for key in request.session))


@operation("Make a dictionary of it")
def as_dict(request: HttpRequest) -> HttpResponse:
    contents = dict(request.session)
    return HttpResponse(f"{len(contents)} entries: {contents}")


@operation("Count the entries")
def count_entries(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.session)))


@operation("Compare it with a dictionary")
def compare_with_dict(request: HttpRequest) -> HttpResponse:
    contents = dict(request.session)
    return HttpResponse(str(request.session == contents))


@operation("Find what it lacks")
def find_what_it_lacks(request: HttpRequest) -> HttpResponse:
    missing = set(dir(dict)) - set(dir(request.session))
    return HttpResponse(", ".join(sorted(missing)))


@operation("Ask whether it is true")
def is_it_true(request: HttpRequest) -> HttpResponse:
    answers = f"bool: {bool(request.session)}, is_empty: {request.session.is_empty()}"
    return HttpResponse(f"Django {django.get_version()}, {answers}")


@operation("Set the color", inputs={"color": "plum"})
def set_color(request: HttpRequest) -> HttpResponse:
    request.session["accent"] = request.POST["color"]
    return HttpResponse("Go to any page of the library and look.")


@operation("Read the color on another page")
def read_color(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.get("accent", "brass")))


@operation("Read it in a template")
def read_in_template(request: HttpRequest) -> HttpResponse:
    page = Template("Hello, {{ request.session.username|default:'Guest' }}.")
    return HttpResponse(page.render(Context({"request": request})))


@operation("Keep a message in the session", inputs={"message": "Welcome"})
def keep_message(request: HttpRequest) -> HttpResponse:
    messages = SessionStorage(request)
    messages.add(INFO, request.POST["message"])
    messages.update(HttpResponse())
    return HttpResponse(f"MESSAGE_STORAGE is {settings.MESSAGE_STORAGE}")


@operation("Show the messages")
def show_messages(request: HttpRequest) -> HttpResponse:
    messages = SessionStorage(request)
    shown = [str(message) for message in messages]
    messages.update(HttpResponse())
    return HttpResponse(str(shown))


@operation("List keys, values and items, async")
async def alist_everything(request: HttpRequest) -> HttpResponse:
    keys = await request.session.akeys()
    values = await request.session.avalues()
    items = await request.session.aitems()
    return HttpResponse(f"{list(keys)} {list(values)} {list(items)}")


@operation("Use brackets in an async view")
async def brackets_in_async_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session["num_visits"]))


@operation("Use brackets after the first await")
async def brackets_after_await(request: HttpRequest) -> HttpResponse:
    await request.session.aget("num_visits")
    return HttpResponse(str(request.session["num_visits"]))
