"""What a session is."""

from __future__ import annotations

import zlib

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signing import b64_decode
from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation


@operation("Answer without the session")
def say_hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, whoever you are.")


@operation("Remember a name", inputs={"name": "Ada"})
def remember_name(request: HttpRequest) -> HttpResponse:
    request.session["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


@operation("Recognize who comes back")
def recognize(request: HttpRequest) -> HttpResponse:
    name = request.session.get("name", "stranger")
    return HttpResponse(f"Hello, {name}.")


@operation("Look at what the browser sent")
def look_at_cookie(request: HttpRequest) -> HttpResponse:
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return HttpResponse(f"{len(cookie)} characters: {cookie[:6]}…")


@operation("Look at what the library keeps")
def look_at_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(dict(request.session)))


@operation("Read the row without the secret key")
def read_row_without_secret(request: HttpRequest) -> HttpResponse:
    row = Session.objects.get(session_key=request.session.session_key)
    content = row.session_data.partition(":")[0]
    text = b64_decode(content.removeprefix(".").encode())
    return HttpResponse(zlib.decompress(text) if content.startswith(".") else text)


@operation("Delete the cookie, keep the row", ends_login=True)
def delete_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("Your browser forgets its key. The store forgets nothing.")
    response.delete_cookie(settings.SESSION_COOKIE_NAME)
    return response
