"""Lesson 4: storing and reading."""

from __future__ import annotations

import django
from django.conf import settings
from django.contrib.messages import INFO
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

from catalog.course.lessons.operation import operation

LESSON = "storing-and-reading"


@operation("Set a value", lesson=LESSON, inputs={"key": "my_car", "value": "mini"})
def set_value(request: HttpRequest) -> HttpResponse:
    request.session[request.POST["key"]] = request.POST["value"]
    return HttpResponse("Stored.")


@operation("Read a value", lesson=LESSON, inputs={"key": "my_car"})
def read_value(request: HttpRequest) -> HttpResponse:
    value = request.session[request.POST["key"]]
    return HttpResponse(str(value))


@operation("Read what was never stored", lesson=LESSON)
def read_missing(request: HttpRequest) -> HttpResponse:
    umbrella = request.session["umbrella"]
    return HttpResponse(umbrella)


@operation("Read with get", lesson=LESSON, inputs={"key": "my_car"})
def get_value(request: HttpRequest) -> HttpResponse:
    value = request.session.get(request.POST["key"])
    return HttpResponse(str(value))


@operation("Read with get and a default", lesson=LESSON, inputs={"key": "my_boat", "default": "none yet"})
def get_value_or_default(request: HttpRequest) -> HttpResponse:
    value = request.session.get(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Read, or store a default", lesson=LESSON, inputs={"key": "my_bicycle", "default": "red"})
def set_default(request: HttpRequest) -> HttpResponse:
    value = request.session.setdefault(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Ask with in", lesson=LESSON, inputs={"key": "my_car"})
def is_key_there(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.POST["key"] in request.session))


@operation("Ask with has_key", lesson=LESSON, inputs={"key": "my_car"})
def has_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.has_key(request.POST["key"])))


@operation("Ask first, then read", lesson=LESSON)
def welcome_back(request: HttpRequest) -> HttpResponse:
    if "username" in request.session:
        return HttpResponse(f"Welcome back, {request.session['username']}!")
    return HttpResponse("We have not met.")


@operation("Store several at once", lesson=LESSON, inputs={"username": "antone", "email": "antone@example.com"})
def update_many(request: HttpRequest) -> HttpResponse:
    entries = {"username": request.POST["username"], "email": request.POST["email"]}
    request.session.update(entries)
    return HttpResponse("Both are stored.")


@operation("Read username and email", lesson=LESSON)
def read_username_and_email(request: HttpRequest) -> HttpResponse:
    username = request.session.get("username", "Guest")
    email = request.session.get("email", "Not Available")
    return HttpResponse(f"Username: {username}, Email: {email}")


@operation("Store several by keyword", lesson=LESSON)
def update_by_keyword(request: HttpRequest) -> HttpResponse:
    request.session.update(username="antone", email="antone@example.com")
    return HttpResponse("Both are stored.")


@operation("List the keys", lesson=LESSON)
def list_keys(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(request.session.keys()))


@operation("List the values", lesson=LESSON)
def list_values(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(request.session.values())))


@operation("Loop over the items", lesson=LESSON)
def list_items(request: HttpRequest) -> HttpResponse:
    lines = [f"{key} = {value}" for key, value in request.session.items()]
    return HttpResponse("\n".join(lines))


@operation("Loop over the session itself", lesson=LESSON)
def loop_over_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(key for key in request.session))


@operation("Make a dictionary of it", lesson=LESSON)
def as_dict(request: HttpRequest) -> HttpResponse:
    contents = dict(request.session)
    return HttpResponse(f"{len(contents)} entries: {contents}")


@operation("Count the entries", lesson=LESSON)
def count_entries(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.session)))


@operation("Compare it with a dictionary", lesson=LESSON)
def compare_with_dict(request: HttpRequest) -> HttpResponse:
    contents = dict(request.session)
    return HttpResponse(str(request.session == contents))


@operation("Find what it lacks", lesson=LESSON)
def find_what_it_lacks(request: HttpRequest) -> HttpResponse:
    missing = set(dir(dict)) - set(dir(request.session))
    return HttpResponse(", ".join(sorted(missing)))


@operation("Ask whether it is true", lesson=LESSON)
def is_it_true(request: HttpRequest) -> HttpResponse:
    answers = f"bool: {bool(request.session)}, is_empty: {request.session.is_empty()}"
    return HttpResponse(f"Django {django.get_version()}, {answers}")


@operation("Set the color", lesson=LESSON, inputs={"color": "plum"})
def set_color(request: HttpRequest) -> HttpResponse:
    request.session["accent"] = request.POST["color"]
    return HttpResponse("Go to any page of the library and look.")


@operation("Read the color on another page", lesson=LESSON)
def read_color(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.get("accent", "brass")))


@operation("Read it in a template", lesson=LESSON)
def read_in_template(request: HttpRequest) -> HttpResponse:
    page = Template("Hello, {{ request.session.username|default:'Guest' }}.")
    return HttpResponse(page.render(Context({"request": request})))


@operation("Keep a message in the session", lesson=LESSON, inputs={"message": "Welcome"})
def keep_message(request: HttpRequest) -> HttpResponse:
    messages = SessionStorage(request)
    messages.add(INFO, request.POST["message"])
    messages.update(HttpResponse())
    return HttpResponse(f"MESSAGE_STORAGE is {settings.MESSAGE_STORAGE}")


@operation("Show the messages", lesson=LESSON)
def show_messages(request: HttpRequest) -> HttpResponse:
    messages = SessionStorage(request)
    shown = [str(message) for message in messages]
    messages.update(HttpResponse())
    return HttpResponse(str(shown))
