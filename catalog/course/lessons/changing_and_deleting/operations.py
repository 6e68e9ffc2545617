"""Changing and deleting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation


@operation("Change what is there")
def change_username(request: HttpRequest) -> HttpResponse:
    if "username" not in request.session:
        return HttpResponse("No username found in the session.")
    request.session["username"] = "updated_antone"
    return HttpResponse("Changed.")


@operation("Write the same value again", inputs={"key": "my_car"})
def write_again(request: HttpRequest) -> HttpResponse:
    request.session[request.POST["key"]] = request.session[request.POST["key"]]
    return HttpResponse("The same as before.")


@operation("Set it to None")
def set_to_none(request: HttpRequest) -> HttpResponse:
    request.session["username"] = None
    return HttpResponse(str(request.session.get("username", "Guest")))


@operation("Delete with del", inputs={"key": "my_car"})
def delete_value(request: HttpRequest) -> HttpResponse:
    del request.session[request.POST["key"]]
    return HttpResponse("Deleted.")


@operation("Delete what may be missing")
def delete_username(request: HttpRequest) -> HttpResponse:
    try:
        del request.session["username"]
    except KeyError:
        return HttpResponse("No username found in the session.")
    return HttpResponse("Deleted.")


@operation("Take out with pop", inputs={"key": "my_bicycle"})
def pop_value(request: HttpRequest) -> HttpResponse:
    value = request.session.pop(request.POST["key"])
    return HttpResponse(str(value))


@operation("Take out with apop", inputs={"key": "my_car", "default": "nothing"})
async def apop_value(request: HttpRequest) -> HttpResponse:
    value = await request.session.apop(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Take out with pop and a default", inputs={"key": "email", "default": "nothing"})
def pop_value_or_default(request: HttpRequest) -> HttpResponse:
    value = request.session.pop(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Empty it with clear", ends_login=True)
def clear_session(request: HttpRequest) -> HttpResponse:
    request.session.clear()
    return HttpResponse("All entries are gone.")


@operation("Ask whether it is empty")
def is_session_empty(request: HttpRequest) -> HttpResponse:
    entries, key = len(request.session.keys()), bool(request.session.session_key)
    is_empty = request.session.is_empty()
    return HttpResponse(f"{entries} entries, a key: {key}, is_empty: {is_empty}")


@operation("End it with flush", ends_login=True)
def flush_session(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponse("The entries, the row and the key are gone.")


@operation("End it with aflush", ends_login=True)
async def aflush_session(request: HttpRequest) -> HttpResponse:
    await request.session.aflush()
    return HttpResponse("The entries, the row and the key are gone.")


@operation("Empty it in an async view", ends_login=True)
async def clear_in_async_view(request: HttpRequest) -> HttpResponse:
    request.session.clear()
    return HttpResponse("All entries are gone.")
