"""The session key."""

from __future__ import annotations

from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from catalog.course.lessons.operation import operation


@operation("Read the key")
def read_session_key(request: HttpRequest) -> HttpResponse:
    key = request.session.session_key
    return HttpResponse(f"Your key begins with {key[:6]}" if key else "You have no key")


@operation("Read the key before and after the first change")
def key_before_saving(request: HttpRequest) -> HttpResponse:
    before = request.session.session_key
    request.session["name"] = "Ada"
    after = request.session.session_key
    return HttpResponse(f"Key before: {before is not None}, now: {after is not None}.")


@operation("Read the key before and after the first look inside")
def key_before_reading(request: HttpRequest) -> HttpResponse:
    before = request.session.session_key
    request.session.get("name")
    after = request.session.session_key
    return HttpResponse(f"Key before: {before is not None}, now: {after is not None}.")


@operation("Change the key with cycle_key")
def cycle_key(request: HttpRequest) -> HttpResponse:
    request.session.cycle_key()
    return HttpResponse("A new key for the same contents.")


@operation("Change the key with acycle_key")
async def acycle_key(request: HttpRequest) -> HttpResponse:
    await request.session.acycle_key()
    return HttpResponse("A new key for the same contents.")


@operation("Make a new session with create", ends_login=True)
def create_session(request: HttpRequest) -> HttpResponse:
    request.session.create()
    return HttpResponse("A new key.")


@operation("Make a new session with acreate", ends_login=True)
async def acreate_session(request: HttpRequest) -> HttpResponse:
    await request.session.acreate()
    return HttpResponse("A new key.")


@operation("Read first, then create")
def read_then_create(request: HttpRequest) -> HttpResponse:
    request.session.get("name")
    request.session.create()
    return HttpResponse("A new key.")


@operation("Create twice", ends_login=True)
def create_twice(request: HttpRequest) -> HttpResponse:
    request.session.create()
    request.session["username"] = "antone"
    first = request.session.session_key
    request.session.create()
    stays = request.session.exists(first)
    return HttpResponse(f"The first row is still there: {stays}")


@operation("Throw the session away with flush", ends_login=True)
def flush_key(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponse(f"Key: {request.session.session_key}")


@operation("Throw the session away, then store something", ends_login=True)
def flush_then_store(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    request.session["farewell"] = "until next time"
    return HttpResponse("Flushed, and begun again.")


@operation("Ask whether a key exists")
def does_key_exist(request: HttpRequest) -> HttpResponse:
    mine = request.session.exists(request.session.session_key)
    another = request.session.exists("nobodyhasthiskeyatall00000000000")
    return HttpResponse(f"Yours: {mine}. A made-up one: {another}.")


@operation("Load the contents by hand")
def load_by_hand(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.session.load()))


@operation("Delete the row, and go on", ends_login=True)
def delete_row(request: HttpRequest) -> HttpResponse:
    request.session.get("name")
    request.session.delete()
    return HttpResponse(f"In memory: {dict(request.session)}")


@operation("Delete the row with adelete", ends_login=True)
async def adelete_row(request: HttpRequest) -> HttpResponse:
    await request.session.adelete()
    return HttpResponse("The row is gone.")


@operation("Delete the row, then write", ends_login=True)
def delete_row_then_write(request: HttpRequest) -> HttpResponse:
    request.session.get("name")
    request.session.delete()
    request.session["name"] = "Grace"
    return HttpResponse("Written, or so it seems.")


@operation("Save as new under a key that is taken")
def save_as_new(request: HttpRequest) -> HttpResponse:
    request.session.save(must_create=True)
    return HttpResponse("There was nothing under your key.")


@operation("Ask the file engine for an impossible key")
def ask_for_impossible_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(FileStore().exists("../passwords")))


@operation("Read your row through the model")
def read_row_through_model(request: HttpRequest) -> HttpResponse:
    row = Session.objects.get(session_key=request.session.session_key)
    store = row.get_session_store_class()
    return HttpResponse(f"{str(row)[:6]}… holds {row.get_decoded()}, for {store.__module__}")


@operation("Write your row through the manager", ends_login=True)
def write_row_through_manager(request: HttpRequest) -> HttpResponse:
    request.session.get("name")
    key = request.session.session_key
    if key is None:
        return HttpResponse("You have no row.")
    row = Session.objects.save(key, {"name": "Grace"}, request.session.get_expiry_date())
    same = row.get_decoded() == request.session.decode(Session.objects.encode({"name": "Grace"}))
    return HttpResponse(f"Written behind the session's back: {same}")


@operation("Ask whether the key exists, and load, async")
async def aexists_and_aload(request: HttpRequest) -> HttpResponse:
    exists = await request.session.aexists(request.session.session_key)
    return HttpResponse(f"{exists}, {await request.session.aload()}")
