"""Lesson 5: changing and deleting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation

LESSON = "changing-and-deleting"


@operation("Change what is there", lesson=LESSON)
def change_username(request: HttpRequest) -> HttpResponse:
    if "username" not in request.session:
        return HttpResponse("No username found in the session.")
    request.session["username"] = "updated_antone"
    return HttpResponse("Changed.")


@operation("Write the same value again", lesson=LESSON, inputs={"key": "my_car"})
def write_again(request: HttpRequest) -> HttpResponse:
    request.session[request.POST["key"]] = request.session[request.POST["key"]]
    return HttpResponse("The same as before.")


@operation("Set it to None", lesson=LESSON)
def set_to_none(request: HttpRequest) -> HttpResponse:
    request.session["username"] = None
    return HttpResponse(str(request.session.get("username", "Guest")))


@operation("Delete with del", lesson=LESSON, inputs={"key": "my_car"})
def delete_value(request: HttpRequest) -> HttpResponse:
    del request.session[request.POST["key"]]
    return HttpResponse("Deleted.")


@operation("Delete what may be missing", lesson=LESSON)
def delete_username(request: HttpRequest) -> HttpResponse:
    try:
        del request.session["username"]
    except KeyError:
        return HttpResponse("No username found in the session.")
    return HttpResponse("Deleted.")


@operation("Take out with pop", lesson=LESSON, inputs={"key": "my_bicycle"})
def pop_value(request: HttpRequest) -> HttpResponse:
    value = request.session.pop(request.POST["key"])
    return HttpResponse(str(value))


@operation("Take out with pop and a default", lesson=LESSON, inputs={"key": "email", "default": "nothing"})
def pop_value_or_default(request: HttpRequest) -> HttpResponse:
    value = request.session.pop(request.POST["key"], request.POST["default"])
    return HttpResponse(str(value))


@operation("Empty it with clear", lesson=LESSON, ends_login=True)
def clear_session(request: HttpRequest) -> HttpResponse:
    request.session.clear()
    return HttpResponse("All entries are gone.")


@operation("Ask whether it is empty", lesson=LESSON)
def is_session_empty(request: HttpRequest) -> HttpResponse:
    entries, key = len(request.session.keys()), bool(request.session.session_key)
    is_empty = request.session.is_empty()
    return HttpResponse(f"{entries} entries, a key: {key}, is_empty: {is_empty}")


@operation("End it with flush", lesson=LESSON, ends_login=True)
def flush_session(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponse("The entries, the row and the key are gone.")
